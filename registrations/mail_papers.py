"""Letters about the signed card."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from events.formats import day
from mailings.models import Letter
from mailings.services import post_letter
from registrations.enums import Acceptance
from registrations.mail import address_of
from registrations.models import AccessLink, ParticipationCard
from registrations.signing import due_on


def signed_card_accepted(card: ParticipationCard, link: AccessLink) -> Letter:
    with override(card.language):
        subject = _("The signed card %(code)s has been accepted") % {"code": card.code}
    return letter(card, link, "signed_card_accepted", subject, moment_of(card))


def signed_card_returned(card: ParticipationCard, link: AccessLink, reason: str) -> Letter:
    with override(card.language):
        subject = _("The signed card %(code)s needs mending") % {"code": card.code}
    return letter(card, link, "signed_card_returned", subject, moment_of(card), {"reason": reason})


def signed_card_reminder(card: ParticipationCard, link: AccessLink, key: str) -> Letter:
    """`key` tells which reminder it is, so that each goes once."""
    with override(card.language):
        subject = _("We await the signed card %(code)s") % {"code": card.code}
        last = day(due_on(card))
        changed = day(card.outdated_at) if card.acceptance == Acceptance.OUTDATED and card.outdated_at else ""
    return letter(card, link, "signed_card_reminder", subject, key, {"last_day": last, "changed_on": changed})


def moment_of(card: ParticipationCard) -> str:
    """A card may be sent back and accepted more than once: each time is another fact."""
    return card.conference.now().isoformat()


def letter(
    card: ParticipationCard,
    link: AccessLink,
    kind: str,
    subject: str,
    fact: str,
    context: Mapping[str, object] | None = None,
) -> Letter:
    return post_letter(
        conference=card.conference,
        template=f"registrations/mail/{kind}",
        subject=subject,
        to_email=card.contact_email,
        to_name=card.contact_name,
        dedupe_key=f"{kind}:{card.code}:{fact}",
        reference=card.code,
        language=card.language,
        context={"card": card, "address": address_of(link, card.language), **(context or {})},
    )
