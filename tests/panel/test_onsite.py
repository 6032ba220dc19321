import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from checkin.models import Device, Invitation, ScanPoint
from checkin.reading import device_key
from checkin.services import record_scans, take_invitation
from events.enums import Role
from events.models import Conference
from tests.checkin.badges import paid_participant, scan_of
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory, MembershipFactory, VariantFactory
from tests.factories.program import SessionFactory

pytestmark = pytest.mark.django_db


def client_of(conference: Conference, role: Role = Role.FRONT_DESK) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(association=conference.association, role=role).user)
    return client


def address(conference: Conference, path: str) -> str:
    return f"/panel/{conference.association.slug}/{conference.slug}/{path}"


def test_code_in_the_panel_pairs_a_phone_bound_to_its_points() -> None:
    conference = ConferenceFactory.create()
    lunch = ScanPointFactory.create(conference=conference, name="Obiad 1. dnia")
    other = ScanPointFactory.create(name="Cudzy")
    client = client_of(conference)

    refused = client.post(address(conference, "devices/"), {"name": "Telefon Ani", "points": [other.pk]})
    answer = client.post(address(conference, "devices/"), {"name": "Telefon Ani", "points": [lunch.pk]})

    assert refused.context["form"].errors.keys() == {"points"}
    [code] = re.findall(r"#pair=([\w-]+)", answer.context["address"])
    assert Invitation.objects.get().code_sha256 != code
    waiting = client.get(address(conference, f"devices/invitations/{Invitation.objects.get().uid}/"), headers=HTMX)
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    paired = take_invitation(code=code)
    assert paired is not None
    assert list(paired[0].points.all()) == [lunch]
    done = client.get(address(conference, f"devices/invitations/{Invitation.objects.get().uid}/"), headers=HTMX)
    assert "Telefon Ani" in done.content.decode()
    assert "hx-trigger" not in done.content.decode()
    assert code not in client.get(address(conference, "devices/")).content.decode()


HTMX = {"HX-Request": "true", "HX-Target": "invitation"}


def test_panel_tells_the_truth_about_phones() -> None:
    conference = ConferenceFactory.create()
    now = timezone.now()
    DeviceFactory.create(
        conference=conference, name="Cicha", seen_at=now - timedelta(hours=1), queue_length=37,
        version="a1b2c3", clock_offset=timedelta(hours=-3),
    )  # fmt: skip
    DeviceFactory.create(conference=conference, name="Rozmowna", seen_at=now, clock_offset=timedelta())
    DeviceFactory.create(conference=conference, name="Dawna", revoked_at=now, queue_length=2)
    DeviceFactory.create(name="Cudza")

    text = client_of(conference).get(address(conference, "devices/")).content.decode()

    for told in ("Cicha", "37", "a1b2c3", "myli się o 180 min, poprawiono", "bez kontaktu", "Dawna", "czekały w nim 2"):
        assert told in text
    assert text.count("bez kontaktu") == 1
    assert "Cudza" not in text


def test_phone_is_disconnected_at_once_and_only_ones_own() -> None:
    conference = ConferenceFactory.create()
    mine, other = DeviceFactory.create(conference=conference), DeviceFactory.create()
    client = client_of(conference)

    answers = [
        client.post(address(conference, "devices/revoke/"), {"device": device_key(device)}) for device in (mine, other)
    ]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert set(Device.objects.filter(revoked_at__isnull=False)) == {mine}


def test_conflict_is_told_with_names_points_times_and_phones() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference, name="Wejście główne")
    first, second = (DeviceFactory.create(conference=conference, name=name) for name in ("Telefon A", "Telefon B"))
    person = paid_participant(conference, first_name="Ewa", last_name="Żak")
    now = timezone.now()
    for device, minutes in ((first, 3), (second, 8)):
        scan = scan_of(person, point, at=now - timedelta(minutes=minutes))
        record_scans(device=device, scans=[replace(scan, told="accepted")])

    answer = client_of(conference).get(address(conference, "devices/conflicts/"))

    [conflict] = answer.context["conflicts"]
    assert (conflict.scan.device, conflict.first.device) == (first, second)
    text = answer.content.decode()
    for told in ("Ewa Żak", "Wejście główne", "Telefon A", "Telefon B", person.card.institution.name):
        assert told in text
    other = ConferenceFactory.create()
    assert "Żak" not in client_of(other).get(address(other, "devices/conflicts/")).content.decode()


def test_scan_point_is_set_up_in_plain_words() -> None:
    conference = ConferenceFactory.create()
    variant, other = VariantFactory.create(conference=conference, name="Pełny"), VariantFactory.create()
    client = client_of(conference, Role.ORGANISER)
    add = address(conference, "setup/all/points/add/")
    form: dict[str, Any] = {
        "name": "Obiad 1. dnia",
        "kind": "meal",
        "payment": "warning",
        "times": "once",
        "hands_out": "talon",
    }
    form |= {"opens_at": "2026-06-13T12:00", "closes_at": "2026-06-13T15:00", "variants": [variant.pk]}

    wrong = client.post(add, form | {"closes_at": "2026-06-13T11:00", "variants": [other.pk], "kind": "session"})
    saved = client.post(add, form, follow=True)

    assert set(wrong.context["form"].errors) == {"closes_at", "variants", "session"}
    assert 'value="Obiad 1. dnia"' in wrong.content.decode()
    point = ScanPoint.objects.get()
    assert (point.slug, point.kind, list(point.variants.all())) == ("obiad-1-dnia", "meal", [variant])
    for told in ("Obiad 1. dnia", "posiłek", "Pełny", "jeden raz", "13.06.2026"):
        assert told in saved.content.decode()


def test_scan_point_of_a_session_belongs_to_it_alone() -> None:
    conference = ConferenceFactory.create()
    session = SessionFactory.create(conference=conference, title="Usługi")
    client = client_of(conference, Role.ORGANISER)
    add = address(conference, "setup/all/points/add/")
    form = {"name": "Drzwi", "kind": "session", "session": session.pk, "payment": "required", "times": "once"}

    client.post(add, form)
    twice = client.post(add, form | {"name": "Drugie drzwi"})
    not_a_door = client.post(add, form | {"name": "Wejście", "kind": "entrance"})

    assert ScanPoint.objects.get().session == session
    assert twice.context["form"].errors.keys() == {"session"}
    assert "session" in not_a_door.context["form"].errors


def test_scan_point_with_phones_about_is_not_deleted() -> None:
    point = ScanPointFactory.create()
    DeviceFactory.create(conference=point.conference)
    client = client_of(point.conference, Role.ORGANISER)
    listed = client.get(address(point.conference, "setup/all/points/"))
    key = listed.context["rows"][0]["key"]

    answer = client.post(address(point.conference, f"setup/all/points/{key}/delete/"), follow=True)

    assert ScanPoint.objects.filter(pk=point.pk).exists()
    assert "nie można usunąć" in answer.content.decode()
