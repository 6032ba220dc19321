"""Attendance as it is judged: of one session, of one person, and the hours that it makes for everyone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404

from certificates.models import Certificate
from checkin.attendance.evidence import (
    Register,
    lesson_of,
    marks_of,
    register,
    session_register,
    some_door_tells,
    training_register,
)
from checkin.attendance.judging import Standing, credited
from checkin.models import AttendanceMark
from events.models import Conference
from panel.setup.keys import row_of
from program.models import Session
from program.selectors import day_of, teaching_hours
from registrations.models import Participant
from registrations.selectors import search_participants

MINUTE = timedelta(minutes=1)


class Who(NamedTuple):
    """What lists tell of a participant; `code` is the card's. Lighter than the rows themselves, of which there are
    thousands."""

    pk: int
    last_name: str
    first_name: str
    code: str
    institution: str
    variant: str
    is_remote: bool

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"


TOLD = ("pk", "last_name", "first_name", "card__code", "card__institution__name", "variant__name", "variant__is_remote")


@dataclass(frozen=True)
class Attender:
    """One participant at one session; `counts` says whether its hours are theirs."""

    person: Who
    standing: Standing
    counts: bool

    @property
    def minutes(self) -> int:
        return self.standing.present // MINUTE


@dataclass(frozen=True)
class SessionSheet:
    session: Session
    people: list[Attender]
    counted: int
    doors_tell: bool


def session_of(conference: Conference, key: str) -> Session:
    """The session that the key names, with its hours known. Raises Http404."""
    session = row_of(conference.sessions.select_related("hall").order_by("pk"), key)
    if lesson_of(session) is None:
        raise Http404
    session.conference = conference
    return session


def people_of(conference: Conference, words: str = "") -> QuerySet[Participant, Participant]:
    """Those who take part, in Polish order, found by words where there are any."""
    people = Participant.objects.active().of(conference)
    if words:
        people = people.filter(search_participants(conference, words))
    return people.order_by("sort_key", "pk")


def told_of(people: QuerySet[Participant, Participant]) -> list[Who]:
    return [Who(*row) for row in people.values_list(*TOLD)]


def session_sheet(conference: Conference, session: Session, words: str = "") -> SessionSheet:
    """Everyone who is expected, or of whom something is known, in Polish order. A few queries."""
    known = session_register(conference, session)
    found = [attender(known, session, person) for person in told_of(people_of(conference, words))]
    kept = [one for one in found if one.standing.known is not None or not one.person.is_remote]
    return SessionSheet(session, kept, sum(1 for one in kept if one.counts), known.doors_tell)


def attender(known: Register, session: Session, person: Who) -> Attender:
    standings = known.standings(person.pk)
    counts = session.pk in {lesson.key for lesson in credited(known.lessons, standings)}
    return Attender(person, standings[session.pk], counts)


def places_on_cards(people: Iterable[Who]) -> dict[int, int]:
    """The number of each person on their card, as addresses have it. One query."""
    by_card: dict[int, list[int]] = defaultdict(list)
    cards = Participant.objects.filter(pk__in=[person.pk for person in people]).order_by().values("card")
    for card, key in Participant.objects.filter(card__in=cards).order_by("pk").values_list("card_id", "pk"):
        by_card[card].append(key)
    return {key: number for keys in by_card.values() for number, key in enumerate(keys, start=1)}


@dataclass(frozen=True)
class Hours:
    """What training makes for one person: sessions that count, and whole teaching hours."""

    person: Who
    sessions: int
    hours: int


def hours_of(conference: Conference, people: Sequence[Who], *, all_at_once: bool = False) -> list[Hours]:
    """A few queries; `all_at_once` where the people are all there are, so that they need not be named."""
    known = training_register(conference, None if all_at_once else [person.pk for person in people])
    found = []
    for person in people:
        attended = known.attended_by(person.pk)
        found.append(Hours(person, len(attended), teaching_hours(conference, attended)))
    return found


@dataclass(frozen=True)
class SessionLine:
    """A session in the attendance of one person. `standing` is None where its hours are not known."""

    session: Session
    day: date | None
    standing: Standing
    counts: bool

    @property
    def minutes(self) -> int:
        return self.standing.present // MINUTE


@dataclass(frozen=True)
class PersonSheet:
    lines: list[SessionLine]
    hours: int
    marks: list[AttendanceMark]
    certificate: Certificate | None
    doors_tell: bool


def person_sheet(conference: Conference, person: Participant) -> PersonSheet:
    """All sessions that count as training or that the person attended; what people wrote, the last first."""
    sessions = [one for one in conference.sessions.select_related("hall").in_order() if lesson_of(one)]
    trained = [one for one in sessions if one.is_training]
    others = [one for one in sessions if not one.is_training]
    doors_tell = some_door_tells(trained)
    known = register(conference, trained, [person.pk], doors_tell)
    beside = register(conference, others, [person.pk], doors_tell=True)
    standings = known.standings(person.pk) | beside.standings(person.pk)
    counted = known.attended_by(person.pk)
    keys = {session.pk for session in counted}
    lines = [
        SessionLine(session, day_of(session), standings[session.pk], session.pk in keys or not session.is_training)
        for session in sessions
        if session.is_training or standings[session.pk].known is not None
    ]
    marks = marks_of(conference, [person.pk]).select_related("session", "made_by").order_by("-pk")
    certificate = Certificate.objects.filter(participant=person, revoked_at__isnull=True).first()
    return PersonSheet(lines, teaching_hours(conference, counted), list(marks), certificate, doors_tell)
