"""What a clerk types for somebody who came without a card."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from events.models import Conference
from registrations.enums import LegalKind
from tests.factories.registrations import LegalTextFactory
from tests.panel.conftest import House

NEW_INSTITUTION = {
    "nip": "526-587-76-35",
    "kind": "mops",
    "name": "MOPS Zakopane",
    "street": "ul. Krupówki 1",
    "postal_code": "34500",
    "city": "Zakopane",
    "voivodeship": "12",
    "head_name": "Jan Źrebiec",
    "head_position": "dyrektor",
}
WHO = {
    "first_name": "Zofia",
    "last_name": "Żądło",
    "position": "pracownik socjalny",
    "email": "zofia@example.org",
    "phone": "600 100 200",
}
SAID = {"variant": "wariant", "public_funding": "whole", "terms": "on", "privacy": "on"}
VERSIONS = "terms:1 privacy:1"


def run(conference: Conference, *, day: int = 0) -> None:
    """The conference is on: its first day was so many days ago."""
    today = timezone.localdate()
    Conference.objects.filter(pk=conference.pk).update(
        starts_on=today - timedelta(days=day),
        ends_on=today + timedelta(days=2),
        registration_opens_at=timezone.now() - timedelta(days=60),
        registration_closes_at=timezone.now() - timedelta(days=10),
    )
    conference.refresh_from_db()


def ready(house: House) -> House:
    """On today, and with everything that must be agreed to."""
    run(house.conference)
    LegalTextFactory.create(association=house.conference.association, kind=LegalKind.PRIVACY)
    return house


def typed(**changes: Any) -> dict[str, Any]:
    """A form filled in rightly; a value of None is left out."""
    body = {
        **NEW_INSTITUTION,
        **WHO,
        **SAID,
        "texts_shown": VERSIONS,
        "payment": "cash",
        "comes_in": "on",
        "form_id": str(uuid4()),
        "told": "120000",
        "do": "register",
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


def walk_in(client: Client, house: House, **changes: Any) -> Any:
    return client.post(house.address("register-walk-in"), typed(**changes))
