"""What the paper participation card says, ready to be drawn by registrations.pdf."""

from dataclasses import dataclass

from events.paper.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class ConferenceFacts:
    """`dates` and `place` are already written out in the language of the card."""

    title: str
    motto: str
    dates: str
    place: str


@dataclass(frozen=True, slots=True)
class InstitutionFacts:
    name: str
    kind: str
    address: str
    nip: str
    phone: str
    email: str
    head_name: str
    head_position: str


@dataclass(frozen=True, slots=True)
class ContactFacts:
    name: str
    phone: str
    email: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """Whom the invoice names."""

    name: str
    address: str
    nip: str


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """`full_name` with the title before it; `details` are sentences: nights, roommate, arrival and the like."""

    full_name: str
    position: str
    variant: str
    diet: str
    price: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineFacts:
    """`vat` is a rate or that it is exempt; empty where nothing is said of VAT."""

    description: str
    quantity: str
    unit_price: str
    amount: str
    vat: str = ""


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """The full text as it was accepted, or not; `note` tells its version or legal ground."""

    text: str
    ticked: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """How to pay by transfer. `account` is grouped; `transfer_code` is what `zbp.transfer_code` gave, or empty."""

    account: str
    holder: str
    title: str
    amount: str
    deadline: str
    transfer_code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Everything the paper card says; money and dates already written out in `language`.

    `address` is what the card's QR code leads to. `recipient` is None when it is the buyer; `payment` is None
    when nothing is due. `waiting` are people without a place yet, whose price does not count. `extra` are labels
    and values under the contact person: order number and the like.
    """

    language: str
    letterhead: Letterhead
    conference: ConferenceFacts
    code: str
    address: str
    institution: InstitutionFacts
    contact: ContactFacts
    buyer: PartyFacts
    recipient: PartyFacts | None
    participants: tuple[ParticipantFacts, ...]
    lines: tuple[LineFacts, ...]
    total: str
    waiting: tuple[ParticipantFacts, ...] = ()
    vat_notes: tuple[str, ...] = ()
    funding: tuple[StatementFacts, ...] = ()
    statements: tuple[StatementFacts, ...] = ()
    consents: tuple[StatementFacts, ...] = ()
    payment: PaymentFacts | None = None
    total_in_words: str = ""
    submitted_on: str = ""
    extra: tuple[tuple[str, str], ...] = ()
