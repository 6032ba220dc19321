"""From the JSON of phones to scans: read by hand, since thousands come at once and each is small."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from checkin.enums import Direction, ScanResult
from checkin.inputs import ScanInput, UndoInput

MOST_SCANS = 500
# Whatever is scanned is stored as a refused scan, so any QR code at all must pass: the largest holds 7,089 digits.
LONGEST_TEXT = 7100
LONGEST_SLUG = 40
LONGEST_KEY = 200
LONGEST_MOMENT = 40
RESULTS = frozenset(("", *ScanResult.values))
DIRECTIONS = frozenset(Direction.values)
MOST_PARTS = 500


def read_scans(items: Iterable[Any]) -> list[ScanInput | None]:
    """Scans in order; None for one that is malformed, so that it does not hold up the others."""
    return [_attempt(item) for item in items]


def _attempt(item: Any) -> ScanInput | None:
    try:
        return read_scan(item)
    except (ValueError, TypeError, AttributeError, LookupError):
        return None


def read_scan(item: Mapping[str, Any]) -> ScanInput:
    """Raises ValueError, TypeError, AttributeError or LookupError for what is no scan."""
    point, told = item["point"], item.get("told", "")
    direction = item.get("direction", Direction.IN)
    if (
        not point.isascii()
        or not 0 < len(point) <= LONGEST_SLUG
        or not point.replace("-", "").replace("_", "").isalnum()
    ):
        raise ValueError(point)
    if told not in RESULTS or direction not in DIRECTIONS:
        raise ValueError(told)
    return ScanInput(
        uid=UUID(item["uid"]),
        point_slug=point,
        scanned_at=read_moment(item["scanned_at"]),
        text=_text(item.get("text", ""), LONGEST_TEXT),
        person=_text(item.get("person", ""), LONGEST_KEY),
        direction=direction,
        told=told,
    )


def read_undos(items: Any) -> list[UndoInput]:
    """Those that are well formed; the phone keeps the others until it forgets them."""
    undos = []
    for item in items if isinstance(items, list) else []:
        try:
            undos.append(UndoInput(UUID(item["uid"]), read_moment(item["made_at"])))
        except (ValueError, TypeError, AttributeError, LookupError):
            continue
    return undos


def read_moment(said: str) -> datetime:
    """Of a moment that says its zone. Raises ValueError or TypeError for any other."""
    moment = datetime.fromisoformat(said[:LONGEST_MOMENT])
    if moment.tzinfo is None:
        raise ValueError(said)
    return moment


def read_now(body: Mapping[str, Any]) -> datetime | None:
    try:
        return read_moment(body["now"])
    except (ValueError, TypeError, LookupError):
        return None


def read_queue(body: Mapping[str, Any]) -> int | None:
    queue = body.get("queue")
    return queue if isinstance(queue, int) and not isinstance(queue, bool) else None


def read_held(body: Mapping[str, Any]) -> dict[str, str]:
    held = body.get("have")
    if not isinstance(held, dict) or len(held) > MOST_PARTS:
        return {}
    return {str(name): str(digest) for name, digest in held.items()}


def _text(said: Any, most: int) -> str:
    if not isinstance(said, str) or len(said) > most or "\0" in said:
        raise ValueError(most)
    said.encode()
    return said.strip()
