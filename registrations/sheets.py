"""Turns the rows of a card into what its paper says, in the card's own language."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override
from num2words import num2words

from events.enums import Accent
from events.formats import day, day_range, money
from events.models import Conference
from events.paper.letterhead import Letterhead
from registrations.card_sheet import (
    CardSheet,
    ConferenceFacts,
    ContactFacts,
    InstitutionFacts,
    PartyFacts,
    PaymentFacts,
    StatementFacts,
)
from registrations.enums import InstitutionKind, LegalKind, ParticipantState, PublicFunding
from registrations.mail import address_of
from registrations.models import AccessLink, CardParty, Consent, ParticipationCard
from registrations.pdf import draw_card
from registrations.selectors import CardPeople, card_people, consents_of_card
from registrations.services.links import link_for_card
from registrations.sheet_lines import line_facts, vat_notes
from registrations.sheet_people import answer_words, people_facts
from registrations.transfer import transfer_for

# The accents of styles/_tokens.scss on light paper.
PRINTED_ACCENTS: dict[str, str] = {
    Accent.PINE: "#1f5f46",
    Accent.BRICK: "#a23a20",
    Accent.COBALT: "#2150a5",
    Accent.PLUM: "#6c3782",
    Accent.OCHRE: "#855800",
    Accent.TEAL: "#0c636f",
    Accent.WINE: "#8b2040",
    Accent.SLATE: "#435469",
}


def card_pdf(code: str) -> bytes:
    """The card's paper by its code: the source of the attachment `registrations.card`."""
    cards = ParticipationCard.objects.select_related("institution", "conference__association", "conference__venue")
    card = cards.get(code=code)
    return card_pdf_of(card, link_for_card(card=card))


def card_pdf_of(card: ParticipationCard, link: AccessLink) -> bytes:
    return draw_card(card_sheet(card, link))


def card_sheet(card: ParticipationCard, link: AccessLink) -> CardSheet:
    """A handful of queries, the same for one person and for thirty."""
    with override(card.language):
        people, consents = card_people(card), consents_of_card(card)
        # One list, so that one query of each kind reads what belongs to all of them.
        there = [one for one in people.participants if one.state != ParticipantState.CANCELLED]
        facts = people_facts(there, people.lines, card.currency)
        told = list(zip(there, facts, strict=True))
        return CardSheet(
            language=card.language,
            letterhead=letterhead_of(card.conference),
            conference=conference_facts(card.conference),
            code=card.code,
            address=address_of(link, card.language),
            institution=institution_facts(card, people),
            contact=ContactFacts(card.contact_name, card.contact_phone, card.contact_email),
            buyer=party_facts(people.buyer),
            recipient=party_facts(people.recipient) if people.recipient else None,
            participants=tuple(said for one, said in told if one.is_active),
            waiting=tuple(said for one, said in told if not one.is_active),
            lines=line_facts(people.lines, card.currency),
            vat_notes=vat_notes(people.lines, card.currency),
            total=money(card.due, card.currency),
            funding=funding_facts(card, consents),
            statements=tuple(statement_facts(one) for one in consents if one.text.kind != LegalKind.PUBLIC_FUNDING),
            payment=payment_facts(card),
            total_in_words=in_words(card.due, card.currency, card.language),
            submitted_on=day(card.submitted_at),
            extra=tuple(extra_facts(card)),
        )


def letterhead_of(conference: Conference) -> Letterhead:
    house = conference.association
    phone = _("phone %(number)s") % {"number": house.phone} if house.phone else ""
    line = f"{conference.title}, {conference.city}, {day_range(conference.starts_on, conference.ends_on)}"
    return Letterhead(
        association_name=house.name,
        address=", ".join(part for part in (house.street, f"{house.postal_code} {house.city}".strip()) if part),
        nip=house.nip,
        contact=" · ".join(part for part in (phone, house.email, house.website) if part),
        conference_line=line,
        accent=PRINTED_ACCENTS[conference.accent],
    )


def conference_facts(conference: Conference) -> ConferenceFacts:
    place = f"{conference.venue.name}, {conference.city}" if conference.venue else conference.city
    dates = day_range(conference.starts_on, conference.ends_on)
    return ConferenceFacts(conference.title, conference.motto, dates, place)


def institution_facts(card: ParticipationCard, people: CardPeople) -> InstitutionFacts:
    """As written on the card; the kind is the institution's own."""
    written = party_facts(people.institution)
    return InstitutionFacts(
        name=written.name,
        kind=str(InstitutionKind(card.institution.kind).label),
        address=written.address,
        nip=written.nip,
        phone=card.institution.phone,
        email=card.institution.email,
        head_name=card.head_name,
        head_position=card.head_position,
    )


def party_facts(party: CardParty | None) -> PartyFacts:
    if party is None:
        return PartyFacts("", "", "")
    return PartyFacts(party.name, f"{party.street}, {party.postal_code} {party.city}", party.nip)


def extra_facts(card: ParticipationCard) -> Iterator[tuple[str, str]]:
    """What the card says besides; labels of what was left empty are passed over when it is drawn."""
    yield _("Order number"), card.order_number
    yield _("E-mail for the invoice"), card.invoice_email
    if card.is_member:
        yield _("Membership"), _("member of the association")
    for answer in (
        card.answers.filter(participant__isnull=True).select_related("question").order_by("question__position")
    ):
        yield answer.question.label, answer_words(answer)
    yield _("Remarks"), card.remarks


def funding_facts(card: ParticipationCard, consents: list[Consent]) -> tuple[StatementFacts, ...]:
    law = next((one.text for one in consents if one.text.kind == LegalKind.PUBLIC_FUNDING), None)
    note = f"{law.body} ({law.title}, {version_of(law.version)})" if law else ""
    return tuple(
        StatementFacts(
            _("The participation is paid: %(how)s.") % {"how": one.label},
            one == card.public_funding,
            note if one == card.public_funding else "",
        )
        for one in PublicFunding
    )


def statement_facts(consent: Consent) -> StatementFacts:
    """The whole text, for it is what the head signs."""
    text = consent.text
    given = f"{version_of(text.version)}, {day(consent.given_at)}"
    return StatementFacts(f"{text.title}. {text.body}", consent.withdrawn_at is None, given)


def version_of(number: int) -> str:
    return _("version %(number)s") % {"number": number}


def payment_facts(card: ParticipationCard) -> PaymentFacts | None:
    transfer = transfer_for(card)
    if transfer is None or not card.is_active:
        return None
    return PaymentFacts(
        account=transfer.grouped_account,
        holder=", ".join(part for part in (transfer.holder, transfer.address) if part),
        title=transfer.title,
        amount=money(transfer.amount, transfer.currency),
        deadline=day(card.pay_by),
        transfer_code=transfer.code,
    )


def in_words(amount: int, currency: str, language: str) -> str:
    """A Decimal, because num2words reads an integer as the smallest unit."""
    return str(num2words(Decimal(amount).scaleb(-2), lang=language, to="currency", currency=currency))
