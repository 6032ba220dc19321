"""What a card is made of, as plain typed values: forms and imports fill these, services take them."""

from dataclasses import dataclass
from datetime import date, time

from events.models import DiscountCode, Extra, Variant
from registrations.enums import Diet, InstitutionKind, PublicFunding, RoomWish
from registrations.models import Question


@dataclass(frozen=True)
class Party:
    """Whom an invoice names. `nip` is ten digits, or empty for a recipient without one of its own."""

    name: str
    street: str
    postal_code: str
    city: str
    nip: str = ""


@dataclass(frozen=True)
class InstitutionInput:
    """Who takes part. `voivodeship` is its TERYT code."""

    party: Party
    kind: InstitutionKind
    voivodeship: str
    head_name: str
    head_position: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class AnswerInput:
    """`value` as models.Answer keeps it; `file` is the name of what was uploaded in the default storage."""

    question: Question
    value: str
    file: str = ""


@dataclass(frozen=True)
class ParticipantInput:
    """One person. `nights` None means every night of the variant; `waits` asks for the variant's waiting list."""

    first_name: str
    last_name: str
    email: str
    variant: Variant
    academic_title: str = ""
    position: str = ""
    phone: str = ""
    badge_text: str = ""
    diet: Diet = Diet.STANDARD
    diet_note: str = ""
    accessibility: str = ""
    room_wish: RoomWish = RoomWish.ANY
    roommate: str = ""
    arrives_on: date | None = None
    arrives_at: time | None = None
    nights: tuple[date, ...] | None = None
    extras: tuple[Extra, ...] = ()
    answers: tuple[AnswerInput, ...] = ()
    waits: bool = False


@dataclass(frozen=True)
class NewPerson:
    """Who comes instead of a person on a card, in the same variant and room, with the same extras."""

    first_name: str
    last_name: str
    email: str
    academic_title: str = ""
    position: str = ""
    phone: str = ""
    badge_text: str = ""
    diet: Diet = Diet.STANDARD
    diet_note: str = ""
    accessibility: str = ""


@dataclass(frozen=True)
class StayInput:
    """Where a person on a card sleeps and what they take beside the variant. `nights` as in ParticipantInput."""

    nights: tuple[date, ...] | None = None
    extras: tuple[Extra, ...] = ()
    room_wish: RoomWish = RoomWish.ANY
    roommate: str = ""
    arrives_on: date | None = None
    arrives_at: time | None = None


@dataclass(frozen=True)
class CardInput:
    """A whole card. `recipient` is None when the invoice names the buyer alone."""

    institution: InstitutionInput
    contact_name: str
    contact_email: str
    contact_phone: str
    buyer: Party
    recipient: Party | None
    buyer_is_local_government: bool
    public_funding: PublicFunding
    participants: tuple[ParticipantInput, ...]
    language: str = "pl"
    is_member: bool = False
    order_number: str = ""
    invoice_email: str = ""
    discount: DiscountCode | None = None
    keeps_together: bool = False
    answers: tuple[AnswerInput, ...] = ()
    remarks: str = ""
