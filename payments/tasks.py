"""What is sent to the payment operator and to KSeF, and what is issued at once.

A row first, then a task that carries its key: see periodic.
"""

import structlog
from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from events.models import Association
from payments.enums import CheckoutState, RefundMethod, RefundState
from payments.gateway import GatewayError, GatewayRefused, PaymentGateway, ProviderRefund, gateway_from_settings
from payments.ksef.sending import send_due_of
from payments.models import Checkout, Refund
from payments.refund_moves import RefundClosed, apply_answer, move_refund

log = structlog.get_logger(__name__)


@shared_task(name="payments.send_refund")
def send_refund(refund_id: int) -> None:
    """Ask the operator to return money; safe to call any number of times, and the clock does while it is not sent."""
    refund = Refund.objects.select_related("payment").filter(pk=refund_id, method=RefundMethod.STRIPE).first()
    if refund is None or not refund.is_under_way or not settings.STRIPE_SECRET_KEY:
        return
    try:
        apply_answer(refund=refund, answer=ask(refund, gateway_from_settings()))
    except GatewayRefused as refusal:
        refuse(refund, str(refusal))
    except GatewayError as error:
        log.warning("refund not sent yet", refund=str(refund.uid), error=str(error))


def ask(refund: Refund, gateway: PaymentGateway) -> ProviderRefund:
    """Sent before, it is asked after; else looked for, as an answer may have been lost; only then is it sent.

    The operator remembers an idempotency key for a day, this row is kept for ever: the look makes up for it.
    """
    payment = refund.payment
    assert payment is not None  # a refund at the operator is of one payment, which it names
    assert payment.provider_ref is not None
    if refund.provider_ref:
        return gateway.retrieve_refund(refund.provider_ref)
    mine = {"refund": str(refund.uid)}
    for known in gateway.refunds_of(payment.provider_ref):
        if known.metadata.get("refund") == mine["refund"]:
            return known
    return gateway.refund(
        payment_intent=payment.provider_ref,
        amount=refund.amount,
        idempotency_key=f"refund-{refund.uid}",
        metadata=mine,
    )


def refuse(refund: Refund, why: str) -> None:
    log.error("refund refused", refund=str(refund.uid), reason=why)
    try:
        move_refund(refund=refund, to=RefundState.FAILED, by=None, failure=why)
    except RefundClosed:
        log.warning("refused refund has ended meanwhile", refund=str(refund.uid))


@shared_task(name="payments.read_refunds")
def read_refunds(payment_intent: str) -> None:
    """Ask which refunds a payment has, and act on each as if it had been told of now."""
    if not settings.STRIPE_SECRET_KEY:
        return
    # By its path: tasks lie below services, and this one acts as an event would.
    take_refund = import_string("payments.services.take_refund")
    for answer in gateway_from_settings().refunds_of(payment_intent):
        take_refund(answer)


@shared_task(name="payments.close_pages")
def close_pages(card_id: int) -> None:
    """Close the payment pages that a card no longer needs; paid all the same, it is paid twice, and one is returned."""
    if not settings.STRIPE_SECRET_KEY:
        return
    gateway = gateway_from_settings()
    opened = Checkout.objects.filter(card=card_id, state=CheckoutState.OPEN, session_id__isnull=False)
    for checkout in opened.select_related("card"):
        if checkout.card.balance > 0 and checkout.card.is_active:
            return
        try:
            gateway.expire_checkout(str(checkout.session_id))
        except GatewayError as error:
            log.warning("payment page not closed", checkout=checkout.session_id, error=str(error))
        else:
            Checkout.objects.filter(pk=checkout.pk, state=CheckoutState.OPEN).update(state=CheckoutState.EXPIRED)


@shared_task(name="payments.send_to_ksef")
def send_to_ksef(association_id: int) -> None:
    """Send what an association has due and ask what became of what was sent; safe to call any number of times."""
    send_due_of(Association.objects.get(pk=association_id))


@shared_task(name="payments.issue_for_card")
def issue_for_card(card_id: int) -> None:
    """Issue what is due for a card that was just sent or paid; the clock does it for those that are left out."""
    # By its path: what issues documents queues tasks itself, and so lies above them.
    import_string("payments.documents.catching_up.issue_for")(card_id)
