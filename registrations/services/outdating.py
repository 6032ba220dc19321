"""A signed card says who comes, in which variant, for which nights, with which extras; when that changes, it is old."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from events.history import signed
from registrations.enums import Acceptance
from registrations.models import ParticipationCard
from registrations.signing import may_become

# What of a person's own data the signature stands for. Diets, wishes and telephones may change without it.
SIGNED_FIELDS = frozenset({"first_name", "last_name"})


def outdate(card: ParticipationCard, *, by: User | None) -> bool:
    """Of a locked card: what was signed does not hold any more. Files stay as they are. Whether it is out of date now.

    A card that was not signed yet is not touched: what will be signed says what is true then.
    """
    is_outdated = card.acceptance == Acceptance.OUTDATED
    if not is_outdated and not may_become(card, Acceptance.OUTDATED):
        return False
    card.outdated_at = card.conference.now()
    card.acceptance = Acceptance.OUTDATED
    with override(card.language):
        reason = _("The card was changed after it was signed")
    signed(card, by=by, reason=reason).save(update_fields=["acceptance", "outdated_at"])
    return True
