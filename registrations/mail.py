"""What is written to institutions and participants. Each letter tells one fact, once."""

import hashlib
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from mailings.models import Letter
from mailings.services import Attachment, post_letter
from registrations.models import AccessLink, Participant, ParticipationCard, WaitingEntry
from registrations.transfer import transfer_for


def address_of(link: AccessLink, language: str) -> str:
    """The full web address that the link opens, in the reader's language."""
    name = "registrations:show-card" if link.card_id else "registrations:show-participant"
    return address_on_site(name, language, link.token)


def address_on_site(name: str, language: str, *values: object) -> str:
    with override(language):
        return f"{settings.SITE_URL}{reverse(name, args=values)}"


def card_received(card: ParticipationCard, link: AccessLink, people: Sequence[Participant]) -> Letter:
    """`people` are the card's participants, each with their variant at hand."""
    with override(card.language):
        subject = _("Participation card %(code)s has been received") % {"code": card.code}
        filename = _("participation-card-%(code)s.pdf") % {"code": card.code}
    context = {"people": named(people), "transfer": transfer_for(card)}
    attachments = [Attachment(filename, "registrations.card", card.code)]
    return letter_about(card, "card_received", subject, link, context, attachments)


def card_changed(
    card: ParticipationCard, link: AccessLink, changes: Sequence[str], *, fact: str, change: int = 0, to_email: str = ""
) -> Letter:
    """`changes` are sentences in the card's language, `change` what is due more or less by them, in grosze.

    `fact` tells this change from every other of the card. `to_email` when not to the contact person.
    """
    with override(card.language):
        subject = _("Participation card %(code)s has been changed") % {"code": card.code}
    context = {"changes": changes, "change": change, "fewer": -change, **money_of(card)}
    return letter_about(card, "card_changed", subject, link, context, fact=fact, to_email=to_email)


def people_resigned(card: ParticipationCard, link: AccessLink, people: Sequence[Participant], *, fee: int) -> Letter:
    """`fee` for resigning, in grosze."""
    with override(card.language):
        subject = _("Resignation on participation card %(code)s") % {"code": card.code}
    context = {"people": named(people), "fee": fee, **money_of(card)}
    fact = "-".join(str(person.pk) for person in people)[:80]
    return letter_about(card, "people_resigned", subject, link, context, fact=fact)


def card_cancelled(card: ParticipationCard, link: AccessLink, *, fee: int = 0) -> Letter:
    with override(card.language):
        subject = _("Participation card %(code)s has been cancelled") % {"code": card.code}
    return letter_about(card, "card_cancelled", subject, link, {"fee": fee, **money_of(card)})


def card_expired(card: ParticipationCard, link: AccessLink) -> Letter:
    with override(card.language):
        subject = _("Participation card %(code)s has expired") % {"code": card.code}
    return letter_about(card, "card_expired", subject, link, {})


def card_paid(card: ParticipationCard, link: AccessLink) -> Letter:
    """Once for each sum that was due and is paid."""
    with override(card.language):
        subject = _("Participation card %(code)s is paid") % {"code": card.code}
    return letter_about(card, "card_paid", subject, link, money_of(card), fact=str(card.due))


def payment_reminder(card: ParticipationCard, link: AccessLink, *, fact: str = "", words: str = "") -> Letter:
    """Once for each day of payment, or for each `fact`; `words` are the organisers' own."""
    with override(card.language):
        subject = _("Payment for participation card %(code)s") % {"code": card.code}
    context = {"transfer": transfer_for(card), "words": words}
    return letter_about(card, "payment_reminder", subject, link, context, fact=fact or card.pay_by.isoformat())


def payment_overdue(card: ParticipationCard, link: AccessLink, *, fact: str, words: str) -> Letter:
    with override(card.language):
        subject = _("The payment for participation card %(code)s is late") % {"code": card.code}
    context = {"transfer": transfer_for(card), "words": words}
    return letter_about(card, "payment_overdue", subject, link, context, fact=fact)


def place_offered(
    card: ParticipationCard,
    link: AccessLink,
    turn: WaitingEntry,
    people: Sequence[Participant],
    *,
    number: int,
    dropped: Sequence[str] = (),
) -> Letter:
    """`number` is the turn's on its card, as its page is addressed; `dropped` are extras that have run out."""
    with override(card.language):
        subject = _("A place is free: take it by the link")
    address = address_on_site("registrations:show-turn", card.language, link.token, number)
    context = {"turn": turn, "people": named(people), "offer_address": address, "dropped": ", ".join(dropped)}
    return letter_about(card, "place_offered", subject, link, context, fact=str(turn.pk))


def offer_lapsed(
    card: ParticipationCard, link: AccessLink, turn: WaitingEntry, people: Sequence[Participant]
) -> Letter:
    with override(card.language):
        subject = _("The place offered has gone to the next in order")
    return letter_about(card, "offer_lapsed", subject, link, {"turn": turn, "people": named(people)}, fact=str(turn.pk))


def place_taken(card: ParticipationCard, link: AccessLink, turn: WaitingEntry, people: Sequence[Participant]) -> Letter:
    with override(card.language):
        subject = _("The place is yours: participation card %(code)s") % {"code": card.code}
    context = {"turn": turn, "people": named(people), "transfer": transfer_for(card)}
    return letter_about(card, "place_taken", subject, link, context, fact=str(turn.pk))


def named(people: Sequence[Participant]) -> list[dict[str, object]]:
    return [
        {"name": person.titled_name, "variant": person.variant.name, "waits": person.waiting_id is not None}
        for person in people
    ]


def money_of(card: ParticipationCard) -> dict[str, object]:
    return {"transfer": transfer_for(card), "owed_back": max(0, -card.balance)}


def letter_about(
    card: ParticipationCard,
    kind: str,
    subject: str,
    link: AccessLink,
    context: Mapping[str, object],
    attachments: Sequence[Attachment] = (),
    *,
    fact: str = "",
    to_email: str = "",
) -> Letter:
    key = f"{kind}:{card.code}"
    return post_letter(
        conference=card.conference,
        template=f"registrations/mail/{kind}",
        subject=subject,
        to_email=to_email or card.contact_email,
        to_name=card.contact_name,
        dedupe_key=f"{key}:{fact}" if fact else key,
        reference=card.code,
        language=card.language,
        context={"card": card, "address": address_of(link, card.language), **context},
        attachments=attachments,
    )


def badge_ready(participant: Participant, link: AccessLink) -> Letter:
    """Once for each badge and each address it is sent to: another person gets a badge of their own."""
    language = participant.card.language
    with override(language):
        subject = _("Your badge for the conference")
    badge = hashlib.sha256(f"{participant.badge_code} {participant.email}".encode()).hexdigest()[:16]
    return post_letter(
        conference=participant.conference,
        template="registrations/mail/badge_ready",
        subject=subject,
        to_email=participant.email,
        to_name=participant.full_name,
        dedupe_key=f"badge_ready:{participant.pk}:{badge}",
        reference=participant.card.code,
        language=language,
        context={"participant": participant, "address": address_of(link, language)},
    )
