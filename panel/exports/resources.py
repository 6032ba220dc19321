"""What each column of an exported list holds."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export.resources import Resource

from events.enums import Voivodeship
from panel.exports.columns import BESIDE, Column, Words, local, yes_or_no, zlotys
from registrations.enums import (
    Acceptance,
    CardState,
    Diet,
    InstitutionKind,
    ParticipantState,
    PublicFunding,
    RoomWish,
)
from registrations.models import Participant, ParticipationCard


class CardColumns(Resource):  # type: ignore[misc]  # import-export carries no types
    """What is told of a card, on its own row or beside each of its participants. Made anew for each file."""

    def __init__(self) -> None:
        super().__init__()
        self.kind_words = Words(InstitutionKind.choices)
        self.voivodeship_words = Words(Voivodeship.choices)
        self.acceptance_words = Words(Acceptance.choices)
        self.funding_words = Words(PublicFunding.choices)

    def card_of(self, row: Any) -> ParticipationCard:
        raise NotImplementedError

    def dehydrate_kind(self, row: Any) -> str:
        return self.kind_words(self.card_of(row).institution.kind)

    def dehydrate_voivodeship(self, row: Any) -> str:
        return self.voivodeship_words(self.card_of(row).institution.voivodeship)

    def dehydrate_acceptance(self, row: Any) -> str:
        return self.acceptance_words(self.card_of(row).acceptance)

    def dehydrate_public_funding(self, row: Any) -> str:
        return self.funding_words(self.card_of(row).public_funding)

    def dehydrate_payment(self, row: Any) -> str:
        return str(self.card_of(row).settlement.label)

    def dehydrate_submitted(self, row: Any) -> date:
        return timezone.localdate(self.card_of(row).submitted_at)

    def dehydrate_member(self, row: Any) -> str:
        return yes_or_no(self.card_of(row).is_member)


class ParticipantResource(CardColumns):
    last_name = Column("last_name", _("Surname"), 20)
    first_name = Column("first_name", _("First name"))
    academic_title = Column("academic_title", _("Academic title"), 12)
    position = Column("position", _("Position"), 24)
    institution = Column("card.institution.name", _("Institution"), 40)
    kind = Column(None, _("Kind of institution"), 24)
    nip = Column("card.institution.nip", _("NIP"), 12)
    street = Column("card.institution.street", _("Street and number"), 24)
    postal_code = Column("card.institution.postal_code", _("Postal code"), 10)
    city = Column("card.institution.city", _("Town"))
    voivodeship = Column(None, _("Voivodeship"), 18)
    variant = Column("variant.name", _("Variant"), 24)
    nights = Column(BESIDE, _("Nights"), 24)
    arrives_on = Column("arrives_on", _("Day of arrival"), 12)
    arrives_at = Column("arrives_at", _("Hour of arrival"), 10)
    room_wish = Column(None, _("Room"), 20)
    roommate = Column("roommate", _("Shares a room with"), 20)
    diet = Column(None, _("Diet"))
    diet_note = Column("diet_note", _("Note for the kitchen"), 24)
    accessibility = Column("accessibility", _("Accessibility needs"), 24)
    extras = Column(BESIDE, _("Extras"), 32)
    badge_text = Column("badge_text", _("Text on the badge"), 20)
    email = Column("email", _("E-mail"), 28)
    phone = Column("phone", _("Phone"))
    labels = Column(BESIDE, _("Labels"))
    state = Column(None, _("State"))
    contact_name = Column("card.contact_name", _("Contact person"), 20)
    contact_email = Column("card.contact_email", _("Contact e-mail"), 28)
    contact_phone = Column("card.contact_phone", _("Contact phone"))
    head_name = Column("card.head_name", _("Head of the institution"), 20)
    head_position = Column("card.head_position", _("Position of the head"), 20)
    member = Column(None, _("Member of the association"), 10)
    public_funding = Column(None, _("Public funding"), 24)
    order_number = Column("card.order_number", _("Number of the order or contract"))
    acceptance = Column(None, _("Signed card"), 20)
    payment = Column(None, _("Payment"), 18)
    price = Column(BESIDE, _("Price"), 12)
    arrived = Column(None, _("Arrived"), 16)
    submitted = Column(None, _("Submitted"), 12)
    card = Column("card.code", _("Card"), 12)
    participant = Column("badge_code", _("Participant code"), 18)

    def __init__(self) -> None:
        super().__init__()
        self.room_words = Words(RoomWish.choices)
        self.diet_words = Words(Diet.choices)
        self.state_words = Words(ParticipantState.choices)

    def card_of(self, row: Participant) -> ParticipationCard:
        return row.card

    def dehydrate_room_wish(self, row: Participant) -> str:
        return self.room_words(row.room_wish)

    def dehydrate_diet(self, row: Participant) -> str:
        return self.diet_words(row.diet)

    def dehydrate_state(self, row: Participant) -> str:
        return self.state_words(row.state)

    def dehydrate_arrived(self, row: Participant) -> Any:
        return local(row.arrived_at)


class CardResource(CardColumns):
    institution = Column("institution.name", _("Institution"), 40)
    kind = Column(None, _("Kind of institution"), 24)
    nip = Column("institution.nip", _("NIP"), 12)
    street = Column("institution.street", _("Street and number"), 24)
    postal_code = Column("institution.postal_code", _("Postal code"), 10)
    city = Column("institution.city", _("Town"))
    voivodeship = Column(None, _("Voivodeship"), 18)
    people = Column("people", _("Participants"), 10)
    contact_name = Column("contact_name", _("Contact person"), 20)
    contact_email = Column("contact_email", _("Contact e-mail"), 28)
    contact_phone = Column("contact_phone", _("Contact phone"))
    head_name = Column("head_name", _("Head of the institution"), 20)
    head_position = Column("head_position", _("Position of the head"), 20)
    order_number = Column("order_number", _("Number of the order or contract"))
    member = Column(None, _("Member of the association"), 10)
    public_funding = Column(None, _("Public funding"), 24)
    acceptance = Column(None, _("Signed card"), 20)
    payment = Column(None, _("Payment"), 18)
    due = Column(None, _("Amount due"), 12)
    settled = Column(None, _("Settled"), 12)
    pay_by = Column("pay_by", _("Pay by"), 12)
    labels = Column(BESIDE, _("Labels"))
    remarks = Column("remarks", _("Remarks"), 40)
    state = Column(None, _("State"))
    submitted = Column(None, _("Submitted"), 12)
    card = Column("code", _("Card"), 12)

    def __init__(self) -> None:
        super().__init__()
        self.state_words = Words(CardState.choices)

    def card_of(self, row: ParticipationCard) -> ParticipationCard:
        return row

    def dehydrate_due(self, row: ParticipationCard) -> Decimal:
        return zlotys(row.due)

    def dehydrate_settled(self, row: ParticipationCard) -> Decimal:
        return zlotys(row.settled)

    def dehydrate_state(self, row: ParticipationCard) -> str:
        return self.state_words(row.state)


MONEY = frozenset({"payment", "price", "due", "settled", "pay_by", "order_number", "public_funding"})
NEEDS = frozenset({"diet", "diet_note", "accessibility"})
