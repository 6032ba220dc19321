from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from checkin.enums import ARRIVALS, ScanResult
from checkin.inputs import Outcome, ScanInput
from checkin.lookups import Door, doors_by_slug
from checkin.models import Device, Scan
from checkin.rules import warnings_about
from checkin.selectors import first_scans, stored_scans
from checkin.services.judging import Facts, clock_offset, find_facts, judge, pairs_of
from checkin.services.ordering import note_again, note_first, settle
from events.planned import planned_cursor
from registrations.rows import rows_of

STORED = [field for field in Scan._meta.concrete_fields if not field.primary_key]


@transaction.atomic
def record_scans(*, device: Device, scans: Sequence[ScanInput], device_now: datetime | None = None) -> list[Outcome]:
    """Decide and store scans, and tell what became of each, in the order given.

    `device_now` is what the device's clock says as it sends them: their times are corrected by its error. A scan whose
    identifier was stored before is answered with what is stored. Refused scans are stored too. Of scans that cannot
    all count the earliest does, whichever comes to us first; one let in before it is then a second attempt.
    The number of queries does not depend on the number of scans.
    """
    doors = doors_by_slug(device, {scan.point_slug for scan in scans})
    once = list({scan.uid: scan for scan in reversed(scans) if scan.point_slug in doors}.values())
    facts = find_facts(device, once, doors)
    rows = judge(device, once, doors, facts, clock_offset(device_now, timezone.now()))
    fresh = _insert(rows)
    if len(fresh) < len(rows) or any(door.rule.tracks_leaving for door in doors.values()):
        stored = _put_in_order(device, rows, fresh, doors)
    else:
        stored = {row.uid: row for row in rows}
        note_first(rows)
    return _tell(scans, stored, doors, facts)


def _insert(rows: Sequence[Scan]) -> set[UUID]:
    """Store rows, leaving out those that a constraint refuses; give the identifiers of those stored. One query.

    Written in SQL, the same on both databases, because Django cannot tell which rows of `ignore_conflicts` went in.
    """
    if not rows:
        return set()
    given, values = rows_of(STORED, map(attrgetter(*[field.attname for field in STORED]), rows))
    with planned_cursor() as cursor:
        cursor.execute(f"{_insertion()} {given} ON CONFLICT DO NOTHING RETURNING uid", [values])
        return {UUID(str(stored)) for (stored,) in cursor.fetchall()}


@cache
def _insertion() -> str:
    quote = connection.ops.quote_name
    return f"INSERT INTO {quote(Scan._meta.db_table)} ({', '.join(quote(str(field.column)) for field in STORED)})"


def _put_in_order(
    device: Device, rows: Sequence[Scan], fresh: set[UUID], doors: Mapping[str, Door]
) -> dict[UUID, Scan]:
    """What is stored of the rows, where a constraint refused some: stored before, or another counts by now."""
    lost = [row for row in rows if row.uid not in fresh]
    known = stored_scans(device.conference_id, {row.uid for row in lost})
    later = [row for row in lost if row.uid not in known and row.result == ScanResult.ACCEPTED]
    for row in later:
        row.result = ScanResult.AGAIN
    new = fresh | _insert(later)
    rules = {door.point.pk: door.rule for door in doors.values()}
    added = [row for row in rows if row.uid in new]
    changed = settle(pairs_of(later) | pairs_of(row for row in added if rules[row.point_id].tracks_leaving), rules)
    come = {row.participant_id for row in added if row.result == ScanResult.ACCEPTED and row.point.kind in ARRIVALS}
    note_again({key for key in come | changed if key})
    return known | stored_scans(device.conference_id, new)


def _tell(
    scans: Sequence[ScanInput], stored: Mapping[UUID, Scan], doors: Mapping[str, Door], facts: Facts
) -> list[Outcome]:
    firsts = first_scans([row for row in stored.values() if row.result == ScanResult.AGAIN])
    told = {uid: _outcome(row, firsts.get(uid), doors, facts) for uid, row in stored.items()}
    return [told.get(scan.uid, Outcome(uid=scan.uid, result=None)) for scan in scans]


def _outcome(row: Scan, first: Scan | None, doors: Mapping[str, Door], facts: Facts) -> Outcome:
    door, person = doors.get(row.point.slug), facts.found.get(row.uid)
    counts = row.result == ScanResult.ACCEPTED and door and person
    return Outcome(
        uid=row.uid,
        result=ScanResult(row.result),
        participant=row.participant,
        scanned_at=row.scanned_at,
        first=first,
        direction=row.direction,
        warnings=warnings_about(door.rule, facts.person(person)) if counts and door and person else (),
    )
