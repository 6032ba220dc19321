"""From what devices sent to rows, each judged as if nobody had been scanned yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from checkin.enums import NAMELESS, SENT_AWAY, Direction, ScanMethod, ScanResult
from checkin.inputs import ScanInput
from checkin.lookups import Door, extras_of, locked_people, withdrawn_codes
from checkin.models import Device, Scan
from checkin.reading import badge_code, badges_of_others, code_digest, read_person_key
from checkin.rules import PLACE, Move, Person, refusal, turn_of
from registrations.enums import ParticipantState
from registrations.models import Participant

# A phone's clock may run a little ahead, or the pairing have been answered late.
CLOCK_TOLERANCE = timedelta(minutes=5)
# As much as the way to us takes: clocks set by the network are nearer to the truth than that.
SLIGHT = timedelta(seconds=2)
BEFORE_THE_FIRST_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """What is known of the people and badges of a batch; `codes` are those whose signature is ours."""

    found: Mapping[UUID, Participant]
    codes: Mapping[UUID, str]
    people: Mapping[int, Person]

    def person(self, participant: Participant) -> Person:
        return self.people[participant.pk]


def clock_offset(device_now: datetime | None, now: datetime) -> timedelta:
    """By how much a device's clock must be moved to be right; nothing for one that is right, or did not tell."""
    try:
        offset = now - device_now if device_now else timedelta()
    except OverflowError:
        return timedelta()
    return offset if abs(offset) > SLIGHT else timedelta()


def find_facts(device: Device, scans: Sequence[ScanInput], doors: Mapping[str, Door]) -> Facts:
    """The people's rows are locked in the order of their keys."""
    conference = device.conference_id
    codes = {scan.uid: code for scan in scans if not scan.person and (code := badge_code(scan.text, conference))}
    keys = {scan.uid: key for scan in scans if scan.person and (key := read_person_key(scan.person))}
    people = locked_people(conference, set(codes.values()), {number for number, _digest in keys.values()})
    by_code = {person.badge_code: person for person in people}
    by_key = {(person.pk, code_digest(person.badge_code)): person for person in people} if keys else {}
    found = {uid: by_code[code] for uid, code in codes.items() if code in by_code}
    found |= {uid: by_key[key] for uid, key in keys.items() if key in by_key}
    extras = extras_of(people) if any(door.rule.extras for door in doors.values()) else {}
    return Facts(found, codes, {person.pk: _as_ruled(person, extras.get(person.pk, ())) for person in people})


def _as_ruled(participant: Participant, extras: Iterable[int]) -> Person:
    is_active = participant.card.is_active
    return Person(
        state=participant.state if is_active else ParticipantState.CANCELLED,
        is_paid=participant.card.balance <= 0,
        is_remote=participant.variant.is_remote,
        variant=participant.variant_id,
        extras=frozenset(extras),
    )


def judge(
    device: Device, scans: Sequence[ScanInput], doors: Mapping[str, Door], facts: Facts, offset: timedelta
) -> list[Scan]:
    """Rows to store, in the order in which every writer stores them."""
    nameless = explain(device, [scan for scan in scans if scan.uid not in facts.found], facts)
    now = device.conference.now()
    rows = [_row(device, scan, doors[scan.point_slug], facts, nameless, (now, offset)) for scan in scans]
    return sorted(rows, key=lambda row: (row.participant_id or 0, row.point_id, row.scanned_at, row.uid))


def explain(device: Device, scans: Sequence[ScanInput], facts: Facts) -> dict[UUID, ScanResult]:
    """Why these scans are of nobody."""
    ours = {scan.uid: facts.codes[scan.uid] for scan in scans if scan.uid in facts.codes}
    withdrawn = withdrawn_codes(device.conference_id, set(ours.values()))
    foreign = badges_of_others(
        {scan.text for scan in scans if scan.text and scan.uid not in ours}, device.conference_id
    )
    told = {uid: ScanResult.WITHDRAWN for uid, code in ours.items() if code in withdrawn}
    return told | {scan.uid: ScanResult.FOREIGN for scan in scans if scan.text in foreign}


def _row(
    device: Device,
    scan: ScanInput,
    door: Door,
    facts: Facts,
    nameless: Mapping[UUID, ScanResult],
    clock: tuple[datetime, timedelta],
) -> Scan:
    now, offset = clock
    at = believable(scan.scanned_at, device, now, offset)
    move = Move(at, scan.direction if door.rule.tracks_leaving else Direction.IN)
    participant = facts.found.get(scan.uid)
    if participant is None:
        result = nameless.get(scan.uid, ScanResult.UNKNOWN)
    elif scan.told in NAMELESS:
        # The phone knew them not and sent them away; whoever came back was scanned again.
        participant, result = None, ScanResult(scan.told)
    elif scan.told in SENT_AWAY:
        result = ScanResult(scan.told)
    else:
        leaves = move.direction == Direction.OUT
        result = (None if leaves else refusal(door.rule, facts.person(participant), at)) or ScanResult.ACCEPTED
    return Scan(
        uid=scan.uid,
        point=door.point,
        device=device,
        participant=participant,
        method=ScanMethod.NAME if scan.person else ScanMethod.BADGE,
        result=result,
        direction=move.direction,
        turn=turn_of(door.rule, move),
        told=scan.told,
        scanned_at=at,
        device_time=within_reason(scan.scanned_at, now),
        received_at=now,
    )


def believable(scanned_at: datetime, device: Device, now: datetime, offset: timedelta) -> datetime:
    """The device's time, corrected, by the conference's clock; the server's where the device cannot be right.

    A phone scans neither in the future nor before it was paired, unless it was paired anew while the conference is on
    and sends what it still owed.
    """
    try:
        shifted = scanned_at + offset + device.conference.clock_shift
    except OverflowError:
        return now
    paired = device.paired_at + device.conference.clock_shift - CLOCK_TOLERANCE
    earliest = min(paired, midnight(device.conference.starts_on) - BEFORE_THE_FIRST_DAY)
    return shifted if earliest <= shifted <= now else now


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=PLACE)


def within_reason(moment: datetime, now: datetime) -> datetime:
    """A date that any database can hold and any time zone can tell."""
    return moment if 1900 < moment.year < 3000 else now


def pairs_of(rows: Iterable[Scan]) -> set[tuple[int, int]]:
    """Keys of participants and points."""
    return {(row.participant_id, row.point_id) for row in rows if row.participant_id}
