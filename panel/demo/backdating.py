"""Moves what has just been written to the day on which it is to have happened, its history and letters too."""

from datetime import datetime

from django.utils import timezone

from mailings.enums import LetterState
from mailings.models import Letter
from payments.models import Payment
from registrations.models import AccessLink, Consent, Participant, ParticipationCard


def backdate_submission(card: ParticipationCard) -> None:
    """The services have written `submitted_at` by the clock they were given; the rest follows it here."""
    when = card.submitted_at
    card.history.filter(history_type="+").update(history_date=when)
    Participant.history.filter(card_id=card.pk, history_type="+").update(history_date=when)
    card.lines.update(written_at=when)
    Consent.objects.filter(card=card).update(given_at=when)
    AccessLink.objects.filter(card=card).update(created_at=when)
    mark_sent(card, "card_received", when)


def backdate_payment(payment: Payment, when: datetime) -> None:
    card = payment.card
    Payment.objects.filter(pk=payment.pk).update(recorded_at=when)
    Payment.history.filter(id=payment.pk).update(history_date=when, recorded_at=when)
    card.history.filter(history_type="~", settled=payment.amount).update(history_date=when)
    AccessLink.objects.filter(participant__card=card).update(created_at=when)
    mark_sent(card, "badge_ready", when)
    mark_sent(card, "card_paid", when)


def backdate_cancelling(card: ParticipationCard, when: datetime) -> None:
    ParticipationCard.objects.filter(pk=card.pk).update(cancelled_at=when)
    card.history.filter(history_type="~").update(history_date=when, cancelled_at=when)
    Participant.history.filter(card_id=card.pk, history_type="~").update(history_date=when)
    card.lines.filter(amount__lt=0).update(written_at=when)
    mark_sent(card, "card_cancelled", when)


def mark_sent(card: ParticipationCard, kind: str, when: datetime) -> None:
    """Letters to invented people never leave."""
    when = min(when, timezone.now())
    Letter.objects.about(card.code).filter(kind=kind).update(
        state=LetterState.SENT, attempts=1, created_at=when, due_at=when, sent_at=when
    )
