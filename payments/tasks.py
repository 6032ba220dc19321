from celery import shared_task

from events.models import Association
from payments.ksef.sending import send_due_of


@shared_task(name="payments.send_to_ksef")
def send_to_ksef(association_id: int) -> None:
    """Send what an association has due and ask what became of what was sent; safe to call any number of times."""
    send_due_of(Association.objects.get(pk=association_id))
