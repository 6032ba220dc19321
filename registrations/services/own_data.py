"""What participants change about themselves on their own page."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from events.history import signed
from registrations.models import Participant
from registrations.own_page import OWN_FIELDS, may_change_own
from registrations.services.locking import TooLate, lock_card


@transaction.atomic
def change_own_data(*, participant: Participant, changes: Mapping[str, str]) -> Participant:
    """Change what costs nobody anything: room wish, diet, needs and the text on the badge. Raises TooLate."""
    card = lock_card(participant.card_id)
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    locked.card, locked.conference = card, card.conference
    if not may_change_own(locked):
        raise TooLate
    changed = [name for name in OWN_FIELDS if name in changes and getattr(locked, name) != changes[name]]
    for name in changed:
        setattr(locked, name, changes[name])
    if changed:
        locked.clean_fields(exclude=[field.name for field in locked._meta.fields if field.name not in changed])
        signed(locked, by=None, reason=_("By the participant, on their own page")).save(update_fields=changed)
    return locked
