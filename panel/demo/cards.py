"""Cards of invented institutions, submitted, paid and cancelled by the same services as real ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from random import Random

from django.utils import timezone

from accounts.models import User
from events.models import Conference, Variant
from panel.demo.backdating import backdate_cancelling, backdate_payment, backdate_submission
from panel.demo.institutions import Centre
from panel.demo.people import People, Person
from panel.demo.wishes import Wishes
from payments.enums import PaymentMethod
from payments.services import record_payment
from registrations.enums import LegalKind, PublicFunding, RoomWish
from registrations.inputs import CardInput, InstitutionInput, ParticipantInput
from registrations.models import LegalText, ParticipationCard
from registrations.selectors import current_texts
from registrations.services import cancel_card, submit_card

STATEMENTS = (LegalKind.TERMS, LegalKind.PRIVACY, LegalKind.PUBLIC_FUNDING)
# How likely each variant is, in the order of their columns.
LIKELY = (46, 13, 23, 18)
SIZES = (2, 3, 1, 4, 3, 2, 5, 2, 3, 4, 1, 3, 6, 2)


class Fate(Enum):
    """What becomes of a card, and how many days ago it came: from, to; moved off a weekend, up to two more.

    There are fourteen days to pay, so that only the overdue are late whatever day today is.
    """

    PAID = (4, 34)
    ONLINE = (2, 30)
    PARTLY = (6, 11)
    UNPAID = (0, 11)
    OVERDUE = (18, 33)
    CANCELLED = (9, 32)
    OVERPAID = (12, 30)


# Of every fourteen cards.
FATES = (
    Fate.PAID,
    Fate.UNPAID,
    Fate.PAID,
    Fate.PARTLY,
    Fate.PAID,
    Fate.ONLINE,
    Fate.PAID,
    Fate.OVERDUE,
    Fate.PAID,
    Fate.UNPAID,
    Fate.PAID,
    Fate.CANCELLED,
    Fate.PAID,
    Fate.PAID,
)
# The position of the cards, among the first 70, for which more money came than was due.
OVERPAID_AT = frozenset({8, 36})
FRIDAY = 4
# The second of the variants has no place left.
FULL_VARIANT = 1


@dataclass
class Registrar:
    """Fills one conference with cards. `treasurer` records the transfers."""

    conference: Conference
    people: People
    treasurer: User
    organiser: User
    random: Random
    wishes: Wishes

    def fill(self, centres: Sequence[Centre], participants: int) -> None:
        """One card from each centre, `participants` people together; the cards come in the order of their days."""
        variants = list(self.conference.variants.all())
        texts = {language: current_texts(self.conference, language, STATEMENTS) for language in ("pl", "en")}
        planned = sorted(self.plan(len(centres)), key=lambda one: one[1], reverse=True)
        sizes = card_sizes(len(centres), participants)
        waiting = iter(self.who_wait(fate for fate, _days in planned))
        for number, ((fate, days), centre, size) in enumerate(zip(planned, centres, sizes, strict=True)):
            data = self.wishes.add_to(self.card_of(centre, size, variants), number)
            if next(waiting) and size > 1:
                data = with_one_waiting(data, variants[FULL_VARIANT])
            card = self.submit(data, days, texts)
            self.settle(card, fate, days)

    def plan(self, count: int) -> Iterator[tuple[Fate, float]]:
        for index in range(count):
            fate = Fate.OVERPAID if index in OVERPAID_AT else FATES[index % len(FATES)]
            first, last = fate.value
            yield fate, first + (last - first) * self.random.random() ** 1.4

    def who_wait(self, fates: Iterable[Fate]) -> Iterator[bool]:
        """Of every second card that is not paid yet, one person waits for a place in the full variant."""
        unpaid = 0
        for fate in fates:
            unpaid += fate == Fate.UNPAID
            yield bool(self.wishes.extras) and fate == Fate.UNPAID and unpaid % 2 == 1

    def submit(self, data: CardInput, days: float, texts: dict[str, list[LegalText]]) -> ParticipationCard:
        self.conference.clock_shift = working_moment(days, self.random) - timezone.now()
        card = submit_card(conference=self.conference, data=data, texts=texts[data.language])
        self.conference.clock_shift = timedelta()
        backdate_submission(card)
        return card

    def card_of(self, centre: Centre, size: int, variants: list[Variant]) -> CardInput:
        head, contact = self.people.next(centre.head_position), self.people.next()
        guests = [head, *(self.people.next() for _ in range(size - 1))] if size > 1 else [contact]
        usual = self.random.choices(variants, LIKELY)[0]
        recipient = None if centre.buyer == centre.party else centre.party
        return CardInput(
            institution=InstitutionInput(
                party=centre.party,
                kind=centre.kind,
                voivodeship=centre.voivodeship,
                head_name=head.full_name,
                head_position=centre.head_position,
                email=f"sekretariat@{centre.domain}",
                phone=centre.phone,
            ),
            contact_name=contact.full_name,
            contact_email=contact.email_at(centre.domain),
            contact_phone=centre.phone,
            buyer=centre.buyer,
            recipient=recipient,
            buyer_is_local_government=recipient is not None,
            public_funding=PublicFunding.WHOLE if recipient else PublicFunding.NONE,
            participants=tuple(self.guest(person, centre, usual, variants) for person in guests),
            language="en" if self.random.random() < 0.04 else "pl",
        )

    def guest(self, person: Person, centre: Centre, usual: Variant, variants: list[Variant]) -> ParticipantInput:
        """Most of a centre's people take the same variant."""
        other = self.random.random() < 0.25
        return ParticipantInput(
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email_at(centre.domain),
            variant=self.random.choices(variants, LIKELY)[0] if other else usual,
            academic_title=person.academic_title,
            position=person.position,
            phone=centre.phone,
            diet=person.diet,
        )

    def settle(self, card: ParticipationCard, fate: Fate, days: float) -> None:
        """Let what is to become of the card happen to it."""
        if fate in {Fate.UNPAID, Fate.OVERDUE}:
            return
        later = min(days * 0.9, 1 + self.random.random() * min(days, 11))
        when = timezone.now() - timedelta(days=days - later)
        if fate == Fate.CANCELLED:
            cancelled = cancel_card(card=card, by=self.organiser, reason="Rezygnacja na prośbę instytucji")
            backdate_cancelling(cancelled, when)
            return
        if fate == Fate.ONLINE:
            self.pay(card, card.due, when, PaymentMethod.ONLINE)
            return
        amount = {Fate.PARTLY: card.due // 2, Fate.OVERPAID: card.due + 150_00}.get(fate, card.due)
        self.pay(card, amount, when, PaymentMethod.TRANSFER)

    def pay(self, card: ParticipationCard, amount: int, when: datetime, method: PaymentMethod) -> None:
        online = method == PaymentMethod.ONLINE
        payment = record_payment(
            card=card,
            method=method,
            amount=amount,
            received_on=timezone.localdate(when),
            by=None if online else self.treasurer,
            title="" if online else f"{card.code} konferencja",
            provider_ref=f"pi_demo_{card.code}" if online else None,
        )
        backdate_payment(payment, when)


def with_one_waiting(data: CardInput, variant: Variant) -> CardInput:
    """The last person of the card asks for the waiting list of the variant, and for nothing that costs."""
    *others, last = data.participants
    waits = replace(last, variant=variant, waits=True, extras=(), room_wish=RoomWish.ANY, roommate="")
    return replace(data, participants=(*others, waits))


def card_sizes(cards: int, participants: int) -> list[int]:
    """How many people each card names: the usual sizes, evened out to give the wanted sum."""
    sizes = [SIZES[index % len(SIZES)] for index in range(cards)]
    index = 0
    while sum(sizes) != participants:
        step = 1 if sum(sizes) < participants else -1
        if sizes[index % cards] + step >= 1:
            sizes[index % cards] += step
        index += 1
    return sizes


def working_moment(days: float, random: Random) -> datetime:
    """About so many days ago, on a day and at an hour when offices work."""
    then = timezone.localtime(timezone.now() - timedelta(days=days))
    then -= timedelta(days=max(0, then.weekday() - FRIDAY))
    at_work = then.replace(hour=random.randint(8, 15), minute=random.randint(0, 59))
    return min(at_work, timezone.localtime() - timedelta(minutes=5))
