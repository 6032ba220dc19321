import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from checkin.authentication import BAD_TOKENS_A_MINUTE
from checkin.enums import ScanResult
from checkin.models import Device, Scan
from tests.checkin.badges import paid_participant, text_of
from tests.factories.accounts import UserFactory
from tests.factories.checkin import DeviceFactory, ScanFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db

SCANS = "/api/v1/scanner/scans/"
STATE = "/api/v1/scanner/state/"
SEARCH = "/api/v1/scanner/search/"
UNPAIR = "/api/v1/scanner/unpair/"
DATA = "/api/v1/scanner/data/"
PAIR = "/api/v1/scanner/pair/"


@pytest.fixture(autouse=True)
def _no_bad_tokens_yet() -> None:
    cache.clear()


def phone(device: Device) -> Client:
    return Client(headers={"Authorization": f"Device token-of-{device.name}"})


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, body if isinstance(body, (str, bytes)) else json.dumps(body), "application/json")


def scan(point: str, text: str, **changes: Any) -> dict[str, Any]:
    return {"uid": str(uuid4()), "point": point, "text": text, "scanned_at": timezone.now().isoformat()} | changes


def test_scans_tells_who_it_is_and_the_second_time_when_they_came() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference, name="Wejście główne")
    client = phone(DeviceFactory.create(conference=conference))
    participant = paid_participant(conference, academic_title="dr", first_name="Ewa", last_name="Żak")
    first, second = scan(point.slug, text_of(participant)), scan(point.slug, text_of(participant))

    (came,) = post(client, SCANS, {"scans": [first]}).json()["outcomes"]
    (again,) = post(client, SCANS, {"scans": [second]}).json()["outcomes"]

    person = {
        "name": "dr Ewa Żak",
        "institution": participant.card.institution.name,
        "variant": participant.variant.name,
    }
    assert came == {
        "uid": first["uid"],
        "result": "accepted",
        "person": person,
        "scanned_at": came["scanned_at"],
        "first": None,
        "direction": "in",
        "warnings": [],
    }
    assert (again["result"], again["person"]) == ("again", person)
    assert again["first"] == {"at": came["scanned_at"], "point": "Wejście główne"}


def test_scans_of_another_conferences_badge_names_nobody() -> None:
    point = ScanPointFactory.create()
    stranger = paid_participant(ConferenceFactory.create(), last_name="Tajemnicza")

    answer = post(
        phone(DeviceFactory.create(conference=point.conference)),
        SCANS,
        {"scans": [scan(point.slug, text_of(stranger))]},
    )

    (outcome,) = answer.json()["outcomes"]
    assert (outcome["result"], outcome["person"], outcome["first"]) == ("foreign", None, None)
    assert "Tajemnicza" not in answer.content.decode()


def test_scans_never_tells_a_badge_code() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    client = phone(DeviceFactory.create(conference=conference))
    participant = paid_participant(conference, last_name="Żak")

    answers = [
        post(client, SCANS, {"scans": [scan(point.slug, text_of(participant))]}),
        post(client, SEARCH, {"words": "zak"}),
        client.get(STATE),
    ]

    for answer in answers:
        assert answer.status_code == 200
        assert participant.badge_code not in answer.content.decode()
        assert participant.email not in answer.content.decode()


def test_scans_takes_the_good_ones_beside_malformed_ones() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    client = phone(DeviceFactory.create(conference=conference))
    good = scan(point.slug, text_of(paid_participant(conference)))
    named = str(uuid4())
    bad: list[Any] = [
        7, None, [], {}, {"uid": "7"},
        scan(point.slug, "x", uid=named, scanned_at="yesterday"),
        scan(point.slug, "\ud800"), scan(point.slug, "\0"), scan("../..", "x"), scan(point.slug, "x" * 9000),
        scan(point.slug, "x", scanned_at="9999-12-31T23:59:59-14:00"), scan(point.slug, "x") | {"text": {"$ne": 1}},
    ]  # fmt: skip

    outcomes = post(client, SCANS, {"scans": [*bad, good]}).json()["outcomes"]

    results = [outcome["result"] for outcome in outcomes]
    assert len(results) == len(bad) + 1
    assert results[-1] == "accepted"
    assert set(results[:-1]) <= {"refused", "unknown"}
    assert outcomes[5]["uid"] == named
    assert set(Scan.objects.values_list("result", flat=True)) <= {"accepted", "unknown"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("{}", 400),
        ("", 400),
        ("7", 400),
        ('{"scans": {}}', 400),
        ('{"scans": "abc"}', 400),
        ("[" * 200_000, 400),
        ('{"scans": ' + "9" * 5000 + "}", 400),
        (b"\xff\xfe{}", 400),
        (json.dumps({"scans": [{}] * 501}), 400),
        ('{"scans": [' + " " * 1_000_000 + "]}", 413),
    ],
)
def test_scans_refuses_a_malformed_body_in_words(body: str | bytes, status: int) -> None:
    ScanPointFactory.create()

    answer = post(phone(DeviceFactory.create()), SCANS, body)

    assert answer.status_code == status
    assert answer.json()["detail"]
    assert Scan.objects.count() == 0


def test_scans_ignores_what_a_phone_may_not_say() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    unpaid = ParticipantFactory.create(card=CardFactory.create(conference=conference, due=100))
    other = DeviceFactory.create()
    claims = {"result": "accepted", "device": other.pk, "participant": unpaid.pk, "conference": other.conference_id}

    answer = post(
        phone(DeviceFactory.create(conference=conference)),
        SCANS,
        {"scans": [scan(point.slug, text_of(unpaid), **claims)]},
    )

    assert answer.json()["outcomes"][0]["result"] == "unpaid"
    assert Scan.objects.get().device.conference == conference


def test_scans_single_takes_five_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Phone and conference, point, person, scan, arrival; the other two are the test's savepoint."""
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    client = phone(DeviceFactory.create(conference=conference))
    text = text_of(paid_participant(conference))

    with django_assert_num_queries(5 + 2):
        answer = post(client, SCANS, {"scans": [scan(point.slug, text)]})

    assert answer.json()["outcomes"][0]["result"] == "accepted"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"revoked_at": timezone.now()}, "odłączony"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "Sparuj go ponownie"),
    ],
)
@pytest.mark.parametrize("path", [SCANS, SEARCH, UNPAIR, STATE, DATA])
def test_a_phone_that_may_no_longer_scan_is_told_so(changes: dict[str, Any], words: str, path: str) -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    paid_participant(conference, last_name="Żak")
    client = phone(DeviceFactory.create(conference=conference, **changes))
    body = {"scans": [scan(point.slug, "x")], "words": "zak"}

    answer = client.get(path) if path == STATE else post(client, path, body)

    assert answer.status_code == 403
    assert words in answer.json()["detail"]
    assert answer.json()["wipe"] is True
    assert Scan.objects.count() == 0


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Device",
        "Device ",
        "Device x",
        "Bearer token-of-a",
        "device token-of-a",
        "Device " + "x" * 5000,
        "Device żółć",
    ],
)
def test_scans_without_a_valid_token_is_forbidden(header: str) -> None:
    point = ScanPointFactory.create()
    DeviceFactory.create(conference=point.conference, name="a")
    client = Client(headers={"Authorization": header} if header else {})

    answer = post(client, SCANS, {"scans": [scan(point.slug, "x")]})

    assert answer.status_code == 403
    assert answer.json() == {"detail": "Ten telefon nie jest sparowany."}
    assert Scan.objects.count() == 0


def test_a_logged_in_person_is_not_a_phone() -> None:
    client = Client()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))

    assert client.get(STATE).status_code == 403
    assert "points" not in client.get(STATE).json()


def test_a_guesser_is_stopped_and_a_paired_phone_at_the_same_address_is_not() -> None:
    device = DeviceFactory.create()
    guesser = Client(headers={"Authorization": "Device guess"})

    guesses = [guesser.get(STATE, headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(BAD_TOKENS_A_MINUTE + 1)]

    assert [answer.status_code for answer in guesses] == [403] * BAD_TOKENS_A_MINUTE + [429]
    assert phone(device).get(STATE).json()["device"] == device.name


@pytest.mark.parametrize("path", ["/panel/", "/scan/pair/", "/admin/"])
def test_a_phones_token_opens_nothing_else(path: str) -> None:
    answer = phone(DeviceFactory.create()).get(path)

    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_state_tells_points_and_counts_of_its_own_conference_only(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    conference = ConferenceFactory.create(title="XI Konferencja RAZEM")
    point = ScanPointFactory.create(conference=conference, slug="entrance")
    ScanFactory.create(point=point, participant=paid_participant(conference))
    ScanFactory.create(point=point, participant=None, result=ScanResult.UNKNOWN)
    paid_participant(conference)
    ScanFactory.create()
    device = DeviceFactory.create(conference=conference)

    with django_assert_num_queries(3):
        answer = phone(device).get(STATE).json()

    assert answer["conference"] == "XI Konferencja RAZEM"
    assert answer["points"] == [
        {"slug": "entrance", "name": "Wejście", "kind": "entrance", "present": 1, "expected": 2}
    ]


def test_search_finds_own_people_without_diacritics_and_letting_in_works() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    client = phone(DeviceFactory.create(conference=conference))
    mine = paid_participant(conference, first_name="Łucja", last_name="Żak-Źrebiec", search_text="lucja zak-zrebiec")
    paid_participant(ConferenceFactory.create(), last_name="Żak-Obca", search_text="maria zak-obca")

    people = post(client, SEARCH, {"words": "ZAK"}).json()["people"]

    assert [person["name"] for person in people] == ["Łucja Żak-Źrebiec"]
    assert people[0]["state"] == "expected"
    by_name = scan(point.slug, "", person=people[0]["key"])
    assert post(client, SCANS, {"scans": [by_name]}).json()["outcomes"][0]["result"] == "accepted"
    assert Scan.objects.get().participant == mine
    assert post(client, SEARCH, {"words": "zak"}).json()["people"][0]["state"] == "arrived"


@pytest.mark.parametrize("words", ["z", "ż", "  z ", "%", "__"])
def test_search_needs_two_letters_and_knows_no_wildcards(words: str) -> None:
    conference = ConferenceFactory.create()
    paid_participant(conference, last_name="Żak", search_text="maria zak")

    answer = post(phone(DeviceFactory.create(conference=conference)), SEARCH, {"words": words})

    assert answer.json() == {"people": []}


def test_unpair_ends_the_token() -> None:
    device = DeviceFactory.create()

    assert post(phone(device), UNPAIR, {}).status_code == 204

    device.refresh_from_db()
    assert device.revoked_at is not None
    assert "odłączony" in phone(device).get(STATE).json()["detail"]
