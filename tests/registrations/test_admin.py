"""Legal texts are kept as they were agreed to; cards and people are looked at, and mended elsewhere."""

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registrations.models import Consent, LegalText, Participant, ParticipationCard
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.checkin import DeviceFactory, ScanFactory
from tests.factories.events import AssociationFactory
from tests.factories.payments import PaymentFactory, StripeEventFactory
from tests.factories.registrations import CardFactory, LegalTextFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
LOOKED_AT: dict[str, Any] = {
    "registrations/participationcard": CardFactory,
    "registrations/participant": ParticipantFactory,
    "payments/payment": PaymentFactory,
    "payments/stripeevent": StripeEventFactory,
    "certificates/certificate": CertificateFactory,
    "checkin/scan": ScanFactory,
    "checkin/device": DeviceFactory,
}
WITH_HISTORY = ["registrations/participationcard", "registrations/participant", "payments/payment"]


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


def text_fields(association: int, **changes: Any) -> dict[str, Any]:
    words = {"association": association, "kind": "terms", "language": "pl", "title": "Warunki", "body": "Treść – 1."}
    return words | {"valid_from_0": "2027-01-01", "valid_from_1": "08:00"} | changes


def test_text_gets_its_digest_and_the_next_number(admin: Client) -> None:
    association = AssociationFactory.create()
    for body in ("Treść – 1.", "Treść – 2."):
        admin.post("/admin/registrations/legaltext/add/", text_fields(association.pk, body=body))
    texts = LegalText.objects.order_by("version")
    assert [(text.version, text.body) for text in texts] == [(1, "Treść – 1."), (2, "Treść – 2.")]
    assert [text.sha256 for text in texts] == [sha256(text.body.encode()).hexdigest() for text in texts]


def test_text_nobody_agreed_to_is_mended_with_its_digest(admin: Client) -> None:
    text = LegalTextFactory.create()
    admin.post(f"/admin/registrations/legaltext/{text.pk}/change/", text_fields(text.association.pk, body="Inaczej."))
    text.refresh_from_db()
    assert (text.body, text.sha256) == ("Inaczej.", sha256(b"Inaczej.").hexdigest())


def test_text_agreed_to_is_neither_changed_nor_deleted(admin: Client) -> None:
    card = CardFactory.create()
    text = LegalTextFactory.create(association=card.conference.association)
    Consent.objects.create(card=card, text=text)
    address = f"/admin/registrations/legaltext/{text.pk}"
    assert text.body in admin.get(f"{address}/change/").content.decode()
    for answer in (
        admin.post(f"{address}/change/", text_fields(text.association.pk, body="Podmieniony.")),
        admin.post(f"{address}/delete/", {"post": "yes"}),
    ):
        assert answer.status_code == 403
    assert LegalText.objects.get().body == text.body


@pytest.mark.parametrize("place", LOOKED_AT)
def test_what_services_write_is_looked_at_only(admin: Client, place: str) -> None:
    row = LOOKED_AT[place].create()
    before = type(row).objects.values().get(pk=row.pk)
    assert f"/admin/{place}/{row.pk}/change/" in admin.get(f"/admin/{place}/").content.decode()
    assert 'type="submit" value="Zapisz"' not in admin.get(f"/admin/{place}/{row.pk}/change/").content.decode()
    posted = dict.fromkeys(before, "1") | {"post": "yes"}
    for end in ("add", f"{row.pk}/change", f"{row.pk}/delete"):
        assert admin.post(f"/admin/{place}/{end}/", posted).status_code == 403
    assert type(row).objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("place", LOOKED_AT)
def test_list_does_not_ask_for_each_row(
    admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries, place: str
) -> None:
    LOOKED_AT[place].create_batch(6)
    with django_assert_max_num_queries(9):
        admin.get(f"/admin/{place}/")


@pytest.mark.parametrize("place", WITH_HISTORY)
def test_history_is_shown_and_not_brought_back(admin: Client, place: str) -> None:
    row = LOOKED_AT[place].create()
    past = row.history.get()
    changed = "contact_name" if isinstance(row, ParticipationCard) else "currency"
    changed = "last_name" if isinstance(row, Participant) else changed
    setattr(row, changed, "EUR")
    row.save()
    page = admin.get(f"/admin/{place}/{row.pk}/history/").content.decode()
    assert "→ EUR" in page
    assert "style=" not in page
    assert admin.post(f"/admin/{place}/{row.pk}/history/{past.pk}/", {}).status_code == 403
    assert getattr(type(row).objects.get(pk=row.pk), changed) == "EUR"


def test_parked_events_are_found_by_themselves(admin: Client) -> None:
    StripeEventFactory.create(event_id="evt_fits", outcome="done")
    StripeEventFactory.create(event_id="evt_does_not", outcome="parked", reason="Inna kwota")
    page = admin.get("/admin/payments/stripeevent/?outcome__exact=parked").content.decode()
    assert ("evt_does_not" in page, "evt_fits" in page) == (True, False)


def test_secrets_of_badges_and_phones_are_not_shown(admin: Client) -> None:
    participant, device = ParticipantFactory.create(), DeviceFactory.create()
    assert (
        participant.badge_code
        not in admin.get(f"/admin/registrations/participant/{participant.pk}/change/").content.decode()
    )
    assert device.token_sha256 not in admin.get(f"/admin/checkin/device/{device.pk}/change/").content.decode()
