from datetime import timedelta

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from payments.documents.catching_up import issue_missing
from payments.enums import CheckoutState
from payments.gateway import GatewayError, gateway_from_settings
from payments.ksef.access import environment
from payments.ksef.preparing import prepare
from payments.ksef.selectors import ksef_files_missing
from payments.ksef.sending import due
from payments.models import Checkout, KsefInvoice
from payments.services import DoesNotFit, reconcile
from payments.tasks import send_to_ksef

log = structlog.get_logger(__name__)

# An event normally comes within seconds; after this long we ask for ourselves.
ASK_AFTER = timedelta(minutes=10)
AT_ONCE = 50


@shared_task(name="payments.ask_about_open_checkouts")
def ask_about_open_checkouts() -> None:
    """Settle what was paid though no event told us, and close what ran out."""
    if not settings.STRIPE_SECRET_KEY:
        return
    gateway = gateway_from_settings()
    waiting = Checkout.objects.filter(state=CheckoutState.OPEN, created_at__lt=timezone.now() - ASK_AFTER)
    for checkout in waiting.select_related("card").order_by("created_at")[:AT_ONCE]:
        try:
            reconcile(checkout=checkout, gateway=gateway)
        except (GatewayError, DoesNotFit) as error:
            log.warning("payment attempt still unclear", checkout=checkout.session_id, error=str(error))


@shared_task(name="payments.send_invoices_to_ksef")
def send_invoices_to_ksef() -> None:
    """Make the files that are missing, and send again what no worker has sent."""
    for document in ksef_files_missing().order_by("pk")[:AT_ONCE]:
        prepare(document)
    waiting = KsefInvoice.objects.filter(due(timezone.now()), environment=environment())
    for association in waiting.order_by().values_list("document__association", flat=True).distinct():
        send_to_ksef.delay(association)


@shared_task(name="payments.issue_documents")
def issue_documents() -> int:
    """Issue the proformas, invoices, notes and bills that are due and missing."""
    return issue_missing()
