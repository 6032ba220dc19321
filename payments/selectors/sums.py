"""Sums of a card, in grosze."""

from django.db.models import QuerySet, Sum
from django.utils import timezone

from payments.enums import CheckoutState, RefundState
from payments.models import Checkout, Payment, Refund, WriteOff
from registrations.models import ParticipationCard


def received_for(card: ParticipationCard) -> int:
    """What came for the card less what was taken back as recorded by mistake."""
    return total(Payment.objects.filter(card=card))


def returned_for(card: ParticipationCard) -> int:
    """What has been given back. What is decided or on its way does not count yet: it may still fail."""
    return total(Refund.objects.filter(card=card, state=RefundState.DONE))


def written_off_for(card: ParticipationCard) -> int:
    return total(WriteOff.objects.filter(card=card))


def settled_for(card: ParticipationCard) -> int:
    """Payments received, less refunds made, with the small differences given up. Three queries."""
    return received_for(card) - returned_for(card) + written_off_for(card)


def total(rows: "QuerySet[Payment] | QuerySet[Refund] | QuerySet[WriteOff]") -> int:
    summed: int | None = rows.aggregate(total=Sum("amount"))["total"]
    return summed or 0


def open_checkouts(card: ParticipationCard) -> list[Checkout]:
    """Attempts whose payment page may still be open, the newest first."""
    return list(card.checkouts.filter(state=CheckoutState.OPEN, expires_at__gt=timezone.now()))
