"""What phones that keep doors ask beside single scans, and what attackers would."""

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

from checkin.authentication import BAD_TOKENS_A_MINUTE
from checkin.enums import ScanResult
from checkin.models import Device, Invitation, Scan
from checkin.services import invite_device
from registrations.badge_tokens import CODE_BYTES
from tests.checkin.badges import paid_participant, text_of
from tests.checkin.test_api import DATA, PAIR, SCANS, SEARCH, STATE, phone, post, scan
from tests.factories.accounts import UserFactory
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory

pytestmark = pytest.mark.django_db

SIGNATURE_BYTES = 64


@pytest.fixture(autouse=True)
def _no_bad_tokens_yet() -> None:
    cache.clear()


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


def test_phone_of_another_conference_reaches_nothing_of_this_one() -> None:
    """Row 8 of the attacks; what a token opens besides scanning is walked in tests/config/test_matrix.py."""
    mine = ScanPointFactory.create(slug="mine")
    person = paid_participant(mine.conference, last_name="Źdźbło")
    other = ScanPointFactory.create(slug="other")
    client = phone(DeviceFactory.create(conference=other.conference))
    scans = [scan(point.slug, text_of(person)) for point in (mine, other)]

    told = post(client, SCANS, {"scans": scans, "undos": []})
    found = post(client, SEARCH, {"words": "zdzblo"})
    data, state = post(client, DATA, {}), client.get(STATE)

    assert [(one["result"], one["person"]) for one in told.json()["outcomes"]] == [("refused", None), ("foreign", None)]
    assert found.json() == {"people": []}
    assert [point["slug"] for point in state.json()["points"]] == ["other"]
    assert not any("Źdźbło" in answer.content.decode() for answer in (told, found, data, state))
    assert not mine.scans.exists()


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
