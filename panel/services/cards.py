from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.history import signed
from panel import mail
from registrations.models import AccessLink, ParticipationCard
from registrations.services import link_for_card, revoke_link


@transaction.atomic
def send_link(*, card: ParticipationCard, by: User) -> AccessLink:
    """Send the institution its card's address again; the history tells who asked for it."""
    link = link_for_card(card=card)
    mail.card_link(card, link)
    note(card, by, _("The address of the card was sent again"))
    return link


@transaction.atomic
def renew_link(*, card: ParticipationCard, by: User) -> AccessLink:
    """Make the present address open nothing, and send the institution a new one."""
    for link in card.links.filter(revoked_at__isnull=True):
        revoke_link(link=link)
    link = link_for_card(card=card)
    mail.card_link(card, link)
    note(card, by, _("The card was given a new address; the old one opens nothing"))
    return link


def note(card: ParticipationCard, by: User, text: str) -> None:
    """An entry of the card's history in which nothing of the card itself changes."""
    locked = ParticipationCard.objects.select_for_update().get(pk=card.pk)
    signed(locked, by=by, reason=text).save(update_fields=["contact_email"])
