from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from events.history import signed
from payments.enums import PaymentMethod, TransferState
from payments.models import BankTransaction, Payment
from payments.selectors import received_for
from registrations.models import ParticipationCard
from registrations.services import settle_card


class PaymentReversed(Exception):
    """The payment was taken back before, or is itself a taking back."""


@transaction.atomic
def record_payment(
    *,
    card: ParticipationCard,
    method: PaymentMethod,
    amount: int,
    received_on: date,
    by: User | None,
    title: str = "",
    provider_ref: str | None = None,
) -> Payment:
    """Write that `amount` grosze came for the card, and settle it.

    A second call with the same `provider_ref` gives the payment written first. `by` is None for what a provider told.
    """
    locked = ParticipationCard.objects.select_for_update().get(pk=card.pk)
    known = Payment.objects.filter(provider_ref=provider_ref).first() if provider_ref else None
    if known is not None:
        return known
    payment = Payment(
        card=locked,
        method=method,
        amount=amount,
        currency=locked.currency,
        received_on=received_on,
        title=title,
        provider_ref=provider_ref,
        recorded_by=by,
    )
    payment.full_clean()
    signed(payment, by=by).save()
    settle_card(card=locked, settled=received_for(locked), by=by)
    return payment


@transaction.atomic
def reverse_payment(*, payment: Payment, by: User, reason: str) -> Payment:
    """Take back a payment recorded by mistake, by another of the opposite amount. Raises PaymentReversed.

    A transfer it came from waits for a decision again.
    """
    if payment.transaction_id:  # the transfer is always locked before its cards
        BankTransaction.objects.select_for_update().get(pk=payment.transaction_id)
    card = ParticipationCard.objects.select_for_update().get(pk=payment.card_id)
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise PaymentReversed
    taken_back = Payment(
        card=card,
        method=payment.method,
        amount=-payment.amount,
        currency=payment.currency,
        received_on=timezone.localdate(),
        title=reason,
        reverses=payment,
        recorded_by=by,
    )
    taken_back.full_clean()
    signed(taken_back, by=by, reason=reason).save()
    if payment.transaction_id:
        give_back(payment, by)
    settle_card(card=card, settled=received_for(card), by=by)
    return taken_back


def give_back(payment: Payment, by: User) -> None:
    """The transfer has this much to be decided about again."""
    BankTransaction.objects.filter(pk=payment.transaction_id).update(
        allocated=F("allocated") - payment.amount,
        state=TransferState.WAITING,
        is_certain=False,
        decided_by=by,
        decided_at=timezone.now(),
    )
