"""What is written about payments that did not go the usual way. One letter for each payment."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from mailings.models import Letter
from mailings.services import post_letter
from payments.models import Payment
from registrations.mail import address_of
from registrations.models import AccessLink, ParticipationCard


def paid_twice(card: ParticipationCard, link: AccessLink, payment: Payment) -> Letter:
    """The card was paid already: the second payment will be returned."""
    with override(card.language):
        subject = _("Card %(code)s had been paid already") % {"code": card.code}
    return letter(card, link, "paid_twice", subject, payment, {})


def paid_late(card: ParticipationCard, link: AccessLink, payment: Payment, outcome: str) -> Letter:
    """Paid after the card had ended. `outcome` tells what became of it: `place`, `waiting` or `nothing`."""
    with override(card.language):
        subject = _("The payment for card %(code)s came late") % {"code": card.code}
        outcomes = {
            "place": _("The places were still free: everybody is registered again, and the card is paid."),
            "waiting": _(
                "The places have gone to others. Everybody is now on the waiting list, and we keep the payment for "
                "the place. If you would rather have it back, write to us and we will return it."
            ),
            "nothing": _("The card had ended and its places could not be given back. We will return the payment."),
        }
        sentence = outcomes[outcome]
    return letter(card, link, "paid_late", subject, payment, {"outcome": sentence})


def letter(
    card: ParticipationCard,
    link: AccessLink,
    kind: str,
    subject: str,
    payment: Payment,
    more: dict[str, object],
) -> Letter:
    return post_letter(
        conference=card.conference,
        template=f"payments/mail/{kind}",
        subject=subject,
        to_email=card.contact_email,
        to_name=card.contact_name,
        dedupe_key=f"{kind}:{card.code}:{payment.uid}",
        reference=card.code,
        language=card.language,
        context={"card": card, "payment": payment, "address": address_of(link, card.language), **more},
    )
