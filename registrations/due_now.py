"""Which cards and turns the clock has something to do with, by each conference's own clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from events.enums import ReminderTime, Stage
from events.formats import local_date
from events.models import Conference, PaymentReminder
from mailings.models import Letter
from registrations.deadlines import has_expired
from registrations.enums import WaitingState
from registrations.models import ParticipationCard, WaitingEntry

# A clock that stood still for longer than this does not write about days long past.
STILL_TIMELY = timedelta(days=7)
REMINDERS = ("payment_reminder", "payment_overdue")
OVER = {Stage.RUNNING, Stage.ENDED}


def conferences_of(cards: "QuerySet[ParticipationCard]") -> list[Conference]:
    keys = cards.order_by().values_list("conference", flat=True).distinct()
    return list(Conference.objects.published().filter(pk__in=keys).select_related("association"))


def expired_cards() -> Iterator[ParticipationCard]:
    """Cards of which nothing was paid, past their last day."""
    unpaid = ParticipationCard.objects.unpaid().without_noted_payment().filter(expires_on__isnull=False, settled=0)
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
    unpaid = ParticipationCard.objects.unpaid().without_noted_payment().filter(conference__remind_days__gt=0)
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


@dataclass(frozen=True)
class DueReminder:
    card: ParticipationCard
    reminder: PaymentReminder

    @property
    def fact(self) -> str:
        """A reminder goes once for each day of payment."""
        return f"{self.card.pay_by.isoformat()}:{self.reminder.when}:{self.reminder.days}"


def further_reminders() -> Iterator[DueReminder]:
    """The organisers' further reminders that are due now, at most one for a card and the latest of them.

    One that could not go for a week goes no more, nor does one that comes before another that was told.
    """
    for conference in Conference.objects.published().filter(payment_reminders__isnull=False).distinct():
        unpaid = ParticipationCard.objects.unpaid().without_noted_payment().filter(conference=conference)
        reminders = list(conference.payment_reminders.all())
        for card in unpaid.order_by("pk"):
            card.conference = conference
            found = latest(card, reminders)
            if found is not None:
                yield found


def latest(card: ParticipationCard, reminders: Iterable[PaymentReminder]) -> DueReminder | None:
    """Among those of whose days this is one; None once it was told. One query where one is found."""
    today: date = card.conference.today()
    by_day = sorted((DueReminder(card, one) for one in reminders), key=lambda due: day_of(card, due.reminder))
    begun = [due for due in by_day if day_of(card, due.reminder) <= today]
    if not begun or was_told(begun[-1]):
        return None
    newest = begun[-1]
    on = day_of(card, newest.reminder)
    is_before = newest.reminder.when == ReminderTime.BEFORE
    in_time = today < on + STILL_TIMELY and not (is_before and today > card.pay_by)
    return newest if in_time and local_date(card.submitted_at) < on else None


def day_of(card: ParticipationCard, reminder: PaymentReminder) -> date:
    apart = timedelta(days=reminder.days)
    return card.pay_by - apart if reminder.when == ReminderTime.BEFORE else card.pay_by + apart


def was_told(due: DueReminder) -> bool:
    keys = [f"{kind}:{due.card.code}:{due.fact}" for kind in REMINDERS]
    return Letter.objects.filter(dedupe_key__in=keys).exists()


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
