from django.db import transaction

from accounts.models import User
from events.history import signed
from registrations.badge_tokens import new_badge_code
from registrations.models import Participant, WithdrawnBadge


def withdraw_badge(participant: Participant) -> None:
    """Give a locked participant, which the caller saves, another badge; the one they have opens no door any more."""
    WithdrawnBadge.objects.create(
        conference_id=participant.conference_id, participant=participant, code=participant.badge_code
    )
    participant.badge_code = new_badge_code()


@transaction.atomic
def replace_badge(*, participant: Participant, by: User | None, reason: str) -> Participant:
    """A new badge for one that was lost. Scanners refuse the lost one from their next contact on."""
    locked = Participant.objects.select_for_update().get(pk=participant.pk)
    withdraw_badge(locked)
    signed(locked, by=by, reason=reason).save(update_fields=["badge_code"])
    return locked
