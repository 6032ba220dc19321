"""Which sessions count as attended, by the organiser's rule. Nothing is read or written here.

Certificates and the panel both ask here, so they say the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from checkin.enums import Direction, Known
from checkin.rules import Move, day_of

NO_TIME = timedelta()
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Lesson:
    """A session with its hours."""

    key: int
    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def day(self) -> date:
        return day_of(self.starts_at)


@dataclass(frozen=True, slots=True)
class Counting:
    """The organiser's rule: without a share, being let in is enough; with one, so many per cent of the time."""

    share: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person wrote, and it stands."""

    attended: bool
    known: Known


@dataclass(frozen=True, slots=True)
class Arrival:
    """Let in to the conference: for all the days that follow, or for this one day only."""

    at: datetime
    for_all_days: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one participant: moves and marks by the keys of sessions, and of whole days."""

    moves: Mapping[int, Sequence[Move]] = field(default_factory=dict)
    marks: Mapping[int, Mark] = field(default_factory=dict)
    days: Mapping[date, Mark] = field(default_factory=dict)
    arrivals: Sequence[Arrival] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One participant at one session. `present` is the time between its hours; `known` is None where nothing is."""

    attended: bool
    known: Known | None = None
    first_in: datetime | None = None
    last_out: datetime | None = None
    present: timedelta = NO_TIME
    share: int = 0


def judge(
    lessons: Sequence[Lesson], evidence: Evidence, counting: Counting, *, doors_tell: bool
) -> dict[int, Standing]:
    """How the participant stands at each of the sessions.

    Where `doors_tell` nothing of any session, being let in to the conference stands for the sessions that had not ended
    by then, but for those that ran side by side: nobody knows where they sat.
    """
    alone = frozenset() if doors_tell else alone_among(lessons)
    return {lesson.key: standing(lesson, evidence, counting, doors_tell, lesson.key in alone) for lesson in lessons}


def standing(lesson: Lesson, evidence: Evidence, counting: Counting, doors_tell: bool, is_alone: bool) -> Standing:
    """What was written of the session goes first, then an absence written of its day, then what was scanned."""
    moves = in_order(evidence.moves.get(lesson.key, ()))
    there = time_inside(lesson, moves)
    known: Known | None
    mark, day = evidence.marks.get(lesson.key), evidence.days.get(lesson.day)
    if mark is not None:
        attended, known = mark.attended, mark.known
    elif day is not None and not day.attended:
        attended, known = False, day.known
    elif doors_tell:
        attended, known = counts(lesson, moves, there, counting), Known.DOOR if moves else None
    else:
        attended, known = assumed(lesson, evidence, is_alone)
    if attended and not moves:
        there = lesson.length
    return Standing(attended, known, first_in(moves), last_out(moves), there, there * WHOLE // lesson.length)


def in_order(moves: Iterable[Move]) -> list[Move]:
    """Who comes in and goes out at the same moment has come in first."""
    return sorted(moves, key=lambda move: (move.at, move.direction == Direction.OUT))


def first_in(moves: Sequence[Move]) -> datetime | None:
    return next((move.at for move in moves if move.direction == Direction.IN), None)


def last_out(moves: Sequence[Move]) -> datetime | None:
    """None for who has not gone out, or has come back since."""
    return moves[-1].at if moves and moves[-1].direction == Direction.OUT else None


def time_inside(lesson: Lesson, moves: Sequence[Move]) -> timedelta:
    """Of the session's hours; `moves` are in order. Who was never scanned out stayed to the end.

    Who was scanned going out without having come in was there for a time that nobody knows: for none.
    """
    inside, since = NO_TIME, None
    for move in moves:
        if move.direction == Direction.IN:
            since = since or move.at
        elif since is not None:
            inside += common(lesson, since, move.at)
            since = None
    return inside + common(lesson, since, lesson.ends_at) if since is not None else inside


def common(lesson: Lesson, start: datetime, end: datetime) -> timedelta:
    return max(min(end, lesson.ends_at) - max(start, lesson.starts_at), NO_TIME)


def counts(lesson: Lesson, moves: Sequence[Move], there: timedelta, counting: Counting) -> bool:
    if counting.share is None:
        return first_in(moves) is not None
    return there * WHOLE >= lesson.length * counting.share and there > NO_TIME


def assumed(lesson: Lesson, evidence: Evidence, is_alone: bool) -> tuple[bool, Known | None]:
    """What may be credited where no door tells."""
    if not is_alone:
        return False, None
    day = evidence.days.get(lesson.day)
    if day is not None and day.attended:
        return True, day.known
    came = any(
        one.at < lesson.ends_at and (one.for_all_days or day_of(one.at) == lesson.day) for one in evidence.arrivals
    )
    return came, Known.ENTRANCE if came else None


def overlap(one: Lesson, other: Lesson) -> bool:
    return one.key != other.key and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def alone_among(lessons: Sequence[Lesson]) -> frozenset[int]:
    return frozenset(one.key for one in lessons if not any(overlap(one, other) for other in lessons))


def one_at_a_time(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Of sessions that overlap, the one that begins first: two at once are not twice the hours.

    Of those that begin together the one that is given first.
    """
    kept: list[Lesson] = []
    for lesson in sorted(lessons, key=lambda one: one.starts_at):
        if not any(overlap(lesson, other) for other in kept):
            kept.append(lesson)
    return kept


def beside(lesson: Lesson, lessons: Sequence[Lesson]) -> list[Lesson]:
    """The session with all that overlap it, and all that overlap those: what decides whether its hours count."""
    found, left = [lesson], [one for one in lessons if one.key != lesson.key]
    for reached in found:
        near = [one for one in left if overlap(reached, one)]
        left = [one for one in left if one not in near]
        found += near
    keys = {one.key for one in found}
    return [one for one in lessons if one.key in keys]


def credited(lessons: Sequence[Lesson], standings: Mapping[int, Standing]) -> list[Lesson]:
    """Those whose hours count, in order, none at the same time as another."""
    return one_at_a_time(lesson for lesson in lessons if standings[lesson.key].attended)


def was_there(evidence: Evidence, session_days: Mapping[int, date], days: Collection[date]) -> bool:
    """Whether anything is left that says that the participant attended, once what was corrected away is left out.

    `days` are those of the conference, `session_days` tell on which of them each session is held.
    """
    absent = {day for day, mark in evidence.days.items() if not mark.attended}
    if any(mark.attended for mark in (*evidence.marks.values(), *evidence.days.values())):
        return True
    doors = (key for key, moves in evidence.moves.items() if moves and key not in evidence.marks)
    if any(session_days.get(key) not in absent for key in doors):
        return True
    return any(not covered(arrival, days) <= absent for arrival in evidence.arrivals)


def covered(arrival: Arrival, days: Collection[date]) -> set[date]:
    """The days of which the arrival speaks."""
    first = day_of(arrival.at)
    return {first} | {day for day in days if arrival.for_all_days and day > first}
