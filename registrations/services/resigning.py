from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from events.history import signed
from registrations import mail
from registrations.enums import CardState
from registrations.models import Participant, ParticipationCard
from registrations.resignation import FeeTable
from registrations.services.leaving import end_card, pass_on, withdraw
from registrations.services.links import link_for_card
from registrations.services.locking import lock_to_resign, those_on
from registrations.services.outdating import outdate
from registrations.services.places import release_places
from registrations.services.settling import send_badges_if_paid


@transaction.atomic
def resign(*, participants: Sequence[Participant], by: User | None, reason: str) -> ParticipationCard:
    """People of one card resign: their places go to others, what they owed is taken back but for the fee of today.

    When nobody is left, neither taking part nor waiting, the card is cancelled and its discount code is free again.
    Those who resigned before stay as they are. Raises CardClosed.
    """
    keys = {person.card_id for person in participants}
    if len(keys) != 1:
        raise ValueError("People of one card resign together.")
    card = lock_to_resign(keys.pop(), by)
    people = those_on(card, [person.pk for person in participants])
    if not people:
        return card
    percent = FeeTable.of(card.conference).percent_on(card.conference.today())
    with override(card.language):
        what = _("Resignation")
    fee = withdraw(card, people, percent=percent, what=what, by=by, reason=reason)
    is_last = not card.participants.on_card().exists()
    if is_last:
        end_card(card, CardState.CANCELLED)
    signed(card, by=by, reason=reason).save(update_fields=["state", "cancelled_at", "due"])
    if not is_last:
        outdate(card, by=by)
    link = link_for_card(card=card)
    if is_last:
        mail.card_cancelled(card, link, fee=fee)
    else:
        mail.people_resigned(card, link, people, fee=fee)
        send_badges_if_paid(card)
    release_places(people)
    pass_on(card)
    return card
