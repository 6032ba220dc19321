"""What Stripe tells: stored once, then acted upon; in whatever order it comes, it ends the same."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments.enums import CheckoutState, EventOutcome, PaymentMethod
from payments.gateway import CheckoutSession, GatewayEvent, event_from
from payments.models import Checkout, Payment, StripeEvent
from payments.services.checkouts import move_checkout, note_decline
from payments.services.recording import record_payment
from payments.services.stripe_money import DoesNotFit, NotThereYet, payment_named, take_dispute, take_refund
from payments.tasks import close_pages, read_refunds

log = structlog.get_logger(__name__)

PAID_EVENTS = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
REFUND_EVENTS = {"refund.created", "refund.updated", "refund.failed"}
DISPUTE_EVENTS = {"charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"}
OTHER_EVENTS = {
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.payment_failed",
    "charge.refunded",
}
# What the webhook is subscribed to, and what is asked for when some of it may have been missed.
EVENTS = sorted(PAID_EVENTS | REFUND_EVENTS | DISPUTE_EVENTS | OTHER_EVENTS)
# A payment that is not ours, or that never came: after so long a person looks at what was told of it.
WAITS_FOR = timedelta(days=7)


def take_event(*, event: GatewayEvent) -> StripeEvent:
    """Store what the provider tells, once by its id, and act on it; however often and in whatever order it comes."""
    try:
        with transaction.atomic():
            stored = StripeEvent.objects.create(
                event_id=event.id, kind=event.type, payload=event.raw, about=event.payment_intent[:255]
            )
    except IntegrityError:
        stored = StripeEvent.objects.get(event_id=event.id)
    if stored.outcome in {EventOutcome.RECEIVED, EventOutcome.WAITING}:
        act_on(stored, event)
    return stored


@transaction.atomic
def act_on(stored: StripeEvent, event: GatewayEvent) -> None:
    locked = StripeEvent.objects.select_for_update().get(pk=stored.pk)
    if locked.outcome not in {EventOutcome.RECEIVED, EventOutcome.WAITING}:
        return
    try:
        with transaction.atomic():
            locked.outcome = outcome_of(event)
    except NotThereYet:
        locked.outcome = EventOutcome.WAITING
        if locked.received_at < timezone.now() - WAITS_FOR:
            park(locked, f"payment {event.payment_intent} is not one of ours")
    except DoesNotFit as doubt:
        park(locked, str(doubt))
    locked.handled_at = None if locked.outcome == EventOutcome.WAITING else timezone.now()
    locked.save(update_fields=["outcome", "reason", "handled_at"])
    stored.outcome, stored.reason = locked.outcome, locked.reason


def park(event: StripeEvent, why: str) -> None:
    event.outcome, event.reason = EventOutcome.PARKED, why[:200]
    log.error("event from Stripe parked", event_id=event.event_id, reason=why)


def outcome_of(event: GatewayEvent) -> EventOutcome:
    """Raises NotThereYet, DoesNotFit."""
    act = action_for(event)
    if act is None:
        return EventOutcome.IGNORED
    act()
    return EventOutcome.DONE


def action_for(event: GatewayEvent) -> Callable[[], object] | None:
    """What an event asks for; None when it is of no concern."""
    if event.session is not None:
        return action_for_session(event.type, event.session)
    if event.refund is not None and event.type in REFUND_EVENTS:
        return partial(take_refund, event.refund)
    if event.dispute is not None and event.type in DISPUTE_EVENTS:
        return partial(take_dispute, event.dispute)
    if event.type == "charge.refunded":
        return partial(ask_for_refunds, event.payment_intent)
    if event.type == "payment_intent.payment_failed":
        return partial(note_decline, event.metadata.get("checkout", ""), event.created)
    return None


def action_for_session(kind: str, session: CheckoutSession) -> Callable[[], object] | None:
    if kind in PAID_EVENTS and session.paid:
        return partial(settle_session, session=session)
    moves = {
        # Paid by a method whose bank confirms later: neither settled nor free to be paid again.
        "checkout.session.completed": CheckoutState.PROCESSING,
        "checkout.session.async_payment_failed": CheckoutState.FAILED,
        "checkout.session.expired": CheckoutState.EXPIRED,
    }
    return partial(move_checkout, session.id, moves[kind]) if kind in moves else None


@transaction.atomic
def settle_session(*, session: CheckoutSession) -> Payment:
    """Record a paid session as a payment, once. Raises DoesNotFit when it is not what we asked for.

    Money that came for a card ended meanwhile is recorded too: see record_payment.
    """
    checkout = Checkout.objects.select_related("card").filter(session_id=session.id).first()
    if checkout is None:
        raise DoesNotFit(f"session {session.id} is not one of ours")
    found = (session.reference, session.amount, session.currency.upper())
    expected = (checkout.card.code, checkout.amount, checkout.currency)
    if found != expected:
        raise DoesNotFit(f"session {session.id} says {found}, expected {expected}")
    payment = record_payment(
        card=checkout.card,
        method=PaymentMethod.ONLINE,
        amount=session.amount,
        received_on=timezone.localdate(),
        by=None,
        provider_ref=session.payment_intent or session.id,
    )
    move_checkout(session.id, CheckoutState.PAID)
    act_on_waiting(payment)
    transaction.on_commit(partial(close_pages.delay, checkout.card_id), robust=True)
    return payment


def act_on_waiting(payment: Payment) -> None:
    """Refunds and disputes that were told of before the payment itself."""
    for stored in StripeEvent.objects.filter(outcome=EventOutcome.WAITING, about=payment.provider_ref).order_by("pk"):
        act_on(stored, event_from(stored.payload))


def ask_for_refunds(payment_intent: str) -> None:
    """A charge says only how much of it was returned: by which refunds, the provider is asked."""
    payment_named(payment_intent)
    transaction.on_commit(partial(read_refunds.delay, payment_intent), robust=True)
