"""Reads what attendance is judged by: scans at doors and entrances, and what people wrote.

Every function takes a few queries, whatever the number of participants.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from checkin.attendance.judging import (
    Arrival,
    Counting,
    Evidence,
    Lesson,
    Mark,
    Standing,
    beside,
    credited,
    judge,
    was_there,
)
from checkin.enums import ATTENDED_AT, Direction, Known, MarkSource, ScanPointKind, ScanResult, Verdict
from checkin.models import AttendanceMark, Scan
from checkin.rules import PLACE, Move, day_of
from events.enums import TrainingRule
from events.models import Conference
from events.selectors import days_of
from program.models import Session
from program.selectors import training_sessions
from registrations.models import Participant

People = Collection[int] | None
Target = tuple[int | None, date | None]


@dataclass
class Gathered:
    """What is known of one participant, while it is being read."""

    moves: dict[int, list[Move]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[int, Mark] = field(default_factory=dict)
    days: dict[date, Mark] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)

    def evidence(self) -> Evidence:
        return Evidence(self.moves, self.marks, self.days, self.arrivals)


@dataclass(frozen=True)
class Register:
    """Attendance of sessions, judged by the conference's rule. `doors_tell` is false where no door was scanned.

    Being let in at the entrance is credited with no session that is still to begin at `now`.
    """

    sessions: Sequence[Session]
    lessons: Sequence[Lesson]
    counting: Counting
    doors_tell: bool
    known: dict[int, Evidence]
    now: datetime

    def standings(self, participant: int) -> dict[int, Standing]:
        """By the keys of the sessions, of the participant given by their key."""
        evidence = self.known.get(participant, Evidence())
        judged = judge(self.lessons, evidence, self.counting, doors_tell=self.doors_tell)
        to_come = {lesson.key for lesson in self.lessons if lesson.starts_at > self.now}
        return {
            key: Standing(False) if key in to_come and one.known == Known.ENTRANCE else one
            for key, one in judged.items()
        }

    def attended_by(self, participant: int) -> list[Session]:
        """Sessions whose hours the participant is credited with, in order, none at the same time as another."""
        kept = {lesson.key for lesson in credited(self.lessons, self.standings(participant))}
        return [session for session in self.sessions if session.pk in kept]


def counting_of(conference: Conference) -> Counting:
    by_share = conference.training_rule == TrainingRule.SHARE
    return Counting(conference.training_share if by_share else None)


def lesson_of(session: Session) -> Lesson | None:
    """None for a session whose hours are not known."""
    if session.starts_at is None or session.ends_at is None:
        return None
    return Lesson(session.pk, session.starts_at, session.ends_at)


def lessons_of(sessions: Iterable[Session]) -> list[Lesson]:
    return [lesson for session in sessions if (lesson := lesson_of(session)) is not None]


def training_register(conference: Conference, people: People = None) -> Register:
    """Training of all participants, or of these. Four queries, six where no door tells."""
    sessions = [session for session in training_sessions(conference) if session.ends_at]
    doors_tell = some_door_tells(sessions)
    return register(conference, sessions, people, doors_tell)


def session_register(conference: Conference, session: Session, people: People = None) -> Register:
    """One session that has hours, with those at the same time where it counts as training: one may displace another."""
    if not session.is_training:
        return register(conference, [session], people, doors_tell=True)
    trained = [one for one in training_sessions(conference) if one.ends_at]
    lessons = lessons_of(trained)
    here = next(lesson for lesson in lessons if lesson.key == session.pk)
    doors_tell = some_door_tells(trained)
    # Where no door tells, what is alone can be told only among all.
    keys = {lesson.key for lesson in (beside(here, lessons) if doors_tell else lessons)}
    return register(conference, [one for one in trained if one.pk in keys], people, doors_tell)


def register(conference: Conference, sessions: Sequence[Session], people: People, doors_tell: bool) -> Register:
    gathered: dict[int, Gathered] = defaultdict(Gathered)
    read_moves(gathered, sessions, people)
    read_marks(gathered, marks_of(conference, people))
    if not doors_tell:
        read_arrivals(gathered, conference, people)
    known = {participant: one.evidence() for participant, one in gathered.items()}
    return Register(sessions, lessons_of(sessions), counting_of(conference), doors_tell, known, conference.now())


def some_door_tells(sessions: Collection[Session]) -> bool:
    """Whether anybody was scanned at the door of one of the sessions, or the signed list of one was typed in."""
    keys = [session.pk for session in sessions]
    scans = Scan.objects.filter(point__session__in=keys, result=ScanResult.ACCEPTED)
    lists = AttendanceMark.objects.filter(session__in=keys, source=MarkSource.PAPER, verdict=Verdict.ATTENDED)
    return scans.exists() or lists.exists()


def read_moves(gathered: dict[int, Gathered], sessions: Iterable[Session], people: People) -> None:
    found = Scan.objects.filter(
        point__session__in=[session.pk for session in sessions],
        result=ScanResult.ACCEPTED,
        participant__isnull=False,
    )
    found = found if people is None else found.filter(participant__in=people)
    rows = found.order_by().values_list("participant_id", "point__session_id", "scanned_at", "direction")
    for participant, session, at, direction in rows.iterator(5000):
        if session is not None:
            gathered[participant].moves[session].append(Move(at, direction))


def marks_of(conference: Conference, people: People = None) -> QuerySet[AttendanceMark, AttendanceMark]:
    found = AttendanceMark.objects.filter(participant__conference=conference)
    return found if people is None else found.filter(participant__in=people)


def read_marks(gathered: dict[int, Gathered], marks: QuerySet[AttendanceMark, AttendanceMark]) -> None:
    for (participant, session, day), mark in standing_marks(marks).items():
        if session is not None:
            gathered[participant].marks[session] = mark
        elif day is not None:
            gathered[participant].days[day] = mark


def standing_marks(
    marks: QuerySet[AttendanceMark, AttendanceMark],
) -> dict[tuple[int, int | None, date | None], Mark]:
    """What stands, by participant, session and day: the last of each source unless it takes back; of two the later."""
    last: dict[tuple[int, int | None, date | None], dict[str, tuple[int, str]]] = defaultdict(dict)
    rows = marks.order_by("pk").values_list("participant_id", "session_id", "day", "pk", "source", "verdict")
    for participant, session, day, key, source, verdict in rows.iterator(5000):
        last[participant, session, day][source] = (key, verdict)
    stands = {}
    for target, by_source in last.items():
        kept = [(key, source, verdict) for source, (key, verdict) in by_source.items() if verdict != Verdict.WITHDRAWN]
        if kept:
            _key, source, verdict = max(kept)
            stands[target] = Mark(verdict == Verdict.ATTENDED, Known(source))
    return stands


def read_arrivals(gathered: dict[int, Gathered], conference: Conference, people: People) -> None:
    """The first time each was let in at an entrance, and on each day at an entrance of one day. Two queries."""
    let_in = Scan.objects.filter(
        point__conference=conference,
        result=ScanResult.ACCEPTED,
        direction=Direction.IN,
        participant__isnull=False,
    )
    let_in = (let_in if people is None else let_in.filter(participant__in=people)).order_by()
    entered = let_in.filter(point__kind=ScanPointKind.ENTRANCE).values_list("participant_id")
    for participant, at in entered.annotate(first=Min("scanned_at")):
        gathered[participant or 0].arrivals.append(Arrival(at))
    days = let_in.filter(point__kind=ScanPointKind.DAY).annotate(on=TruncDate("scanned_at", tzinfo=PLACE))
    for participant, _on, at in days.values_list("participant_id", "on").annotate(first=Min("scanned_at")):
        gathered[participant or 0].arrivals.append(Arrival(at, for_all_days=False))


def corrected_away(people: People = None) -> set[int]:
    """Keys of participants, of any conference or of these, who were scanned or signed and of whom nothing is left.

    Those of whom nobody wrote that they did not attend are not even read. One query where there are none, else four.
    """
    absent = AttendanceMark.objects.filter(verdict=Verdict.ABSENT)
    absent = absent if people is None else absent.filter(participant__in=people)
    doubtful = set(absent.values_list("participant_id", flat=True))
    if not doubtful:
        return set()
    gathered: dict[int, Gathered] = {participant: Gathered() for participant in doubtful}
    read_marks(gathered, AttendanceMark.objects.filter(participant__in=doubtful))
    scans = Scan.objects.filter(participant__in=doubtful, result=ScanResult.ACCEPTED, point__kind__in=ATTENDED_AT)
    days: dict[int, list[date]] = {}
    held: dict[int, date] = {}
    for scan in scans.select_related("point__session", "point__conference"):
        one = gathered[scan.participant_id or 0]
        session = scan.point.session
        if scan.point.kind == ScanPointKind.SESSION:
            # The door of no session is a place of its own.
            one.moves[session.pk if session else -scan.point_id].append(
                Move(scan.scanned_at, Direction(scan.direction))
            )
            if session and session.starts_at:
                held[session.pk] = day_of(session.starts_at)
        else:
            one.arrivals.append(Arrival(scan.scanned_at, scan.point.kind == ScanPointKind.ENTRANCE))
        days[scan.participant_id or 0] = days_of(scan.point.conference)
    return {key for key in doubtful if not was_there(gathered[key].evidence(), held, days.get(key, []))}


def arrivals_written(people: Collection[int]) -> dict[int, datetime]:
    """When those who signed a list, or were marked by hand, came at the latest: when what they attended began.

    A day begins with its first session. One query where nothing was written, else three.
    """
    marks = AttendanceMark.objects.filter(participant__in=people)
    targets = [target for target, mark in standing_marks(marks).items() if mark.attended]
    if not targets:
        return {}
    conferences = Participant.objects.filter(pk__in={participant for participant, _session, _day in targets})
    held = Session.objects.filter(conference__in=conferences.order_by().values("conference"), starts_at__isnull=False)
    starts = {key: at for key, at in held.values_list("pk", "starts_at").order_by("-starts_at") if at}
    mornings = {day_of(at): at for at in starts.values()}
    came: dict[int, datetime] = {}
    for participant, session, day in targets:
        at = starts.get(session or 0) or (mornings.get(day) or beginning_of(day) if day else None)
        if at is not None:
            came[participant] = min(at, came.get(participant, at))
    return came


def beginning_of(day: date) -> datetime:
    return datetime.combine(day, time(), PLACE)


def unfollowed(marks: QuerySet[AttendanceMark, AttendanceMark]) -> QuerySet[AttendanceMark, AttendanceMark]:
    """Those of the marks that are the last of their source about the same participant and session or day."""
    later = AttendanceMark.objects.filter(
        Q(session=OuterRef("session")) | Q(day=OuterRef("day")),
        participant=OuterRef("participant"),
        source=OuterRef("source"),
        pk__gt=OuterRef("pk"),
    )
    return marks.filter(~Exists(later))


def signatures(conference: Conference) -> dict[int, int]:
    """How many names are signed on the list of each session, by its key; none for those without any. One query."""
    signed = marks_of(conference).filter(session__isnull=False, source=MarkSource.PAPER, verdict=Verdict.ATTENDED)
    return dict(unfollowed(signed).order_by().values_list("session_id").annotate(people=Count("pk")))
