import base64
import gzip
import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from checkin.authentication import BAD_TOKENS_A_MINUTE
from checkin.enums import ScanResult
from checkin.models import Device, Invitation, Scan
from checkin.services import invite_device
from registrations.badge_tokens import CODE_BYTES, SIGNATURE_BYTES
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


def test_data_are_small_and_told_in_parts() -> None:
    conference = ConferenceFactory.create()
    device = DeviceFactory.create(conference=conference, name="Telefon Ani")
    person = paid_participant(conference, last_name="Żak")
    told = {"now": (timezone.now() - timedelta(hours=3)).isoformat(), "queue": 12, "version": "abc123"}

    answer = phone(device).post(DATA, json.dumps(told), "application/json", headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    data = json.loads(gzip.decompress(answer.content))
    assert data["device"] == "Telefon Ani"
    assert person.pk in [row[0] for row in data["parts"][f"people.{person.pk % 64}"][1]]
    held = {name: digest for name, (digest, _content) in data["parts"].items()}
    assert post(phone(device), DATA, {"have": held}).json()["parts"] == {}
    device.refresh_from_db()
    assert (device.queue_length, device.version) == (12, "abc123")
    assert device.seen_at is not None
    assert device.clock_offset is not None
    assert abs(device.clock_offset - timedelta(hours=3)) < timedelta(seconds=9)


@pytest.mark.parametrize("have", [None, [], "x", {"people.1": None}, {str(n): "x" for n in range(1000)}])
def test_data_for_a_phone_that_says_nonsense_of_itself_are_whole(have: Any) -> None:
    device = DeviceFactory.create()
    told = {"have": have, "now": "x" * 50, "queue": "7", "version": ["x"]}

    answer = post(phone(device), DATA, told)

    assert "conference" in answer.json()["parts"]


def test_scans_taken_back_are_told_apart_from_those_not_known() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    client = phone(DeviceFactory.create(conference=conference))
    made = scan(point.slug, text_of(paid_participant(conference)))
    undos = [{"uid": uid, "made_at": timezone.now().isoformat()} for uid in (made["uid"], str(uuid4()), "x")]

    answer = post(client, SCANS, {"scans": [made], "undos": [*undos, None]}).json()

    assert answer["undone"] == [made["uid"]]
    assert Scan.objects.get().result == ScanResult.UNDONE


def test_phone_bound_to_a_point_scans_nowhere_else() -> None:
    conference = ConferenceFactory.create()
    lunch, gala = ScanPointFactory.create_batch(2, conference=conference)
    device = DeviceFactory.create(conference=conference)
    device.points.add(lunch)
    text = text_of(paid_participant(conference))

    outcomes = post(phone(device), SCANS, {"scans": [scan(gala.slug, text), scan(lunch.slug, text)]}).json()["outcomes"]

    assert [outcome["result"] for outcome in outcomes] == ["refused", "accepted"]


def test_pairing_by_the_panels_code_works_once_and_not_too_late() -> None:
    conference = ConferenceFactory.create()
    user = UserFactory.create()
    invitation, code = invite_device(conference=conference, name="Telefon Ani", points=[], by=user)

    paired, second = post(Client(), PAIR, {"code": code}), post(Client(), PAIR, {"code": code})
    old, late = invite_device(conference=conference, name="B", points=[], by=user)
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now())

    client = Client(headers={"Authorization": f"Device {paired.json()['token']}"})
    assert client.get(STATE).json()["device"] == "Telefon Ani"
    assert paired.json()["address"] == f"{conference.association.slug}/{conference.slug}"
    assert [answer.status_code for answer in (second, post(Client(), PAIR, {"code": late}))] == [403, 403]
    invitation.refresh_from_db()
    assert invitation.device is not None
    assert Device.objects.count() == 1


def test_a_thousand_guesses_of_a_code_are_stopped_and_all_look_alike() -> None:
    """Row 7 of the attacks: codes are 128 random bits, and a guesser is told nothing but to wait."""
    answers = [post(Client(), PAIR, {"code": f"guess-{number:04}"}) for number in range(1000)]

    statuses = [answer.status_code for answer in answers]
    assert statuses == [403] * BAD_TOKENS_A_MINUTE + [429] * (1000 - BAD_TOKENS_A_MINUTE)
    assert len({answer.content for answer in answers[:BAD_TOKENS_A_MINUTE]}) == 1


def test_a_thousand_guesses_of_badges_let_nobody_in_and_all_look_alike() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    paid_participant(conference)
    client = phone(DeviceFactory.create(conference=conference))
    texts = [f"Z1{number:0119}" for number in range(500)] + ["Z1" + "A" * (100 + number % 40) for number in range(500)]

    outcomes = [
        outcome
        for start in (0, 500)
        for outcome in post(
            client, SCANS, {"scans": [scan(point.slug, text) for text in texts[start : start + 500]]}
        ).json()["outcomes"]
    ]

    assert {(outcome["result"], outcome["person"]) for outcome in outcomes} == {("unknown", None)}
    assert Scan.objects.filter(result=ScanResult.ACCEPTED).count() == 0


def test_badge_holds_an_opaque_token_only() -> None:
    """Row 41 of the attacks: 80 random bits and a signature, nothing of the person."""
    conference = ConferenceFactory.create()
    person = paid_participant(conference, first_name="Ewa", last_name="Źdźbło")

    text = text_of(person)

    assert re.fullmatch(r"Z1[A-Z2-7]{119}", text)
    raw = base64.b32decode(text[2:] + "=" * (-len(text[2:]) % 8))
    assert len(raw) == CODE_BYTES + SIGNATURE_BYTES
    for secret in ("Ewa", "dźbło", person.email, person.card.code):
        assert secret.encode() not in raw
        assert secret not in text


def test_scanning_goes_on_while_the_cache_is_away() -> None:
    """Fault 12: without Redis guesses are not counted, and doors stay open."""
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    text = text_of(paid_participant(conference))
    away = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}

    with override_settings(CACHES=away):
        answer = post(phone(DeviceFactory.create(conference=conference)), SCANS, {"scans": [scan(point.slug, text)]})
        guess = Client(headers={"Authorization": "Device guess"}).get(STATE)

    assert answer.json()["outcomes"][0]["result"] == "accepted"
    assert guess.status_code == 403
