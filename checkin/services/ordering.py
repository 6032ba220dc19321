"""Which of a person's scans at a point count, whatever the order in which they came to us."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Min

from checkin.attendance.evidence import arrivals_written
from checkin.enums import ARRIVALS, BY_ORDER, Direction, ScanResult
from checkin.models import Scan
from checkin.rules import Move, Rule, leaves, repeated, turn_of
from registrations.services import note_arrivals

Pair = tuple[int, int]
USED = ("pk", "participant_id", "point_id", "scanned_at", "direction", "result", "turn")


def settle(pairs: Collection[Pair], rules: Mapping[int, Rule]) -> set[int]:
    """Let the earlier scans of these participants and points count; `rules` are by the keys of points.

    Gives the keys of those of whom something else counts now. The participants are locked. Who is put back goes before
    who is let in, since the database lets in one.
    """
    changed = [scan for scans in _scans_of(pairs).values() for scan in replay(scans, rules[scans[0].point_id])]
    back = [scan.pk for scan in changed if scan.result == ScanResult.AGAIN]
    Scan.objects.filter(pk__in=back).update(result=ScanResult.AGAIN)
    # Where the rule was changed since, so is the turn.
    Scan.objects.bulk_update(changed, ["result", "turn"], batch_size=200)
    return {scan.participant_id or 0 for scan in changed}


def _scans_of(pairs: Collection[Pair]) -> dict[Pair, list[Scan]]:
    """In the order in which they were made; of two at the same moment always the same one is first."""
    found = Scan.objects.filter(
        participant__in={participant for participant, _point in pairs},
        point__in={point for _participant, point in pairs},
        result__in=BY_ORDER,
    )
    scans: dict[Pair, list[Scan]] = defaultdict(list)
    for scan in found.only(*USED).order_by("scanned_at", "uid"):
        pair = (scan.participant_id or 0, scan.point_id)
        if pair in pairs:
            scans[pair].append(scan)
    return scans


def replay(scans: Sequence[Scan], rule: Rule) -> list[Scan]:
    """Those of one participant's scans at one point whose result is to be another, with it."""
    earlier: list[Move] = []
    changed = []
    for scan in scans:
        move = Move(scan.scanned_at, Direction(scan.direction))
        counts = leaves(rule, move) or repeated(rule, move, earlier) is None
        if counts:
            earlier.append(move)
        wanted = (ScanResult.ACCEPTED if counts else ScanResult.AGAIN, turn_of(rule, move))
        if (scan.result, scan.turn) != wanted:
            scan.result, scan.turn = wanted
            changed.append(scan)
    return changed


def note_first(rows: Iterable[Scan]) -> None:
    """Rows let in just now, with nothing else about their people changed: the earliest is when they came."""
    came: dict[int, datetime] = {}
    for row in rows:
        participant = row.participant
        if participant is None or row.result != ScanResult.ACCEPTED or not _is_arrival(row):
            continue
        before = came.get(participant.pk, participant.arrived_at)
        if before is None or row.scanned_at < before:
            came[participant.pk] = row.scanned_at
    note_arrivals(came)


def _is_arrival(row: Scan) -> bool:
    return row.point.kind in ARRIVALS and row.direction == Direction.IN


def note_again(participants: Collection[int]) -> None:
    """When each of them came, from all that is stored: scans, and what people wrote beside them.

    Nobody has come of whom nothing counts any more.
    """
    if not participants:
        return
    found = Scan.objects.filter(
        participant__in=participants, point__kind__in=ARRIVALS, result=ScanResult.ACCEPTED, direction=Direction.IN
    )
    first = dict(found.order_by().values_list("participant").annotate(first=Min("scanned_at")))
    written = arrivals_written(participants)
    came = {one: [at for at in (first.get(one), written.get(one)) if at] for one in participants}
    note_arrivals({one: min(moments, default=None) for one, moments in came.items()})
