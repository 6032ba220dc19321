"""Who is here now: at each scan point, session and hall, and when people came. Nothing here tells of money or needs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q

from checkin.attendance.evidence import signatures
from checkin.enums import Direction, ScanResult
from checkin.models import Scan, ScanPoint
from checkin.selectors import expected_people
from events.models import Conference
from panel.chart import Curve, draw_arrivals
from panel.setup.keys import key_of
from program.models import Session
from program.selectors import day_of
from registrations.models import ParticipantExtra

LAST_SCANS = 12
# Before a session begins and after it has ended people are still on their way through its door.
AROUND = timedelta(minutes=30)
ACCEPTED = Q(result=ScanResult.ACCEPTED)


@dataclass(frozen=True)
class Expected:
    """Those who are to come: how many in each variant, who has which extra, and when those who came did."""

    variants: Counter[int]
    arrivals: list[datetime]
    extras: Mapping[int, set[int]]
    variant_of: Mapping[int, int]

    @property
    def total(self) -> int:
        return self.variants.total()

    @property
    def missing(self) -> int:
        return self.total - len(self.arrivals)

    def at(self, point: ScanPoint) -> int:
        """Of those who are let in there, were they to come."""
        variants, extras = ({one.pk for one in rows} for rows in (point.variants.all(), point.extras.all()))
        if not variants and not extras:
            return self.total
        by_variant = sum(self.variants[key] for key in variants)
        others = set().union(*(self.extras.get(key, set()) for key in extras))
        return by_variant + sum(1 for person in others if self.variant_of.get(person, 0) not in {0, *variants})


@dataclass(frozen=True)
class Place:
    """A scan point or a session. `inside` is None where those who go out are not scanned, or it is over."""

    name: str
    expected: int
    let_in: int
    inside: int | None = None

    @property
    def present(self) -> int:
        return self.let_in if self.inside is None else self.inside


@dataclass(frozen=True)
class SessionRow:
    """`place` is None for a session that has no scan point; `signed` are those on its signed list."""

    session: Session
    key: str
    place: Place | None
    signed: int
    is_on: bool


@dataclass(frozen=True)
class SessionDay:
    """`slug` is empty where the day is not known. While the conference is on, the other days are folded.

    A day is not over while something that began on it goes on past midnight.
    """

    day: date | None
    rows: list[SessionRow]
    is_folded: bool = False

    @property
    def slug(self) -> str:
        return self.day.isoformat() if self.day else ""


@dataclass(frozen=True)
class HallRow:
    """What is on there, or what comes next that day."""

    name: str
    row: SessionRow | None
    is_on: bool


@dataclass(frozen=True)
class Live:
    expected: Expected
    points: list[Place]
    days: list[SessionDay]
    halls: list[HallRow]
    curve: Curve | None
    scans: list[Scan]
    now: datetime


def live(conference: Conference) -> Live:
    """A number of queries that depends neither on people nor on scans nor on sessions."""
    now = conference.now()
    points = list(
        ScanPoint.objects.filter(conference=conference)
        .select_related("session")
        .prefetch_related("variants", "extras")
        .order_by("position", "pk")
    )
    expected = expected_at(conference, points)
    places = places_of(conference, points, expected)
    days = session_days(conference, {point.session_id: places[point.pk] for point in points if point.session_id}, now)
    return Live(
        expected=expected,
        points=[places[point.pk] for point in points if point.session_id is None],
        days=days,
        halls=halls(days, conference.today(), now),
        curve=draw_arrivals(expected.arrivals, min(now, max(expected.arrivals, default=now) + timedelta(hours=1))),
        scans=last_scans(points),
        now=now,
    )


def expected_at(conference: Conference, points: Sequence[ScanPoint]) -> Expected:
    """Two queries; one where no scan point asks for extras."""
    people = list(expected_people(conference).order_by().values_list("pk", "variant_id", "arrived_at"))
    asked = {extra.pk for point in points for extra in point.extras.all()}
    extras: dict[int, set[int]] = {key: set() for key in asked}
    if asked:
        taken = ParticipantExtra.objects.filter(extra__in=asked, participant__conference=conference)
        for extra, person in taken.values_list("extra_id", "participant_id"):
            extras[extra].add(person)
    return Expected(
        variants=Counter(variant for _key, variant, _at in people),
        arrivals=[at for _key, _variant, at in people if at is not None],
        extras=extras,
        variant_of={key: variant for key, variant, _at in people} if asked else {},
    )


def places_of(conference: Conference, points: Sequence[ScanPoint], expected: Expected) -> dict[int, Place]:
    """Two queries."""
    now = conference.now()
    tracked = [point for point in points if point.tracks_leaving and is_used(point, conference, now)]
    let_in, inside = let_in_at(conference), inside_at(tracked)
    known = {point.pk: inside.get(point.pk, 0) for point in tracked}
    return {
        point.pk: Place(point.name, expected.at(point), let_in.get(point.pk, 0), known.get(point.pk))
        for point in points
    }


def is_used(point: ScanPoint, conference: Conference, now: datetime) -> bool:
    """Whether who is inside is a question: nobody is scanned out of what is long over."""
    session = point.session
    if session is None:
        return conference.today() <= conference.ends_on
    if session.starts_at is None or session.ends_at is None:
        return False
    return session.starts_at - AROUND <= now <= session.ends_at + AROUND


def let_in_at(conference: Conference) -> dict[int, int]:
    """How many people were scanned there, by the key of the point; who was only scanned going out was there too.

    Found through the people: what lets each in once holds all that is asked, and no row of a scan need be read.
    """
    scans = Scan.objects.filter(ACCEPTED, participant__conference=conference).order_by()
    return dict(scans.values_list("point_id").annotate(people=Count("participant", distinct=True)))


def inside_at(points: Sequence[ScanPoint]) -> Counter[int]:
    """How many people have come in and not gone out since, by the key of the point."""
    moves = Scan.objects.filter(ACCEPTED, point__in=[point.pk for point in points]).order_by("scanned_at", "uid")
    last = {(point, person): way for point, person, way in moves.values_list("point_id", "participant_id", "direction")}
    return Counter(point for (point, _person), way in last.items() if way == Direction.IN)


def session_days(conference: Conference, places: Mapping[int | None, Place], now: datetime) -> list[SessionDay]:
    """Sessions that count as training or have a scan point, by day. Two queries."""
    signed = signatures(conference)
    days: dict[date | None, list[SessionRow]] = {}
    for session in conference.sessions.select_related("hall").in_order():
        place = places.get(session.pk)
        if place is None and not session.is_training:
            continue
        row = SessionRow(session, key_of(session), place, signed.get(session.pk, 0), is_on(session, now))
        days.setdefault(day_of(session), []).append(row)
    today = conference.today()
    current = {day for day, rows in days.items() if day == today or any(row.is_on for row in rows)}
    return [SessionDay(day, rows, bool(current) and day not in current) for day, rows in days.items()]


def is_on(session: Session, now: datetime) -> bool:
    return bool(session.starts_at and session.ends_at and session.starts_at <= now < session.ends_at)


def halls(days: Iterable[SessionDay], today: date, now: datetime) -> list[HallRow]:
    """In the order in which the programme names them, with what is held today or still goes on; none without."""
    by_hall: dict[str, list[SessionRow]] = {}
    for held_on, row in ((day.day, row) for day in days for row in day.rows):
        if row.session.hall is not None and (held_on == today or row.is_on):
            by_hall.setdefault(row.session.hall.name, []).append(row)
    found = []
    for name, rows in by_hall.items():
        on = next((row for row in rows if row.is_on), None)
        later = next((row for row in rows if row.session.starts_at and row.session.starts_at > now), None)
        found.append(HallRow(name, on or later, on is not None))
    return found


def last_scans(points: Sequence[ScanPoint]) -> list[Scan]:
    """As they came to us, the last first: phones without network send theirs later. Who is not known is left out.

    The sum keeps databases from gathering and sorting all scans of the points: the newest are at hand by their keys.
    """
    newest = Scan.objects.annotate(place=F("point_id") + 0).order_by("-pk")
    found = newest.filter(place__in=[point.pk for point in points], participant__isnull=False)
    return list(found.select_related("point", "participant__card__institution")[:LAST_SCANS])
