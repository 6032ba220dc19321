"""A conference of thousands of people, made in seconds, for what reads or writes them all."""

from datetime import time, timedelta
from uuid import uuid4

from events.enums import Voivodeship
from events.models import Conference, Extra, Variant
from registrations.badge_tokens import new_badge_code
from registrations.codes import new_card_code
from registrations.enums import Diet, InstitutionKind, PublicFunding, RoomWish
from registrations.models import (
    CardLine,
    CardParty,
    Institution,
    Label,
    Night,
    Participant,
    ParticipantExtra,
    ParticipationCard,
)
from registrations.search import fold, institution_keys, sort_key
from tests.factories.events import ConferenceFactory, PlacePoolFactory, VariantFactory

PEOPLE_ON_A_CARD = 4
SURNAMES = ("Łoś", "Ćma", "Żak", "Lis", "Zając", "Mak", "Cis", "Źrebiec", "Świt", "Ąkol")
FIRST_NAMES = ("Anna", "Bożena", "Cezary", "Dorota", "Elżbieta", "Łukasz")
HOSTILE = "=cmd|' /C calc'!A0"


def conference_of(people: int) -> Conference:
    """Cards of four with nights, extras and labels, as full as real ones are."""
    # The factories of another process have counted from one, too.
    conference = ConferenceFactory.create(association__slug=f"crowd-{uuid4().hex[:8]}")
    pool = PlacePoolFactory.create(conference=conference, size=10 * people)
    for number in range(3):
        VariantFactory.create(conference=conference, nights=number, price=90000 + 10000 * number).pools.add(pool)
    for name in ("Uroczysta kolacja", "Wizyta studyjna"):
        Extra.objects.create(conference=conference, slug=f"e{sort_key(name)[:8]}", name=name, price=15000)
    Label.objects.create(conference=conference, name="VIP")
    cards = write_cards(conference, people // PEOPLE_ON_A_CARD)
    write_people(conference, cards)
    return conference


def write_cards(conference: Conference, count: int) -> list[ParticipationCard]:
    institutions = Institution.objects.bulk_create(
        Institution(
            association=conference.association, name=f"Miejski Ośrodek Pomocy Społecznej nr {number}",
            kind=InstitutionKind.MOPS, nip=valid_nip(number), street="ul. Rynek 1", postal_code="97-500",
            city="Radomsko", voivodeship=Voivodeship.LODZKIE,
            **institution_keys(f"Miejski Ośrodek Pomocy Społecznej nr {number}", "Radomsko"),
        )
        for number in range(count)
    )  # fmt: skip
    cards = ParticipationCard.objects.bulk_create(
        ParticipationCard(
            conference=conference, institution=one, code=new_card_code(), contact_name="Anna Łoś",
            contact_email="anna@example.org", contact_phone="+48 44 683 28 85", head_name="Jan Źrebiec",
            head_position="dyrektor", public_funding=PublicFunding.WHOLE, due=480000,
            pay_by=conference.today() + timedelta(days=14),
        )
        for one in institutions
    )  # fmt: skip
    CardParty.objects.bulk_create(
        CardParty(card=card, role=role, name=card.institution.name, street="ul. Rynek 1", postal_code="97-500",
                  city="Radomsko", nip=card.institution.nip)
        for card in cards for role in ("institution", "buyer")
    )  # fmt: skip
    return cards


def write_people(conference: Conference, cards: list[ParticipationCard]) -> None:
    variants, extras = list(conference.variants.all()), list(conference.extras.all())
    people = Participant.objects.bulk_create(
        person(conference, card, number, variants[number % 3])
        for index, card in enumerate(cards)
        for number in range(index * PEOPLE_ON_A_CARD, (index + 1) * PEOPLE_ON_A_CARD)
    )
    first = conference.starts_on
    Night.objects.bulk_create(
        Night(participant=one, on=first + timedelta(days=day)) for one in people for day in range(one.variant.nights)
    )
    ParticipantExtra.objects.bulk_create(
        ParticipantExtra(participant=one, extra=extra) for one in people[::2] for extra in extras
    )
    CardLine.objects.bulk_create(
        CardLine(card=one.card, participant=one, variant=one.variant, description=one.variant.name, amount=120000)
        for one in people
    )
    label = conference.labels.get()
    label.participants.add(*people[::5])


def person(conference: Conference, card: ParticipationCard, number: int, variant: Variant) -> Participant:
    surname, name = SURNAMES[number % len(SURNAMES)], FIRST_NAMES[number % len(FIRST_NAMES)]
    return Participant(
        card=card, conference=conference, variant=variant, first_name=name, last_name=f"{surname}-{number}",
        position=HOSTILE if number % 1000 == 0 else "pracownik socjalny", email=f"osoba{number}@example.org",
        phone="+48 600 100 200", badge_text=f"{name} z Radomska", badge_code=new_badge_code(),
        diet=Diet.VEGAN if number % 7 == 0 else Diet.STANDARD, room_wish=RoomWish.SAME,
        arrives_on=conference.starts_on, arrives_at=time(10, 30), sort_key=sort_key(surname, name),
        search_text=fold(f"{name} {surname} {number} {card.institution.name} {card.code}"),
    )  # fmt: skip


def valid_nip(number: int) -> str:
    """A made-up NIP whose check digit holds, another for each number."""
    weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
    for tail in range(number * 11, number * 11 + 11):
        digits = f"{525000000 + tail:09d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest != 10 and digits[1:3] != "00":
            return f"{digits}{rest}"
    raise ValueError("no number")
