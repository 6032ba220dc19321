from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from checkin.models import Device, ScanPoint
from checkin.services.pairing import hash_token
from events.enums import Role
from events.models import Conference
from tests.factories.accounts import UserFactory
from tests.factories.checkin import DeviceFactory
from tests.factories.events import ConferenceFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def staff(conference: Conference, role: Role = Role.FRONT_DESK) -> User:
    user = UserFactory.create()
    MembershipFactory.create(user=user, association=conference.association, role=role)
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(conference: Conference) -> str:
    return f"{conference.association.slug}/{conference.slug}"


def test_scanner_opens_for_anyone_and_holds_no_data() -> None:
    conference = ConferenceFactory.create()

    answer = Client().get("/scan/")

    assert "camera=(self)" in answer["Permissions-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert 'id="scan-result"' in answer.content.decode()
    assert conference.title not in answer.content.decode()


def test_only_the_scanner_may_use_the_camera() -> None:
    answer = logged_in(staff(ConferenceFactory.create())).get("/scan/pair/")

    assert "camera=()" in answer["Permissions-Policy"]
    assert "wasm" not in answer["Content-Security-Policy"]


def test_pairing_hands_over_a_token_once_and_keeps_only_its_hash() -> None:
    conference = ConferenceFactory.create()
    user = staff(conference)

    answer = logged_in(user).post("/scan/pair/", {"conference": address(conference), "name": "Telefon Ani"})

    handed = answer.context["handed"]
    device = Device.objects.get()
    assert (device.conference, device.name, device.paired_by) == (conference, "Telefon Ani", user)
    assert device.token_sha256 == hash_token(handed["token"])
    assert len(handed["token"]) >= 22
    assert answer.content.decode().count(handed["token"]) == 1
    assert answer["Cache-Control"] == "no-store"
    assert ScanPoint.objects.get(conference=conference).kind == "entrance"


def test_pairing_lasts_until_two_days_after_the_conference() -> None:
    conference = ConferenceFactory.create()

    logged_in(staff(conference)).post("/scan/pair/", {"conference": address(conference), "name": "A"})

    assert timezone.localtime(Device.objects.get().expires_at).date() == conference.ends_on + timedelta(days=2)


def test_pairing_offers_only_own_conferences_the_running_one_first() -> None:
    later = ConferenceFactory.create(title="Późniejsza")
    own = later.association
    today = timezone.localdate()
    ConferenceFactory.create(association=own, title="Trwająca", starts_on=today, ends_on=today)
    ConferenceFactory.create(association=own, title="Bliższa", starts_on=today + timedelta(days=5))
    ConferenceFactory.create(association=own, title="Dawna", starts_on=today - timedelta(days=400))
    ConferenceFactory.create(title="Cudza")

    answer = logged_in(staff(later)).get("/scan/pair/")

    offered = [found.title for found in answer.context["conferences"]]
    assert offered == ["Trwająca", "Bliższa", "Późniejsza"]
    assert "Cudza" not in answer.content.decode()


def test_pairing_with_another_associations_conference_is_refused() -> None:
    mine, other = ConferenceFactory.create(), ConferenceFactory.create()

    answer = logged_in(staff(mine)).post("/scan/pair/", {"conference": address(other), "name": "A"})

    assert answer.context["form"].errors.keys() == {"conference"}
    assert Device.objects.count() == 0


@pytest.mark.parametrize("role", [Role.TREASURER, Role.EDITOR])
def test_pairing_is_forbidden_to_roles_that_do_not_scan(role: Role) -> None:
    conference = ConferenceFactory.create()
    client = logged_in(staff(conference, role))

    answers = [
        client.get("/scan/pair/"),
        client.post("/scan/pair/", {"conference": address(conference), "name": "A"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Device.objects.count() == 0


def test_pairing_asks_to_log_in() -> None:
    answer = Client().get("/scan/pair/")

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/scan/pair/")


def test_revoking_disconnects_own_phones_only() -> None:
    conference = ConferenceFactory.create()
    mine, other = DeviceFactory.create(conference=conference), DeviceFactory.create()
    client = logged_in(staff(conference))
    stranger = logged_in(staff(other.conference))
    key = client.get("/scan/pair/").context["devices"][0][1]
    others_key = stranger.get("/scan/pair/").context["devices"][0][1]

    answer = client.post("/scan/revoke/", {"device": key}, follow=True)
    refused = [
        client.post("/scan/revoke/", {"device": bad}).status_code for bad in (others_key, str(other.pk), "", "\0")
    ]

    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.revoked_at is not None
    assert other.revoked_at is None
    assert refused == [404] * 4
    assert mine.name in answer.content.decode()
    assert answer.context["devices"] == []
