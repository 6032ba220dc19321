"""What a document of a card would say now; nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from events.formats import day_range
from payments.documents.amounts import Line
from payments.documents.lines import NoVatRule, UnknownRate, VatChoice, lines_of_card
from payments.enums import DocumentKind, DocumentMode, DocumentRole, PaidState, PaymentMethod, Refusal
from payments.models import Document, DocumentParty, DocumentSettings, Payment
from registrations.enums import PartyRole
from registrations.models import CardParty, ParticipationCard


class IssueRefused(Exception):
    """The document cannot be issued; says why to the treasurer, in the language that is active when it is asked."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return str(self.why.label)


@dataclass(frozen=True)
class Content:
    """`parties` are rows without their document; `people` are names as they are written."""

    kind: DocumentKind
    mode: DocumentMode
    lines: Sequence[Line]
    parties: Sequence[DocumentParty]
    people: Sequence[str]
    is_local_government: bool


def content_of(card: ParticipationCard, kind: DocumentKind, settings: DocumentSettings) -> Content:
    """From the card as it is now. Raises IssueRefused. Four queries."""
    mode = DocumentMode(settings.mode)
    with override(card.language):
        lines = sold_lines(card, settings)
    buyer, recipient = buyer_and_recipient(card)
    refuse_seller(card, mode)
    parties = [seller_of(card), party_from(buyer, DocumentRole.BUYER, email=card.invoice_email or card.contact_email)]
    if recipient is not None:
        parties.append(party_from(recipient, DocumentRole.RECIPIENT))
    people = [person.titled_name for person in card.participants.active().order_by("pk")]
    return Content(kind, mode, lines, parties, people, card.buyer_is_local_government)


def sold_lines(card: ParticipationCard, settings: DocumentSettings) -> list[Line]:
    taxed = DocumentMode(settings.mode) in {DocumentMode.KSEF, DocumentMode.INVOICE}
    choice = VatChoice(speaks=taxed, default_basis=settings.default_basis)
    try:
        return lines_of_card(list(card.lines.select_related("variant").order_by("pk")), choice)
    except NoVatRule:
        raise IssueRefused(Refusal.NO_VAT_RULE) from None
    except UnknownRate:
        raise IssueRefused(Refusal.UNKNOWN_RATE) from None


def buyer_and_recipient(card: ParticipationCard) -> tuple[CardParty, CardParty | None]:
    parties = {party.role: party for party in card.parties.all()}
    buyer = parties.get(PartyRole.BUYER) or parties.get(PartyRole.INSTITUTION)
    if buyer is None:
        raise IssueRefused(Refusal.NO_BUYER)
    return buyer, parties.get(PartyRole.RECIPIENT)


def refuse_seller(card: ParticipationCard, mode: DocumentMode) -> None:
    house = card.conference.association
    taxed = mode in {DocumentMode.KSEF, DocumentMode.INVOICE}
    if not house.city or not house.street or (taxed and not house.nip):
        raise IssueRefused(Refusal.NO_SELLER)


def seller_of(card: ParticipationCard) -> DocumentParty:
    house = card.conference.association
    return DocumentParty(
        role=DocumentRole.SELLER,
        name=house.name,
        street=house.street,
        postal_code=house.postal_code,
        city=house.city,
        nip=house.nip,
        email=house.email,
        phone=house.phone,
    )


def party_from(party: CardParty, role: DocumentRole, *, email: str = "") -> DocumentParty:
    return DocumentParty(
        role=role,
        name=party.name,
        street=party.street,
        postal_code=party.postal_code,
        city=party.city,
        nip=party.nip,
        email=email,
    )


def subject_of(card: ParticipationCard) -> str:
    conference = card.conference
    with override(card.language):
        when = day_range(conference.starts_on, conference.ends_on)
    return f"{conference.title}, {conference.city}, {when}"[:300]


@dataclass(frozen=True)
class Payments:
    """How a card stood with money at a moment. `received` in grosze."""

    received: int
    last_on: date | None
    method: PaymentMethod


def payments_of(card: ParticipationCard) -> Payments:
    """What came, by its last payment that was not taken back. A query."""
    came = Payment.objects.filter(card=card, reverses__isnull=True, reversed_by__isnull=True)
    last = came.order_by("received_on", "pk").last()
    if last is None or not card.settled:
        return Payments(card.settled, None, PaymentMethod.TRANSFER)
    return Payments(card.settled, last.received_on, PaymentMethod(last.method))


def paid_state(gross: int, paid: int) -> PaidState:
    if paid >= gross:
        return PaidState.PAID
    return PaidState.PARTLY if paid > 0 else PaidState.UNPAID


def due_on(card: ParticipationCard, issued_on: date) -> date:
    """Nothing is to be paid before the day it is asked for."""
    return max(card.pay_by, issued_on)


def day_of_issue() -> date:
    """The real calendar's, also in a demonstration: KSeF refuses a day that has not come."""
    return timezone.localdate()


def standing_sale(card: ParticipationCard) -> Document | None:
    """The invoice, note or bill of the card that was not corrected to nothing. Two queries at most."""
    for document in card.documents.sales().prefetch_related("corrections").order_by("-pk"):
        if document.gross + sum(one.gross for one in document.corrections.all()):
            return document
    return None
