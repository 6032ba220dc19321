"""What the treasurer looks at first: what came, what waits for a decision, who owes, and what must be given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, QuerySet, Sum
from django.utils.text import capfirst

from events.models import Conference
from payments.documents.selectors import cards_to_correct
from payments.enums import DisputeState, RefundState, TransferState
from payments.ksef.selectors import STUCK
from payments.models import BankTransaction, Dispute, KsefInvoice, Payment, Refund
from payments.selectors.refunds import cards_owed_back
from registrations.enums import LineKind
from registrations.models import CardLine, ParticipationCard

DEBTORS_SHOWN = 10
CAME_SINCE = timedelta(days=1)
CAME_SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """How many of each wait for the treasurer. What is of the association concerns all its conferences."""

    transfers: int
    failed_refunds: int
    disputes: int
    to_correct: int
    ksef: int

    @property
    def is_nothing(self) -> bool:
        return not any((self.transfers, self.failed_refunds, self.disputes, self.to_correct, self.ksef))


@dataclass(frozen=True)
class Debts:
    """Cards that owe, the longest overdue first, and how many there are in all; sums in grosze."""

    first: Sequence[ParticipationCard]
    cards: int
    outstanding: int
    overdue_cards: int
    overdue: int


@dataclass(frozen=True)
class Item:
    name: str
    pieces: int
    due: int
    vat_rate: int | None


def waiting_for(conference: Conference) -> Waiting:
    """Five queries."""
    own = conference.association_id
    return Waiting(
        transfers=BankTransaction.objects.filter(account__association=own, state=TransferState.WAITING).count(),
        failed_refunds=Refund.objects.filter(card__conference=conference, state=RefundState.FAILED).count(),
        disputes=Dispute.objects.filter(payment__card__conference=conference, state=DisputeState.OPEN).count(),
        to_correct=cards_to_correct(conference).count(),
        ksef=KsefInvoice.objects.filter(document__association=own, state__in=STUCK).count(),
    )


def payments_since_yesterday(conference: Conference) -> QuerySet[Payment, Payment]:
    """The newest first. Whoever looks once a day misses none."""
    since = conference.now() - CAME_SINCE
    came = Payment.objects.filter(card__conference=conference, recorded_at__gte=since)
    return came.select_related("card__institution", "recorded_by").order_by("-recorded_at", "-pk")


def debts_of(conference: Conference) -> Debts:
    """Two queries. A card is overdue from the day after its day of payment."""
    owing = ParticipationCard.objects.active().filter(conference=conference, settled__lt=F("due"))
    left = Sum(F("due") - F("settled"), default=0)
    late = owing.filter(pay_by__lt=conference.today())
    all_of, late_of = (cards.aggregate(cards=Count("pk"), sum=left) for cards in (owing, late))
    first = owing.select_related("institution").order_by("pay_by", "pk")[:DEBTORS_SHOWN]
    return Debts(list(first), all_of["cards"], all_of["sum"], late_of["cards"], late_of["sum"])


def items_of(conference: Conference) -> list[Item]:
    """What is owed, by what it is for, variants first; the same thing at two VAT rates is two items. One query."""
    rows = (
        CardLine.objects.filter(card__conference=conference)
        .values_list("kind", "variant__name", "extra__name", "vat_rate")
        .annotate(pieces=Sum("quantity"), due=Sum("amount"))
        .order_by("variant__position", "variant__name", "extra__position", "extra__name", "vat_rate")
    )
    ranks = {kind.value: rank for rank, kind in enumerate(LineKind)}
    return [
        Item(str(extra or variant or capfirst(LineKind(kind).label)), pieces, due, rate)
        for kind, variant, extra, rate, pieces, due in sorted(rows, key=lambda row: ranks[row[0]])
    ]


def owed_back_sum(conference: Conference) -> tuple[int, int]:
    """How many cards have something to be given back, and how much in grosze. One query."""
    found = cards_owed_back(conference).aggregate(cards=Count("pk"), sum=Sum("owed", default=0))
    return found["cards"], found["sum"]
