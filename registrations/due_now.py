"""Which cards and turns the clock has something to do with, by each conference's own clock."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from events.enums import Stage
from events.formats import local_date
from events.models import Conference
from mailings.models import Letter
from registrations.deadlines import has_expired
from registrations.enums import WaitingState
from registrations.models import ParticipationCard, WaitingEntry

OVER = {Stage.RUNNING, Stage.ENDED}


def conferences_of(cards: "QuerySet[ParticipationCard]") -> list[Conference]:
    keys = cards.order_by().values_list("conference", flat=True).distinct()
    return list(Conference.objects.published().filter(pk__in=keys).select_related("association"))


def expired_cards() -> Iterator[ParticipationCard]:
    """Cards of which nothing was paid, past their last day."""
    unpaid = ParticipationCard.objects.unpaid().filter(expires_on__isnull=False, settled=0)
    for conference in conferences_of(unpaid):
        late = unpaid.filter(conference=conference, expires_on__lt=conference.today()).order_by("pk")
        for card in late:
            card.conference = conference
            if has_expired(card):
                yield card


def partly_paid_past_expiry(conference: Conference) -> "QuerySet[ParticipationCard]":
    """Cards that would have expired, had nothing been paid: the organiser decides what becomes of them."""
    late = ParticipationCard.objects.unpaid().filter(conference=conference, expires_on__lt=conference.today())
    return late.filter(settled__gt=0).select_related("institution").order_by("expires_on", "pk")


def cards_to_remind() -> Iterator[ParticipationCard]:
    """Cards whose day of payment is near, not told of it yet.

    Not those sent when it was near already, and none after the day: whoever was not reminded in time is late now.
    """
    unpaid = ParticipationCard.objects.unpaid().filter(conference__remind_days__gt=0)
    for conference in conferences_of(unpaid):
        if conference.stage in OVER:
            continue
        today, ahead = conference.today(), timedelta(days=conference.remind_days)
        key = Concat(
            Value("payment_reminder:"), F("code"), Value(":"), Cast("pay_by", CharField()), output_field=CharField()
        )
        told = Letter.objects.filter(dedupe_key=OuterRef("key"))
        near = unpaid.filter(conference=conference, pay_by__gte=today, pay_by__lte=today + ahead)
        for card in near.annotate(key=key).exclude(Exists(told)).order_by("pk"):
            card.conference = conference
            if local_date(card.submitted_at) < card.pay_by - ahead:
                yield card


def lapsed_turns() -> Iterator[WaitingEntry]:
    """Offers that nobody took in time."""
    offered = WaitingEntry.objects.filter(state=WaitingState.OFFERED).select_related("conference")
    for turn in offered.order_by("pk"):
        if turn.offer_until is not None and turn.offer_until <= turn.conference.now():
            yield turn


def conferences_with_waiting() -> list[Conference]:
    waiting = WaitingEntry.objects.filter(state=WaitingState.WAITING).order_by()
    keys = waiting.values_list("conference", flat=True).distinct()
    return list(Conference.objects.published().filter(pk__in=keys).select_related("association"))
