from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from certificates.models import Certificate
from events.enums import Stage
from events.models import Conference, PlacePool, Variant
from events.selectors import PlacesLeft, places_left
from mailings.enums import LetterState
from mailings.models import Letter
from panel.chart import Curve, draw_curve
from payments.enums import EventOutcome
from payments.models import Checkout, StripeEvent, WriteOff
from registrations.enums import CardState, ParticipantState
from registrations.models import Participant, ParticipationCard

CLOSING_SOON = timedelta(days=7)
PARKED_SHOWN = 50


@dataclass(frozen=True)
class CardFigures:
    """Sums are in grosze over all cards, also cancelled ones: what is due from them stays due."""

    cards: int
    institutions: int
    owed: int
    received: int
    outstanding: int
    overpaid: int
    overdue_cards: int
    overpaid_cards: int


def card_figures(conference: Conference) -> CardFigures:
    """Two queries: what was given up is settled, but nobody has received it."""
    active = Q(state=CardState.SUBMITTED)
    unpaid, overpaid = Q(settled__lt=F("due")), Q(settled__gt=F("due"))
    sums = ParticipationCard.objects.filter(conference=conference).aggregate(
        cards=Count("pk", filter=active),
        institutions=Count("institution", filter=active, distinct=True),
        owed=Sum("due", default=0),
        received=Sum("settled", default=0),
        outstanding=Sum(F("due") - F("settled"), filter=unpaid, default=0),
        overpaid=Sum(F("settled") - F("due"), filter=overpaid, default=0),
        overdue_cards=Count("pk", filter=active & unpaid & Q(pay_by__lt=conference.today())),
        overpaid_cards=Count("pk", filter=overpaid),
    )
    given_up = WriteOff.objects.filter(card__conference=conference).aggregate(sum=Sum("amount", default=0))["sum"]
    return CardFigures(**{**sums, "received": sums["received"] - given_up})


@dataclass(frozen=True)
class PeopleFigures:
    people: int
    paid: int
    arrived: int
    certified: int


def people_figures(conference: Conference) -> PeopleFigures:
    """Two queries."""
    counts = (
        Participant.objects.of(conference)
        .active()
        .aggregate(
            people=Count("pk"),
            paid=Count("pk", filter=Q(card__settled__gte=F("card__due"))),
            arrived=Count("pk", filter=Q(arrived_at__isnull=False)),
        )
    )
    certified = Certificate.objects.filter(conference=conference, revoked_at__isnull=True).count()
    return PeopleFigures(**counts, certified=certified)


@dataclass(frozen=True)
class VariantFigures:
    variant: Variant
    people: int
    places: PlacesLeft


def variant_figures(conference: Conference) -> list[VariantFigures]:
    """Two queries."""
    registered = Q(participants__state=ParticipantState.REGISTERED)
    variants = (
        Variant.objects.filter(conference=conference)
        .annotate(people=Count("participants", filter=registered))
        .order_by("position", "pk")
    )
    places = places_left(conference)
    return [VariantFigures(variant, variant.people, places[variant.pk]) for variant in variants]


def pools_of(conference: Conference) -> list[PlacePool]:
    return list(PlacePool.objects.filter(conference=conference).order_by("pk"))


def failed_letters(conference: Conference) -> int:
    return Letter.objects.filter(conference=conference, state=LetterState.FAILED).count()


def closes_soon(conference: Conference) -> bool:
    closes = conference.registration_closes_at
    return conference.stage is Stage.REGISTRATION and closes is not None and closes - conference.now() <= CLOSING_SOON


def registrations_curve(conference: Conference) -> Curve | None:
    """People on cards in force by the day of submission, until now or until the conference begins. One query."""
    days = (
        Participant.objects.of(conference)
        .active()
        .annotate(day=TruncDate("card__submitted_at", tzinfo=timezone.get_default_timezone()))
        .values_list("day")
        .annotate(new=Count("pk"))
        .order_by("day")
    )
    new_by_day: dict[date, int] = {day: new for day, new in days if day is not None}
    if not new_by_day:
        return None
    return draw_curve(new_by_day, min(new_by_day), min(conference.today(), conference.starts_on))


@dataclass(frozen=True)
class Parked:
    """An event of the payment operator that a person must look at, with the card it seems to be about."""

    event: StripeEvent
    card_code: str


def parked_events(conference: Conference) -> list[Parked]:
    """Parked events about the conference's cards; those about other conferences are not told here. Three queries.

    An event says itself which card it means, and that is what may be wrong with it, so its payment page is asked too.
    """
    events = list(StripeEvent.objects.filter(outcome=EventOutcome.PARKED)[:PARKED_SHOWN])
    if not events:
        return []
    subjects = {event.pk: subject_of(event) for event in events}
    codes = cards_of_sessions(conference, (str(one.get("id")) for one in subjects.values()))
    named = {str(one.get("client_reference_id")) for one in subjects.values()}
    own = ParticipationCard.objects.filter(conference=conference, code__in=named)
    own_codes = set(own.values_list("code", flat=True))
    found = []
    for event in events:
        subject = subjects[event.pk]
        code = codes.get(str(subject.get("id")), "")
        reference = str(subject.get("client_reference_id"))
        if code or reference in own_codes:
            found.append(Parked(event, code or reference))
    return found


def subject_of(event: StripeEvent) -> dict[str, object]:
    """What the event is about, as the operator sent it; empty when it is not in the shape we know."""
    payload = event.payload
    data = payload.get("data") if isinstance(payload, dict) else None
    subject = data.get("object") if isinstance(data, dict) else None
    return subject if isinstance(subject, dict) else {}


def cards_of_sessions(conference: Conference, sessions: Iterable[str]) -> dict[str, str]:
    rows = Checkout.objects.filter(card__conference=conference, session_id__in=set(sessions))
    return {str(session): code for session, code in rows.values_list("session_id", "card__code")}
