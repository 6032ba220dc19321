"""What a clerk types into the card, step by step, and a browser without scripts that posts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from events.models import Conference, PlacePool, Variant
from registrations.enums import LegalKind
from registrations.models import CardDraft, Question
from tests.factories.events import ConferenceFactory, PlacePoolFactory, VariantFactory
from tests.factories.registrations import LegalTextFactory

INSTITUTION = {
    "nip": "111-111-11-11",
    "kind": "mops",
    "name": "MOPS Radomsko",
    "street": "ul. Przedborska 1",
    "postal_code": "97500",
    "city": "Radomsko",
    "voivodeship": "10",
    "head_name": "Jan Źrebiec",
    "head_position": "dyrektor",
    "contact_name": "Anna Łoś",
    "contact_email": "anna.los@example.org",
    "contact_phone": "44 683 28 85",
}
INVOICE = {
    "buyer": "other",
    "buyer_nip": "2222222222",
    "buyer_name": "Miasto Radomsko",
    "buyer_street": "ul. Tysiąclecia 5",
    "buyer_postal_code": "97-500",
    "buyer_city": "Radomsko",
    "buyer_is_local_government": "on",
    "recipient": "us",
}
NAMES = (("Ewa", "Łoś"), ("Jan", "Ćma"), ("Zofia", "Żak"))


def person(variant: Variant, number: int = 0, **changes: str) -> dict[str, str]:
    first_name, last_name = NAMES[number % len(NAMES)]
    typed = {
        "academic_title": "mgr",
        "first_name": first_name,
        "last_name": last_name,
        "position": "pracownik socjalny",
        "email": f"osoba{number}@example.org",
        "phone": "",
        "variant": variant.slug,
        "diet": "standard",
    }
    return typed | changes


def people(*typed: dict[str, str]) -> dict[str, str]:
    posted = {f"p{number}-{name}": value for number, one in enumerate(typed) for name, value in one.items()}
    return {"people": str(len(typed)), **posted}


def question(conference: Conference, slug: str, **values: Any) -> Question:
    return Question.objects.create(conference=conference, slug=slug, label=f"Pytanie {slug}", **values)


@dataclass
class Clerk:
    """Somebody filling in a card; every answer comes from pages alone."""

    client: Client
    conference: Conference
    pool: PlacePool
    variant: Variant
    draft: CardDraft

    def address(self, step: str) -> str:
        return reverse("registrations:fill-card", args=[self.draft.token, step])

    def see(self, step: str, query: str = "") -> str:
        return self.client.get(self.address(step) + query).content.decode()

    def post(self, step: str, typed: Mapping[str, Any], do: str = "next") -> Any:
        return self.client.post(self.address(step), {**typed, "do": do})

    def keys(self) -> list[str]:
        """What ties the people of the draft to their answers on other steps."""
        self.draft.refresh_from_db()
        return [one["key"] for one in self.draft.typed["participants"]["people"]]

    def stay(self, *of_each: dict[str, Any]) -> dict[str, Any]:
        """What is posted of each person's stay, in the order of the people; left out: all that is usual."""
        posted: dict[str, Any] = {}
        for key, typed in zip(self.keys(), of_each, strict=True):
            usual = {"nights": self.nights(), "room_wish": "any"} if self.variant.nights else {}
            posted |= {f"{key}-{name}": value for name, value in (usual | typed).items()}
        return posted

    def nights(self) -> list[str]:
        return [(self.conference.starts_on + timedelta(days=number)).isoformat() for number in range(2)]

    def statements(self) -> dict[str, str]:
        shown = "public_funding:1 terms:1 privacy:1"
        return {"public_funding": "whole", "terms": "on", "privacy": "on", "texts_shown": shown}

    def fill(self, *typed: dict[str, str]) -> None:
        """Everything but the last button."""
        for step, values in (
            ("institution", INSTITUTION),
            ("invoice", INVOICE),
            ("participants", people(*typed)),
            ("statements", self.statements()),
        ):
            answer = self.post(step, values)
            assert answer.status_code == 302, answer.content.decode()

    def send(self) -> HttpResponse:
        answer: HttpResponse = self.post("summary", {})
        return answer


def clerk_of(client: Client, *, size: int = 10) -> Clerk:
    conference = ConferenceFactory.create()
    pool = PlacePoolFactory.create(conference=conference, size=size)
    variant = VariantFactory.create(conference=conference, slug="pelny", name="Pełny z noclegiem", price=120000)
    variant.pools.add(pool)
    for kind in (LegalKind.PUBLIC_FUNDING, LegalKind.TERMS, LegalKind.PRIVACY):
        LegalTextFactory.create(association=conference.association, kind=kind, title=f"Tekst {kind}")
    client.post(reverse("registrations:start-card", args=[conference.association.slug, conference.slug]))
    return Clerk(client, conference, pool, variant, CardDraft.objects.get())
