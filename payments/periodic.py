from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from payments.enums import UNDER_WAY, CheckoutState, EventOutcome, RefundMethod
from payments.gateway import GatewayError, gateway_from_settings
from payments.models import Checkout, Refund, StripeEvent
from payments.services import DoesNotFit, act_again, read_missed, reconcile
from payments.tasks import send_refund

log = structlog.get_logger(__name__)

# An event normally comes within seconds; after this long we ask for ourselves.
ASK_AFTER = timedelta(minutes=10)
ACT_AFTER = timedelta(minutes=1)
AT_ONCE = 50
# Stripe repeats what we did not answer for three days; what it gave up is read from its list.
LOOK_BACK = timedelta(days=4)


@shared_task(name="payments.ask_about_open_checkouts")
def ask_about_open_checkouts() -> None:
    """Settle what was paid though no event told us, and close what ran out; then refunds, then events."""
    if not settings.STRIPE_SECRET_KEY:
        return
    gateway, now = gateway_from_settings(), timezone.now()
    stuck = Checkout.objects.filter(
        state__in=[CheckoutState.OPEN, CheckoutState.PROCESSING], created_at__lt=now - ASK_AFTER
    )
    for checkout in stuck.select_related("card").order_by("created_at")[:AT_ONCE]:
        attempt(partial(reconcile, checkout=checkout, gateway=gateway), checkout.session_id)
    send_stuck_refunds()
    act_on_stored_events()


def send_stuck_refunds() -> None:
    """Decided and never sent, or sent and not heard of since."""
    before = timezone.now() - ACT_AFTER
    stuck = Refund.objects.filter(method=RefundMethod.STRIPE, state__in=UNDER_WAY, decided_at__lt=before)
    for key in stuck.order_by("decided_at").values_list("pk", flat=True)[:AT_ONCE]:
        attempt(partial(send_refund, key), key)


def act_on_stored_events() -> None:
    """Events that a crash left behind, and those that waited for a payment told of later."""
    before = timezone.now() - ACT_AFTER
    left = StripeEvent.objects.filter(outcome__in=[EventOutcome.RECEIVED, EventOutcome.WAITING], received_at__lt=before)
    for stored in left.order_by("received_at")[:AT_ONCE]:
        attempt(partial(act_again, stored=stored), stored.event_id)


def attempt(act: Callable[[], object], what: object) -> None:
    """One that cannot be cleared up now does not hold up the others."""
    try:
        act()
    except (GatewayError, DoesNotFit) as error:
        log.warning("still unclear at the payment operator", subject=str(what), error=str(error))


@shared_task(name="payments.read_missed_events")
def read_missed_events() -> int:
    """Events that never reached the webhook; how many there were."""
    if not settings.STRIPE_SECRET_KEY:
        return 0
    try:
        return read_missed(gateway=gateway_from_settings(), since=timezone.now() - LOOK_BACK)
    except GatewayError as error:
        log.warning("events not read", error=str(error))
        return 0
