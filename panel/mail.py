"""Letters that a person in the panel sends on purpose."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from events.models import Conference, Membership
from mailings.models import Letter
from mailings.services import post_letter
from registrations.mail import address_of
from registrations.models import AccessLink, ParticipationCard


def card_link(card: ParticipationCard, link: AccessLink) -> Letter:
    """The card's address once more. One letter a minute, so that a second click does not write a second one."""
    with override(card.language):
        subject = _("The address of participation card %(code)s") % {"code": card.code}
    return post_letter(
        conference=card.conference,
        template="panel/mail/card_link",
        subject=subject,
        to_email=card.contact_email,
        to_name=card.contact_name,
        dedupe_key=f"card_link:{card.code}:{link.pk}:{timezone.now():%Y%m%d%H%M}",
        reference=card.code,
        language=card.language,
        context={"card": card, "address": address_of(link, card.language)},
    )


def member_added(conference: Conference, membership: Membership, by: User, language: str) -> Letter:
    with override(language):
        subject = _("You have access to the panel of %(association)s") % {"association": conference.association}
        address = f"{settings.SITE_URL}{reverse('account_request_login_code')}"
    return post_letter(
        conference=conference,
        template="panel/mail/member_added",
        subject=subject,
        to_email=membership.user.email,
        to_name=membership.user.name,
        dedupe_key=f"member_added:{membership.pk}",
        language=language,
        context={"membership": membership, "by": by, "address": address},
    )
