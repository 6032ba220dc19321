"""Money that leaves through Stripe: refunds, whoever made them, and disputes."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.history import signed
from payments.enums import DisputeState, PaymentMethod, RefundMethod, RefundState
from payments.gateway import ProviderDispute, ProviderRefund
from payments.models import Dispute, Payment, Refund
from payments.refund_moves import apply_answer, lock_card, move_refund

# All others are open: the bank waits for an answer, or looks at it.
CLOSED_DISPUTES = {
    "won": DisputeState.WON,
    "warning_closed": DisputeState.WON,
    "prevented": DisputeState.WON,
    "lost": DisputeState.LOST,
}


class DoesNotFit(Exception):
    """What the provider says does not fit what we asked it; carries why, for the person who decides."""


class NotThereYet(Exception):
    """What is told belongs to a payment that has not been told of yet."""


def payment_named(payment_intent: str) -> Payment:
    """Raises NotThereYet."""
    payment = Payment.objects.filter(provider_ref=payment_intent, method=PaymentMethod.ONLINE).first()
    if payment is None:
        raise NotThereYet
    return payment


@transaction.atomic
def take_refund(answer: ProviderRefund) -> Refund:
    """Bring one of our refunds up to date, or write one that was made in Stripe's own panel.

    Raises NotThereYet, and DoesNotFit when it is of another payment or amount than we asked for.
    """
    payment = payment_named(answer.payment_intent)
    card = lock_card(payment.card_id)
    known = Refund.objects.filter(provider_ref=answer.id).first() or refund_asked_for(answer)
    if known is None:
        known = made_elsewhere(payment, answer)
    found = (known.payment_id, known.amount, known.currency)
    if found != (payment.pk, answer.amount, answer.currency) or known.card_id != card.pk:
        raise DoesNotFit(f"refund {answer.id} says {answer.amount} {answer.currency}, expected {known.amount}")
    return apply_answer(refund=known, answer=answer)


def refund_asked_for(answer: ProviderRefund) -> Refund | None:
    """The refund that we named when we asked for it: the answer itself may have been lost."""
    try:
        name = UUID(answer.metadata.get("refund", ""))
    except ValueError:
        return None
    return Refund.objects.filter(method=RefundMethod.STRIPE, uid=name, provider_ref__isnull=True).first()


def made_elsewhere(payment: Payment, answer: ProviderRefund) -> Refund:
    reason = _("Made in the payment operator’s own panel")
    return written(payment, RefundMethod.STRIPE, answer.id, answer.amount, answer.currency, reason)


def written(payment: Payment, method: RefundMethod, name: str, amount: int, currency: str, reason: str) -> Refund:
    refund = Refund(
        card=payment.card,
        payment=payment,
        method=method,
        amount=amount,
        currency=currency,
        reason=reason,
        key=f"{method}:{name}"[:80],
        provider_ref=name,
    )
    signed(refund, by=None, reason=reason).save()
    return refund


@transaction.atomic
def take_dispute(told: ProviderDispute) -> Dispute:
    """Keep a dispute up to date; once it is closed it stays so. Lost, its money is gone. Raises NotThereYet."""
    payment = payment_named(told.payment_intent)
    lock_card(payment.card_id)
    dispute, _is_new = Dispute.objects.get_or_create(
        provider_ref=told.id, defaults={"payment": payment, "amount": told.amount, "reason": told.reason[:100]}
    )
    state = CLOSED_DISPUTES.get(told.status, DisputeState.OPEN)
    if dispute.state != DisputeState.OPEN:
        return dispute
    dispute.state, dispute.answer_by = state, told.answer_by
    dispute.closed_at = None if state == DisputeState.OPEN else timezone.now()
    dispute.save(update_fields=["state", "answer_by", "closed_at"])
    if state == DisputeState.LOST:
        reason = _("The dispute was lost")
        lost = written(payment, RefundMethod.DISPUTE, told.id, told.amount, told.currency, reason)
        move_refund(refund=lost, to=RefundState.DONE, by=None, reason=reason)
    return dispute
