from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.history import signed
from registrations import mail
from registrations.deadlines import has_expired
from registrations.enums import CardState
from registrations.models import ParticipationCard
from registrations.services.leaving import end_card, pass_on, withdraw
from registrations.services.links import link_for_card
from registrations.services.locking import lock_card
from registrations.services.places import release_places


@transaction.atomic
def expire_card(*, card: ParticipationCard) -> bool:
    """End a card of which nothing was paid in time: nothing stays due, its places go to others.

    A card paid in part, or paid, or given more time meanwhile stays. Whether it was ended now.
    """
    locked = lock_card(card.pk)
    if not has_expired(locked):
        return False
    people = list(locked.participants.on_card().select_related("variant"))
    for person in people:
        person.card, person.conference = locked, locked.conference
    with override(locked.language):
        what = _("Expired without payment")
    withdraw(locked, people, percent=0, what=what, by=None, reason=what)
    end_card(locked, CardState.EXPIRED)
    signed(locked, by=None, reason=what).save(update_fields=["state", "cancelled_at", "due"])
    mail.card_expired(locked, link_for_card(card=locked))
    release_places(people)
    pass_on(locked)
    return True
