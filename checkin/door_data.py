"""What a phone must hold to keep a door without network: as little as that takes, in parts that seldom change.

A part is JSON text with the digest of it. A phone tells which digests it holds and is sent the parts that differ, so
that no change can be missed, whoever made it and however. Names stay here: no address, amount, and no diet but where
food is handed out.
"""

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from checkin.enums import SERVES_FOOD, Direction, ScanResult
from checkin.models import Device, Scan, ScanPoint
from checkin.reading import code_digest, public_key
from events.models import Conference, Extra, Variant
from registrations.enums import CardState, Diet, ParticipantState
from registrations.models import Institution, Label, Participant, ParticipantExtra, WithdrawnBadge

# People of one part; each change of one of them sends it whole.
PARTS_OF_PEOPLE = 64
DIGEST_BYTES = 6
STATES = {ParticipantState.REGISTERED: 0, ParticipantState.WAITING: 1, ParticipantState.CANCELLED: 2}
WHO = ("academic_title", "first_name", "last_name")
Part = tuple[str, str]


def door_data(device: Device) -> dict[str, Part]:
    """Digest and JSON text of each part that the device must hold. Some ten queries."""
    conference = device.conference
    points = points_of(device)
    contents: dict[str, Any] = {
        "conference": about(conference, device),
        "points": [point_row(point) for point in points],
        "names": names_of(conference),
        "withdrawn": [code_digest(code) for code in withdrawn(conference)],
    }
    food = any(point.kind in SERVES_FOOD for point in points)
    for number, rows in shared_out(people_rows(conference, food=food)):
        contents[f"people.{number}"] = rows
    for number, rows in shared_out(move_rows(points)):
        contents[f"moves.{number}"] = rows
    return {name: sealed(content) for name, content in contents.items()}


def sealed(content: Any) -> Part:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).digest()
    return base64.urlsafe_b64encode(digest).decode(), text


def answer(parts: Mapping[str, Part], held: Mapping[str, str], told: Mapping[str, Any]) -> str:
    """JSON of what the phone lacks and what it must forget, beside what else it is `told`."""
    sent = (f'"{name}":["{digest}",{text}]' for name, (digest, text) in parts.items() if held.get(name) != digest)
    gone = [name for name in held if name not in parts]
    head = json.dumps({**told, "gone": gone}, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"parts":{{{",".join(sent)}}}}}'


def shared_out(rows: Iterable[list[Any]]) -> Iterator[tuple[int, list[list[Any]]]]:
    """Rows by the part they belong to; the first of each is the person's key."""
    parts: dict[int, list[list[Any]]] = defaultdict(list)
    for row in rows:
        parts[row[0] % PARTS_OF_PEOPLE].append(row)
    return iter(parts.items())


def points_of(device: Device) -> list[ScanPoint]:
    """Where the device may scan."""
    bound = Device.points.through.objects.filter(device_id=device.pk)
    may = ~Exists(bound) | Exists(bound.filter(scanpoint_id=OuterRef("pk")))
    keys = (Prefetch("variants", Variant.objects.only("pk")), Prefetch("extras", Extra.objects.only("pk")))
    return list(ScanPoint.objects.filter(may, conference=device.conference_id).prefetch_related(*keys))


def about(conference: Conference, device: Device) -> dict[str, Any]:
    """`shift` is by how much the conference's clock is ahead; after `until`, in real time, all this is forgotten."""
    key = public_key(conference.pk).public_bytes_raw()
    return {
        "title": conference.title,
        "key": base64.b64encode(key).decode(),
        "shift": round(conference.clock_shift.total_seconds() * 1000),
        "until": milliseconds(device.expires_at),
    }


def point_row(point: ScanPoint) -> dict[str, Any]:
    return {
        "slug": point.slug,
        "name": point.name,
        "kind": point.kind,
        "payment": point.payment,
        "times": point.times,
        "leaving": point.tracks_leaving,
        "variants": sorted(variant.pk for variant in point.variants.all()),
        "extras": sorted(extra.pk for extra in point.extras.all()),
        "opens": milliseconds(point.opens_at),
        "closes": milliseconds(point.closes_at),
        "handsOut": point.hands_out,
        "food": point.kind in SERVES_FOOD,
    }


def milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp() * 1000)


def names_of(conference: Conference) -> dict[str, dict[int, Any]]:
    institutions = Institution.objects.filter(cards__conference=conference).distinct()
    variants = conference.variants.values_list("pk", "name", "is_remote")
    return {
        "institutions": dict(institutions.order_by("pk").values_list("pk", "name")),
        "variants": {key: [name, remote] for key, name, remote in variants},
        "extras": dict(conference.extras.values_list("pk", "name")),
        "labels": dict(Label.objects.filter(conference=conference).values_list("pk", "name")),
    }


def withdrawn(conference: Conference) -> QuerySet[WithdrawnBadge, str]:
    return WithdrawnBadge.objects.filter(conference=conference).order_by("pk").values_list("code", flat=True)


def people_rows(conference: Conference, *, food: bool) -> Iterator[list[Any]]:
    """Key, digest of the badge, `title TAB name TAB surname`, institution, variant, state, paid, extras, labels, diet.

    What is empty at the end is left out.
    """
    extras = gathered(ParticipantExtra.objects.filter(participant__conference=conference), "extra_id")
    labels = gathered(Participant.labels.through.objects.filter(participant__conference=conference), "label_id")
    needed = ("pk", "badge_code", *WHO, "card__institution_id", "variant_id", "state", "card__state")
    rows = Participant.objects.of(conference).order_by("pk")
    for key, code, title, first, last, institution, variant, state, card, due, settled, diet, note in rows.values_list(
        *needed, "card__due", "card__settled", "diet", "diet_note"
    ):
        stands = STATES[ParticipantState(state)] if card == CardState.SUBMITTED else STATES[ParticipantState.CANCELLED]
        eats = f"{Diet(diet).label}: {note}" if note else str(Diet(diet).label)
        row = [
            *(key, code_digest(code), f"{title}\t{first}\t{last}", institution, variant, stands, int(due <= settled)),
            *(extras.get(key, []), labels.get(key, []), eats if food and (diet != Diet.STANDARD or note) else ""),
        ]
        while not row[-1] and len(row) > MANDATORY:
            row.pop()
        yield row


MANDATORY = 7


def gathered(rows: QuerySet[Any], of: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for participant, one in rows.order_by("pk").values_list("participant_id", of):
        found[participant].append(one)
    return found


def move_rows(points: Iterable[ScanPoint]) -> Iterator[list[Any]]:
    """Who was let in where: key, code of the point, second of the conference's clock, and 1 for going out."""
    slugs = {point.pk: point.slug for point in points}
    rows = Scan.objects.filter(point__in=slugs, result=ScanResult.ACCEPTED).order_by(
        "participant_id", "scanned_at", "uid"
    )
    for participant, point, at, direction in rows.values_list("participant_id", "point_id", "scanned_at", "direction"):
        row = [participant, slugs[point], int(at.timestamp())]
        yield [*row, 1] if direction == Direction.OUT else row
