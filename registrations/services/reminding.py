from django.db import transaction

from registrations import mail
from registrations.models import ParticipationCard
from registrations.services.links import link_for_card


@transaction.atomic
def remind_of_payment(*, card: ParticipationCard) -> None:
    """A letter that the day of payment is near, once for each such day."""
    locked = ParticipationCard.objects.select_for_update(of=("self",)).select_related("conference__association")
    fresh = locked.get(pk=card.pk)
    if fresh.is_active and fresh.balance > 0:
        mail.payment_reminder(fresh, link_for_card(card=fresh))
