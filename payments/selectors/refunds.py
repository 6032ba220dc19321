"""What is owed back, and what of it is already under way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from events.models import Conference
from payments.enums import UNDER_WAY, PaymentMethod, RefundMethod, RefundState
from payments.models import Dispute, Payment, Refund, RefundFile
from payments.selectors.sums import total
from registrations.models import ParticipationCard


def open_refunds(card: ParticipationCard) -> int:
    """Decided or on its way, in grosze."""
    return total(Refund.objects.filter(card=card, state__in=UNDER_WAY))


def owed_back(card: ParticipationCard) -> int:
    """What still has to be decided on: above what is due, and not under way. In grosze, never below zero."""
    return max(0, -card.balance - open_refunds(card))


def returned_of(payment: Payment) -> int:
    """What of a payment was given back or is under way: a refund that failed leaves the money with us."""
    return total(payment.refunds.filter(state__in=[*UNDER_WAY, RefundState.DONE]))


def returnable(payment: Payment) -> int:
    return max(0, payment.amount - returned_of(payment))


@dataclass(frozen=True)
class Returnable:
    payment: Payment
    left: int

    @property
    def is_online(self) -> bool:
        return self.payment.method == PaymentMethod.ONLINE


def returnable_payments(card: ParticipationCard) -> list[Returnable]:
    """Payments of which something can be returned, the newest first: the second of two is the one too much."""
    held = Q(refunds__state__in=[*UNDER_WAY, RefundState.DONE])
    rows = (
        Payment.objects.filter(card=card, reverses__isnull=True, reversed_by__isnull=True)
        .annotate(gone=Coalesce(Sum("refunds__amount", filter=held), Value(0)))
        .order_by("-recorded_at", "-pk")
    )
    return [Returnable(one, one.amount - one.gone) for one in rows if one.amount > one.gone]


def cards_owed_back(conference: Conference) -> "QuerySet[ParticipationCard]":
    """Cards for which more came than is due and is not yet on its way back; `owed` is how much. One query."""
    under_way = (
        Refund.objects.filter(card=OuterRef("pk"), state__in=UNDER_WAY)
        .order_by()
        .values("card")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    cards = ParticipationCard.objects.filter(conference=conference, settled__gt=F("due"))
    owed = F("settled") - F("due") - Coalesce(Subquery(under_way, output_field=IntegerField()), Value(0))
    return cards.annotate(owed=owed).filter(owed__gt=0).select_related("institution").order_by("submitted_at", "pk")


def refunds_of(conference: Conference) -> "QuerySet[Refund]":
    """Those that need something first, then the newest."""
    order = Case(
        When(state=RefundState.FAILED, then=Value(0)),
        When(state=RefundState.DECIDED, then=Value(1)),
        When(state=RefundState.SENT, then=Value(2)),
        default=Value(3),
    )
    refunds = Refund.objects.filter(card__conference=conference).annotate(order=order)
    return refunds.select_related("card__institution", "payment", "decided_by", "file").order_by("order", "-decided_at")


def transfers_to_send(conference: Conference) -> "QuerySet[Refund]":
    """Decided transfers that are in no file yet, in the order of deciding."""
    decided = Refund.objects.filter(
        card__conference=conference, method=RefundMethod.TRANSFER, state=RefundState.DECIDED
    )
    return decided.select_related("card__institution").order_by("decided_at", "pk")


def files_of(conference: Conference) -> "QuerySet[RefundFile]":
    return RefundFile.objects.filter(conference=conference).select_related("made_by").prefetch_related("refunds")


def disputes_of(conference: Conference) -> "QuerySet[Dispute]":
    disputes = Dispute.objects.filter(payment__card__conference=conference)
    return disputes.select_related("payment__card__institution").order_by("state", "answer_by", "pk")


@dataclass(frozen=True)
class KnownAccount:
    account: str
    holder: str


def known_accounts(card: ParticipationCard) -> list[KnownAccount]:
    """Accounts to which money was returned before to the same institution, the newest first, each once."""
    before = Refund.objects.filter(
        card__institution=card.institution_id, method=RefundMethod.TRANSFER, state__in=[*UNDER_WAY, RefundState.DONE]
    ).order_by("-decided_at")
    return each_once(KnownAccount(*row) for row in before.values_list("account", "recipient")[:20])


def each_once(accounts: Iterable[KnownAccount]) -> list[KnownAccount]:
    found: dict[str, KnownAccount] = {}
    for one in accounts:
        found.setdefault(one.account, one)
    return list(found.values())
