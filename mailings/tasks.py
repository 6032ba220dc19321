import smtplib
from datetime import timedelta

import structlog
from celery import shared_task
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from mailings.attachments import draw_attachment
from mailings.enums import LetterState
from mailings.models import Letter, LetterAttachment

log = structlog.get_logger(__name__)

# Growing pauses: a minute after the first failure, a day after the last ones; then a person decides.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440)]


@shared_task(name="mailings.send_letter")
def send_letter(letter_id: int) -> None:
    """Send one letter if it is still to be sent; safe to call any number of times."""
    letter = claim_letter(letter_id)
    if letter is None:
        return
    try:
        deliver(letter)
    except Exception as error:
        put_off(letter, error)
    else:
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=timezone.now(), error="")


def claim_letter(letter_id: int) -> Letter | None:
    """Take the letter for this worker; None when another has it or it needs no sending."""
    now = timezone.now()
    waiting = Letter.objects.filter(pk=letter_id, state=LetterState.QUEUED, due_at__lte=now)
    if not waiting.update(state=LetterState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    return Letter.objects.select_related("association").get(pk=letter_id)


def deliver(letter: Letter) -> None:
    """Hand the letter to the mail server. The Message-ID is the letter's own, so a repeat is recognised."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_email],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": f"<{letter.uid}@zjazd>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(letter.html, "text/html")
    for attachment in letter.attachments.all():
        message.attach(attachment.filename, ready_file(attachment), attachment.content_type)
    message.send()


def ready_file(attachment: LetterAttachment) -> bytes:
    """The attachment's bytes, drawn on the first attempt and the same on every later one."""
    if not attachment.file:
        content = draw_attachment(attachment.source, attachment.ref)
        attachment.file.save(f"{attachment.letter.uid}-{attachment.pk}", ContentFile(content), save=True)
    with attachment.file.open("rb") as file:
        drawn: bytes = file.read()
    return drawn


def put_off(letter: Letter, error: Exception) -> None:
    """Plan the next attempt, or give up where the server said that it never will."""
    hopeless = is_permanent(error) or letter.attempts > len(PAUSES)
    log.warning("letter not sent", letter=str(letter.uid), attempt=letter.attempts, error=type(error).__name__)
    pause = PAUSES[min(letter.attempts, len(PAUSES)) - 1]
    Letter.objects.filter(pk=letter.pk).update(
        state=LetterState.FAILED if hopeless else LetterState.QUEUED,
        due_at=timezone.now() + pause,
        error=f"{type(error).__name__}: {error}"[:2000],
    )


def is_permanent(error: Exception) -> bool:
    """Whether the mail server refused for good (5xx); 4xx and broken connections are worth another try."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
