"""What was supplied to a participant: nights and meals, by which a traveller's daily allowance is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from events.enums import ExtraKind, Stage
from events.models import Conference, Extra
from program.enums import SessionKind, SessionMode
from program.models import Session
from registrations.models import Night, Participant, ParticipantExtra, ParticipationCard

# Meals of the programme are told apart by their hour.
BREAKFAST_UNTIL = time(10, 30)
DINNER_UNTIL = time(16, 0)


@dataclass(frozen=True, slots=True)
class Day:
    """What one was given on a day; `night` is the one that begins on it."""

    on: date
    breakfast: bool
    dinner: bool
    supper: bool
    night: bool


@dataclass(frozen=True, slots=True)
class Stay:
    participant: Participant
    days: tuple[Day, ...]

    @property
    def nights(self) -> int:
        return sum(day.night for day in self.days)

    @property
    def breakfasts(self) -> int:
        return sum(day.breakfast for day in self.days)

    @property
    def dinners(self) -> int:
        return sum(day.dinner for day in self.days)

    @property
    def suppers(self) -> int:
        return sum(day.supper for day in self.days)


@dataclass(frozen=True)
class Table:
    """When the programme serves dinner and supper, and on which days supper is a gala; None where it tells no meals."""

    breakfasts: frozenset[date]
    dinners: frozenset[date]
    suppers: frozenset[date]
    galas: frozenset[date]


def is_ready(conference: Conference) -> bool:
    """Nothing is confirmed before it has happened."""
    return conference.stage == Stage.ENDED


def stays_of_card(card: ParticipationCard) -> list[Stay]:
    """Of everyone on the card who came. Six queries whatever their number."""
    people = card.participants.active().select_related("variant", "card__institution").order_by("sort_key", "pk")
    return stays_of(card.conference, [one for one in people if came(one, checks_in(card.conference))])


def stay_of(participant: Participant) -> Stay | None:
    """None for one who did not come."""
    if not participant.is_active or not came(participant, checks_in(participant.conference)):
        return None
    return stays_of(participant.conference, [participant])[0]


def checks_in(conference: Conference) -> bool:
    """Whether anybody was scanned at the door: where nobody was, everybody registered counts as present."""
    return Participant.objects.of(conference).filter(arrived_at__isnull=False).exists()


def came(participant: Participant, checked_in: bool) -> bool:
    return not participant.variant.is_remote and (participant.arrived_at is not None or not checked_in)


def stays_of(conference: Conference, people: Sequence[Participant]) -> list[Stay]:
    table, nights = table_of(conference), nights_of(conference, people)
    guests = gala_guests(conference)
    days = [
        conference.starts_on + timedelta(days=n) for n in range((conference.ends_on - conference.starts_on).days + 1)
    ]
    return [
        Stay(one, tuple(day_of(on, one, nights[one.pk], table, guests is None or one.pk in guests) for on in days))
        for one in people
    ]


def day_of(on: date, person: Participant, nights: set[date], table: Table | None, at_gala: bool) -> Day:
    """Without meals in the programme as the kitchen counts: supper for who sleeps there, dinner for who is there."""
    is_there = person.arrives_on is None or person.arrives_on <= on
    slept, sleeps = on - timedelta(days=1) in nights, on in nights
    if table is None:
        return Day(on, slept, is_there, sleeps, sleeps)
    supper = on in table.suppers or (on in table.galas and at_gala)
    return Day(
        on,
        slept or (is_there and on in table.breakfasts),
        is_there and on in table.dinners,
        is_there and supper,
        sleeps,
    )


def nights_of(conference: Conference, people: Sequence[Participant]) -> dict[int, set[date]]:
    """By the card; where no card of the conference tells nights, by the variant."""
    found: dict[int, set[date]] = {one.pk: set() for one in people}
    told = Night.objects.filter(participant__conference=conference)
    for person, on in told.filter(participant__in=people).values_list("participant_id", "on"):
        found[person].add(on)
    if not told.exists():
        for one in people:
            found[one.pk] = {conference.starts_on + timedelta(days=number) for number in range(one.variant.nights)}
    return found


def table_of(conference: Conference) -> Table | None:
    meals: dict[str, set[date]] = {"breakfasts": set(), "dinners": set(), "suppers": set(), "galas": set()}
    served = Session.objects.filter(
        conference=conference, kind__in=(SessionKind.MEAL, SessionKind.GALA), starts_at__isnull=False
    ).exclude(mode=SessionMode.ONLINE)
    for session in served:
        assert session.starts_at is not None
        begins = timezone.localtime(session.starts_at)
        meals[meal_of(session, begins.time())].add(begins.date())
    if not any(meals.values()):
        return None
    return Table(**{name: frozenset(days) for name, days in meals.items()})


def meal_of(session: Session, at: time) -> str:
    if session.kind == SessionKind.GALA:
        return "galas"
    if at < BREAKFAST_UNTIL:
        return "breakfasts"
    return "dinners" if at < DINNER_UNTIL else "suppers"


def gala_guests(conference: Conference) -> set[int] | None:
    """Who took the gala dinner where it is sold apart; None where it is for everybody."""
    if not Extra.objects.filter(conference=conference, kind=ExtraKind.GALA).exists():
        return None
    taken = ParticipantExtra.objects.filter(extra__conference=conference, extra__kind=ExtraKind.GALA)
    return set(taken.values_list("participant_id", flat=True))
