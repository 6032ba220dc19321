"""Asking the provider what became of what seems stuck. Each raises GatewayError and may be asked again."""

from datetime import datetime

from payments.enums import CheckoutState
from payments.gateway import PaymentGateway, SessionState, event_from
from payments.models import Checkout, StripeEvent
from payments.services.checkouts import move_checkout
from payments.services.events import EVENTS, act_on, settle_session, take_event


def reconcile(*, checkout: Checkout, gateway: PaymentGateway) -> None:
    """What became of an attempt whose event never came. Raises GatewayError, DoesNotFit."""
    if not checkout.session_id:
        # Nobody was ever given the address of its page.
        Checkout.objects.filter(pk=checkout.pk, session_id__isnull=True).update(state=CheckoutState.EXPIRED)
        return
    session = gateway.retrieve_checkout(checkout.session_id)
    if session.paid:
        settle_session(session=session)
    elif session.failed:
        move_checkout(session.id, CheckoutState.FAILED)
    elif session.state is SessionState.COMPLETE:
        move_checkout(session.id, CheckoutState.PROCESSING)
    elif session.state is SessionState.EXPIRED:
        move_checkout(session.id, CheckoutState.EXPIRED)


def act_again(*, stored: StripeEvent) -> None:
    """Act on an event that was stored and then forgotten in a crash, or that waited for its payment."""
    act_on(stored, event_from(stored.payload))


def read_missed(*, gateway: PaymentGateway, since: datetime) -> int:
    """Take every event since then that never came by the webhook; how many there were. Raises GatewayError."""
    told = gateway.events_since(since, EVENTS)
    known = set(
        StripeEvent.objects.filter(event_id__in=[event.id for event in told]).values_list("event_id", flat=True)
    )
    missed = [event for event in told if event.id not in known]
    for event in missed:
        take_event(event=event)
    return len(missed)
