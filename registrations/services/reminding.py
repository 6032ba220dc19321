from django.db import transaction

from events.enums import ReminderTime
from events.models import PaymentReminder
from registrations import mail
from registrations.models import ParticipationCard
from registrations.services.links import link_for_card
from registrations.services.locking import lock_card


@transaction.atomic
def remind_of_payment(*, card: ParticipationCard, reminder: PaymentReminder | None = None, fact: str = "") -> bool:
    """A letter that the day of payment is near or has passed, once for each such day; whether one was due.

    Never to one who has paid, or whose payment seems to be on its way. `reminder` is one of the organisers' further
    ones, `fact` what tells it from all others.
    """
    fresh = lock_card(card.pk)
    if not fresh.is_active or fresh.balance <= 0 or fresh.awaits_noted_payment:
        return False
    link = link_for_card(card=fresh)
    if reminder is None:
        mail.payment_reminder(fresh, link)
    elif reminder.when == ReminderTime.BEFORE:
        mail.payment_reminder(fresh, link, fact=fact, words=reminder.text)
    else:
        mail.payment_overdue(fresh, link, fact=fact, words=reminder.text)
    return True
