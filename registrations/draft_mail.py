"""The letter with the address of a card that is being filled in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from mailings.models import Letter
from mailings.services import post_letter
from registrations.models import CardDraft


def draft_link(draft: CardDraft, *, to_email: str, language: str, press: str) -> Letter:
    """`press` names the press of the button: pressed twice, it sends one letter."""
    with override(language):
        subject = _("The card that you are filling in")
        address = f"{settings.SITE_URL}{reverse('registrations:fill-card', args=[draft.token, 'institution'])}"
    return post_letter(
        conference=draft.conference,
        template="registrations/mail/draft_link",
        subject=subject,
        to_email=to_email,
        dedupe_key=f"draft_link:{draft.pk}:{press}",
        language=language,
        context={"address": address},
    )
