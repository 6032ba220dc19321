"""Anna owns the association, Tomasz keeps its money, Franek stands at the door, Ewa edits; Olga organises elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.enums import Role
from events.models import Conference, Variant
from registrations.models import ParticipationCard
from registrations.services import submit_card
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, MembershipFactory, PlacePoolFactory, VariantFactory
from tests.factories.registrations import LegalTextFactory, card_input, participant_input


@dataclass(frozen=True)
class House:
    conference: Conference
    elsewhere: Conference
    variant: Variant
    people: dict[str, User]

    def address(self, name: str, *rest: object) -> str:
        return reverse(f"panel:{name}", args=[self.conference.association.slug, self.conference.slug, *rest])

    def elsewhere_house(self) -> "House":
        """The other association, seen from inside."""
        variant = VariantFactory.create(conference=self.elsewhere, price=95000)
        return House(self.elsewhere, self.conference, variant, self.people)

    def card(self, *surnames: str, **changes: object) -> ParticipationCard:
        """A card submitted the real way, for people of these surnames."""
        people = [participant_input(self.variant, last_name=surname) for surname in surnames or ("Łoś",)]
        return submit_card(conference=self.conference, data=card_input(self.conference, *people, **changes), texts=[])


@pytest.fixture
def house(db: None) -> House:
    conference, elsewhere = ConferenceFactory.create(slug="edycja"), ConferenceFactory.create(slug="edycja")
    pool = PlacePoolFactory.create(conference=conference, size=100)
    variant = VariantFactory.create(conference=conference, slug="wariant", name="Wariant I", price=120000)
    variant.pools.add(pool)
    LegalTextFactory.create(association=conference.association)
    roles = {
        "Anna": (conference, Role.OWNER),
        "Oskar": (conference, Role.ORGANISER),
        "Tomasz": (conference, Role.TREASURER),
        "Franek": (conference, Role.FRONT_DESK),
        "Ewa": (conference, Role.EDITOR),
        "Olga": (elsewhere, Role.ORGANISER),
    }
    people = {name: UserFactory.create(name=name, email=f"{name.lower()}@example.org", password=None) for name in roles}
    for name, (of, role) in roles.items():
        MembershipFactory.create(user=people[name], association=of.association, role=role)
    return House(conference, elsewhere, variant, people)


@pytest.fixture
def enter(house: House) -> Callable[[str], Client]:
    """A browser in which the named person is logged in."""

    def entered(name: str) -> Client:
        client = Client()
        client.force_login(house.people[name])
        return client

    return entered
