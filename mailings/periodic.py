from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from mailings.enums import LetterState
from mailings.models import Letter
from mailings.tasks import send_letter

# Longer than any attempt takes: who holds a letter for so long was killed.
ABANDONED_AFTER = timedelta(minutes=15)
AT_ONCE = 500


@shared_task(name="mailings.send_due")
def send_due() -> int:
    """Send what is due: put off, abandoned by a killed worker, or never taken from a lost queue."""
    now = timezone.now()
    Letter.objects.filter(state=LetterState.SENDING, claimed_at__lt=now - ABANDONED_AFTER).update(
        state=LetterState.QUEUED, due_at=now
    )
    keys = list(Letter.objects.due().order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        send_letter.delay(key)
    return len(keys)
