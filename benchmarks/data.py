"""What is measured: a conference as full as a real one, drafts ready to be sent, badges ready to be scanned."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.client import Request
from checkin.models import ScanPoint
from checkin.services import pair_device
from events.enums import Role
from events.models import Conference
from program.enums import SessionKind
from program.models import Session
from registrations.badge_tokens import sign_badge, signing_key
from registrations.enums import LegalKind
from registrations.models import CardDraft, Participant
from registrations.services import start_draft
from tests.factories.events import (
    ConferenceFactory,
    InclusionFactory,
    MembershipFactory,
    PlacePoolFactory,
    VariantFactory,
)
from tests.factories.registrations import CardFactory, LegalTextFactory, ParticipantFactory

CSRF = "A" * 32
PEOPLE_ON_A_CARD = 3
SESSIONS = 18


@dataclass(frozen=True)
class Measured:
    """The requests of each measurement; those that write end when what was prepared is used up."""

    conference: Conference
    tokens: list[str]
    badges: list[str]
    device: str

    def reads_of_floor(self) -> Iterator[Request]:
        while True:
            yield Request("GET", f"/floor/read/{self.conference.association.slug}/")

    def writes_of_floor(self) -> Iterator[Request]:
        while True:
            yield Request("POST", f"/floor/write/?conference={self.conference.pk}")

    def pages(self) -> Iterator[Request]:
        while True:
            yield Request("GET", f"/{self.conference.association.slug}/{self.conference.slug}/")

    def cards(self) -> Iterator[Request]:
        return map(sending, self.tokens)

    def scans(self) -> Iterator[Request]:
        headers = (("Authorization", f"Device {self.device}"), ("Content-Type", "application/json"))
        for text in self.badges:
            scan = f'{{"uid":"{uuid.uuid4()}","point":"entrance","scanned_at":"{timezone.now().isoformat()}",'
            body = f'{{"scans":[{scan}"text":"{text}"}}]}}'.encode()
            yield Request("POST", "/api/v1/scanner/scans/", headers, body)


def sending(token: str) -> Request:
    """What sends the draft with the token as a card."""
    headers = (("Cookie", f"csrf={CSRF}"), ("Content-Type", "application/x-www-form-urlencoded"))
    return Request("POST", f"/drafts/{token}/summary/", headers, f"csrfmiddlewaretoken={CSRF}&do=send".encode())


def prepare(*, cards: int, scans: int) -> Measured:
    conference = full_conference()
    tokens = drafts_ready_to_send(conference, cards)
    badges = badges_of_paid_people(conference, scans)
    ScanPoint.objects.get_or_create(conference=conference, slug="entrance", defaults={"name": "Wejście"})
    organiser = MembershipFactory.create(association=conference.association, role=Role.OWNER).user
    _, device = pair_device(conference=conference, name="telefon", by=organiser)
    return Measured(conference, tokens, badges, device)


def full_conference() -> Conference:
    """Four variants over two pools, ten inclusions, a programme of three days."""
    conference = ConferenceFactory.create(summary="Trzy dni szkoleń i rozmów.\n" * 5)
    hotel = PlacePoolFactory.create(conference=conference, size=1_000_000)
    hall = PlacePoolFactory.create(conference=conference, size=1_000_000)
    inclusions = [InclusionFactory.create(conference=conference) for _ in range(10)]
    for number in range(4):
        variant = VariantFactory.create(conference=conference)
        variant.pools.add(hotel, hall)
        variant.includes.add(*inclusions[number:])
    opening = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=60)
    Session.objects.bulk_create(
        Session(
            conference=conference,
            kind=SessionKind.LECTURE,
            title=f"Wykład {number}",
            presenter="r. pr. Jan Przykładowy",
            starts_at=opening + timedelta(days=number // 6, hours=number % 6),
            ends_at=opening + timedelta(days=number // 6, hours=number % 6 + 1),
        )
        for number in range(SESSIONS)
    )
    for kind in (LegalKind.TERMS, LegalKind.PRIVACY, LegalKind.PUBLIC_FUNDING):
        LegalTextFactory.create(association=conference.association, kind=kind)
    return conference


def drafts_ready_to_send(conference: Conference, count: int) -> list[str]:
    """One card typed in through the real forms, then the same draft as often as is asked."""
    typed = typed_card(conference)
    drafts = CardDraft.objects.bulk_create(CardDraft(conference=conference, typed=typed) for _ in range(count))
    return [draft.token for draft in drafts]


def typed_card(conference: Conference) -> dict[str, Any]:
    draft = start_draft(conference=conference)
    client = Client()
    variant = conference.variants.order_by("pk")[0]
    institution = {
        "nip": "1111111111", "kind": "mops", "name": "MOPS Radomsko", "street": "ul. Przedborska 1",
        "postal_code": "97-500", "city": "Radomsko", "voivodeship": "10", "head_name": "Jan Źrebiec",
        "head_position": "dyrektor", "contact_name": "Anna Łoś", "contact_email": "anna@example.org",
        "contact_phone": "44 683 28 85",
    }  # fmt: skip
    invoice = {
        "buyer": "other", "buyer_nip": "2222222222", "buyer_name": "Miasto Radomsko", "recipient": "us",
        "buyer_street": "ul. Tysiąclecia 5", "buyer_postal_code": "97-500", "buyer_city": "Radomsko",
        "buyer_is_local_government": "on",
    }  # fmt: skip
    person = {"first_name": "Ewa", "position": "pracownik socjalny", "variant": variant.slug, "diet": "standard"}
    people: dict[str, str] = {"people": str(PEOPLE_ON_A_CARD)}
    for number, surname in enumerate(("Łoś", "Ćma", "Żak")):
        prefix = f"p{number}-"
        fields = {**person, "last_name": surname, "email": f"osoba{number}@example.org"}
        people |= {prefix + name: value for name, value in fields.items()}
    statements = {
        "public_funding": "whole", "terms": "on", "privacy": "on", "texts_shown": shown_texts(client, draft),
    }  # fmt: skip
    for step, posted in (
        ("institution", institution), ("invoice", invoice), ("participants", people), ("statements", statements),
    ):  # fmt: skip
        answer = client.post(f"/drafts/{draft.token}/{step}/", {**posted, "do": "next"})
        if answer.status_code != 302:
            raise RuntimeError(f"The step {step} of the card was refused:\n{answer.content.decode()}")
    draft.refresh_from_db()
    return dict(draft.typed)


def shown_texts(client: Client, draft: CardDraft) -> str:
    """Which versions of the texts the page shows: the form wants to hear that they were read."""
    page = client.get(f"/drafts/{draft.token}/statements/").content.decode()
    found = re.search(r'name="texts_shown" value="([^"]*)"', page)
    return found[1] if found else ""


def badges_of_paid_people(conference: Conference, count: int) -> list[str]:
    card = CardFactory.create(conference=conference, due=0)
    variant = conference.variants.order_by("pk")[0]
    pattern = ParticipantFactory.build(card=card, variant=variant)
    people = Participant.objects.bulk_create(
        Participant(
            card=card, conference=conference, variant=variant, first_name=pattern.first_name,
            last_name=pattern.last_name, email=pattern.email, sort_key=pattern.sort_key,
        )
        for _ in range(count)
    )  # fmt: skip
    key = signing_key(settings.BADGE_SIGNING_KEY, conference.pk)
    return [sign_badge(person.badge_code, key) for person in people]
