import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments.enums import CheckoutState, EventOutcome, PaymentMethod
from payments.gateway import CheckoutSession, GatewayEvent, PaymentGateway, SessionState
from payments.models import Checkout, Payment, StripeEvent
from payments.services.recording import record_payment

log = structlog.get_logger(__name__)

PAID_EVENTS = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}


class DoesNotFit(Exception):
    """What the provider says does not fit what we asked it; carries why, for the person who decides."""


def take_event(*, event: GatewayEvent) -> StripeEvent:
    """Store what the provider tells, once by its id, and act on it; however often and in whatever order it comes."""
    try:
        with transaction.atomic():
            stored = StripeEvent.objects.create(event_id=event.id, kind=event.type, payload=event.raw)
    except IntegrityError:
        stored = StripeEvent.objects.get(event_id=event.id)
    if stored.outcome == EventOutcome.RECEIVED:
        act_on(stored, event)
    return stored


@transaction.atomic
def act_on(stored: StripeEvent, event: GatewayEvent) -> None:
    locked = StripeEvent.objects.select_for_update().get(pk=stored.pk)
    if locked.outcome != EventOutcome.RECEIVED:
        return
    try:
        with transaction.atomic():
            locked.outcome = outcome_of(event)
    except DoesNotFit as doubt:
        locked.outcome, locked.reason = EventOutcome.PARKED, str(doubt)[:200]
        log.error("event from Stripe parked", event_id=event.id, reason=str(doubt))
    locked.handled_at = timezone.now()
    locked.save(update_fields=["outcome", "reason", "handled_at"])
    stored.outcome, stored.reason = locked.outcome, locked.reason


def outcome_of(event: GatewayEvent) -> EventOutcome:
    session = event.session
    if session is None:
        return EventOutcome.IGNORED
    if event.type in PAID_EVENTS and session.paid:
        settle_session(session=session)
        return EventOutcome.DONE
    if event.type == "checkout.session.expired":
        expire_session(session)
        return EventOutcome.DONE
    return EventOutcome.IGNORED


@transaction.atomic
def settle_session(*, session: CheckoutSession) -> Payment:
    """Record a paid session as a payment, once. Raises DoesNotFit when it is not what we asked for.

    Money that came for a card cancelled meanwhile is recorded too: the card then shows it as overpaid.
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
    Checkout.objects.filter(pk=checkout.pk).update(state=CheckoutState.PAID)
    return payment


def expire_session(session: CheckoutSession) -> None:
    """A paid attempt stays paid, whatever comes after."""
    Checkout.objects.filter(session_id=session.id, state=CheckoutState.OPEN).update(state=CheckoutState.EXPIRED)


def reconcile(*, checkout: Checkout, gateway: PaymentGateway) -> None:
    """Ask the provider what became of an attempt whose event never came. Raises GatewayError, DoesNotFit."""
    if not checkout.session_id:
        Checkout.objects.filter(pk=checkout.pk).update(state=CheckoutState.EXPIRED)
        return
    session = gateway.retrieve_checkout(checkout.session_id)
    if session.paid:
        settle_session(session=session)
    elif session.state is SessionState.EXPIRED:
        expire_session(session)
