from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import connection, transaction

from checkin.enums import ScanMethod, ScanPointKind, ScanResult
from checkin.inputs import Outcome, ScanInput
from checkin.lookups import locked_people, points_by_slug
from checkin.models import Device, Scan, ScanPoint
from checkin.reading import badge_code, badges_of_others, read_person_key
from checkin.selectors import first_scans, stored_scans
from registrations.models import Participant
from registrations.services import note_arrival

# A phone's clock may run a little ahead, or the pairing have been answered late.
CLOCK_TOLERANCE = timedelta(minutes=5)


@transaction.atomic
def record_scans(*, device: Device, scans: Sequence[ScanInput]) -> list[Outcome]:
    """Decide and store scans, and tell what became of each, in the order given.

    A scan whose identifier was stored before is answered with what was stored then. Refused scans are stored too.
    Who is let in at a point first is decided by the constraint `scan_lets_in_once`; the other is told so.
    The number of queries does not depend on the number of scans.
    """
    points = points_by_slug(device.conference_id, {scan.point_slug for scan in scans})
    once = {scan.uid: scan for scan in reversed(scans) if scan.point_slug in points}
    rows = _judge(device, list(once.values()), points)
    fresh = _insert(rows)
    outcomes = {row.uid: row for row in rows if row.uid in fresh}
    lost = [row for row in rows if row.uid not in fresh]
    if lost:
        outcomes |= _settle(device, lost)
    _note_arrivals(row for row in rows if row.uid in fresh)
    return _tell(scans, outcomes)


def _judge(device: Device, scans: Sequence[ScanInput], points: dict[str, ScanPoint]) -> list[Scan]:
    """Rows to store, as if nobody had been scanned yet, in the order in which every writer stores them."""
    found = _find(device, scans)
    nameless = {scan.text for scan in scans if found.get(scan.uid) is None and scan.text}
    foreign = badges_of_others(nameless, device.conference_id)
    now = device.conference.now()
    rows = [
        Scan(
            uid=scan.uid,
            point=points[scan.point_slug],
            device=device,
            participant=found.get(scan.uid),
            method=ScanMethod.NAME if scan.person else ScanMethod.BADGE,
            result=_verdict(found.get(scan.uid), is_foreign=scan.text in foreign),
            scanned_at=_believable(scan.scanned_at, device, now),
            received_at=now,
        )
        for scan in scans
    ]
    return sorted(rows, key=lambda row: (row.participant_id or 0, row.point_id, row.scanned_at, row.uid))


def _find(device: Device, scans: Iterable[ScanInput]) -> dict[UUID, Participant]:
    """Participants by the identifier of the scan, their rows locked in the order of their keys."""
    conference = device.conference_id
    codes = {scan.uid: code for scan in scans if not scan.person and (code := badge_code(scan.text, conference))}
    keys = {scan.uid: key for scan in scans if scan.person and (key := read_person_key(scan.person, conference))}
    by_code, by_key = {}, {}
    for participant in locked_people(conference, set(codes.values()), set(keys.values())):
        by_code[participant.badge_code] = by_key[participant.pk] = participant
    found = {uid: by_code[code] for uid, code in codes.items() if code in by_code}
    return found | {uid: by_key[key] for uid, key in keys.items() if key in by_key}


def _verdict(participant: Participant | None, *, is_foreign: bool) -> ScanResult:
    if participant is None:
        return ScanResult.FOREIGN if is_foreign else ScanResult.UNKNOWN
    if not participant.is_active or not participant.card.is_active:
        return ScanResult.CANCELLED
    return ScanResult.UNPAID if participant.card.balance > 0 else ScanResult.ACCEPTED


def _believable(scanned_at: datetime, device: Device, now: datetime) -> datetime:
    """The device's time by the conference's clock; the server's where the device cannot be right.

    A phone scans neither before it was paired nor in the future.
    """
    try:
        shifted = scanned_at + device.conference.clock_shift
    except OverflowError:
        return now
    earliest = device.paired_at + device.conference.clock_shift - CLOCK_TOLERANCE
    return shifted if earliest <= shifted <= now else now


def _insert(rows: Sequence[Scan]) -> set[UUID]:
    """Store rows, leaving out those that a constraint refuses; give the identifiers of those stored. One query.

    Written in SQL, the same on both databases, because Django cannot tell which rows of `ignore_conflicts` went in.
    """
    if not rows:
        return set()
    fields = [field for field in Scan._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    table, uid = quote(Scan._meta.db_table), quote("uid")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES {places} ON CONFLICT DO NOTHING RETURNING {uid}",  # noqa: S608  only names of our own columns
            values,
        )
        return {UUID(str(stored)) for (stored,) in cursor.fetchall()}


def _settle(device: Device, lost: Sequence[Scan]) -> dict[UUID, Scan]:
    """What became of rows that a constraint refused: stored before, or somebody was let in here before."""
    stored = stored_scans(device.conference_id, {row.uid for row in lost})
    later = [row for row in lost if row.uid not in stored and row.result == ScanResult.ACCEPTED]
    for row in later:
        row.result = ScanResult.AGAIN
    fresh = _insert(later)
    return stored | {row.uid: row for row in later if row.uid in fresh}


def _note_arrivals(rows: Iterable[Scan]) -> None:
    """By the minute: a batch that waited for a signal tells when each person came."""
    came = sorted(
        (
            row
            for row in rows
            if row.result == ScanResult.ACCEPTED
            and row.point.kind == ScanPointKind.ENTRANCE
            and row.participant
            and row.participant.arrived_at is None
        ),
        key=attrgetter("scanned_at"),
    )
    for _minute, together in groupby(came, key=lambda row: row.scanned_at.replace(second=0, microsecond=0)):
        arrivals = list(together)
        keys = [row.participant_id for row in arrivals if row.participant_id]
        note_arrival(participants=keys, at=arrivals[0].scanned_at)


def _tell(scans: Sequence[ScanInput], stored: dict[UUID, Scan]) -> list[Outcome]:
    again = [row for row in stored.values() if row.result == ScanResult.AGAIN]
    firsts = first_scans(again)
    told = {
        uid: Outcome(
            uid=uid,
            result=ScanResult(row.result),
            participant=row.participant,
            scanned_at=row.scanned_at,
            first=firsts.get((row.participant_id, row.point_id)) if row.result == ScanResult.AGAIN else None,
        )
        for uid, row in stored.items()
    }
    return [told.get(scan.uid, Outcome(uid=scan.uid, result=None)) for scan in scans]
