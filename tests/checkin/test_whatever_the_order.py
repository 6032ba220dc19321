"""Devices with wrong clocks that scan apart, lose answers, send twice and are disconnected: one attendance."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from checkin.enums import ScanPointKind, ScanResult, Times
from checkin.invariants import broken
from checkin.models import Device, Scan, ScanPoint, Undo
from checkin.services import revoke_device
from registrations.models import Participant
from registrations.services import replace_badge
from tests.checkin.badges import paid_participant, text_of
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory

pytestmark = pytest.mark.django_db

SKEWS = (timedelta(), timedelta(hours=-3), timedelta(days=400, minutes=7))
PEOPLE = 3
ANY_DEVICE, ANY_PERSON, ANY_POINT = st.integers(0, len(SKEWS) - 1), st.integers(0, PEOPLE - 1), st.integers(0, 2)


@dataclass
class Made:
    """One scan as it truly was."""

    person: int
    point: int
    direction: str
    at: datetime
    # None until it has come to the server; then whether the badge was good on that day.
    counts: bool | None = None


@dataclass
class Phone:
    device: Device
    skew: timedelta
    scans: list[dict[str, Any]] = field(default_factory=list)
    undos: list[dict[str, Any]] = field(default_factory=list)
    revoked: bool = False


class Doors(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        conference = ConferenceFactory.create()
        self.points: list[ScanPoint] = [
            ScanPointFactory.create(conference=conference),
            ScanPointFactory.create(conference=conference, kind=ScanPointKind.MEAL, times=Times.DAILY),
            ScanPointFactory.create(conference=conference, kind=ScanPointKind.SESSION, tracks_leaving=True),
        ]
        self.people: list[Participant] = [paid_participant(conference) for _ in range(PEOPLE)]
        self.codes = [text_of(person) for person in self.people]
        self.phones = [Phone(DeviceFactory.create(conference=conference), skew) for skew in SKEWS]
        self.made: dict[str, Made] = {}
        self.undone: set[str] = set()
        self.begun = timezone.now() - timedelta(minutes=50)
        self.steps = 0

    @rule(device=ANY_DEVICE, person=ANY_PERSON, point=ANY_POINT, leaves=st.booleans())
    def scan(self, device: int, person: int, point: int, leaves: bool) -> None:
        self.steps += 1
        phone, at, uid = self.phones[device], self.begun + timedelta(seconds=10 * self.steps), str(uuid4())
        direction = "out" if leaves and point == 2 else "in"
        self.made[uid] = Made(person, point, direction, at)
        said = {"uid": uid, "point": self.points[point].slug, "text": self.codes[person], "direction": direction}
        phone.scans.append(said | {"scanned_at": (at + phone.skew).isoformat(), "told": "accepted"})

    @rule(device=ANY_DEVICE, order=st.randoms(use_true_random=False), most=st.integers(1, 6), heard=st.booleans())
    def sync(self, device: int, order: Any, most: int, heard: bool) -> None:
        """Some of the queue in any order; an answer that is not heard leaves it all to be sent again."""
        phone = self.phones[device]
        batch = phone.scans[:most]
        order.shuffle(batch)
        undos = list(phone.undos)
        answer = self.post(phone, [*batch, *batch[:1]], undos)
        if phone.revoked:
            assert (answer.status_code, answer.json()["wipe"]) == (403, True)
            return
        for said in batch:
            self.arrive(said)
        arrived = {undo["uid"] for undo in undos if self.made[undo["uid"]].counts is not None}
        assert set(answer.json()["undone"]) == arrived
        self.undone |= arrived
        if heard:
            phone.scans = [said for said in phone.scans if said not in batch]
            phone.undos = [undo for undo in phone.undos if undo["uid"] not in arrived]

    @precondition(lambda self: self.made)
    @rule(device=ANY_DEVICE, pick=st.randoms(use_true_random=False))
    def take_back(self, device: int, pick: Any) -> None:
        """Also by a phone that did not make the scan, and before it has been sent."""
        uid = pick.choice(sorted(self.made))
        phone = self.phones[device]
        phone.undos.append({"uid": uid, "made_at": (timezone.now() + phone.skew).isoformat()})

    @precondition(lambda self: sum(phone.revoked for phone in self.phones) == 0)
    @rule(device=ANY_DEVICE)
    def revoke(self, device: int) -> None:
        revoke_device(device=self.phones[device].device)
        self.phones[device].revoked = True

    @rule(person=ANY_PERSON)
    def lose_badge(self, person: int) -> None:
        """From now on the server refuses the old one, which phones may have scanned already."""
        self.people[person] = replace_badge(participant=self.people[person], by=None, reason="zgubiony")
        self.codes[person] = text_of(self.people[person])

    def post(self, phone: Phone, scans: list[dict[str, Any]], undos: list[dict[str, Any]]) -> Any:
        client = Client(headers={"Authorization": f"Device token-of-{phone.device.name}"})
        body = {"scans": scans, "undos": undos, "now": (timezone.now() + phone.skew).isoformat(), "queue": 0}
        return client.post("/api/v1/scanner/scans/", json.dumps(body), "application/json")

    def arrive(self, said: dict[str, Any]) -> None:
        made = self.made[said["uid"]]
        if made.counts is None:
            made.counts = said["text"] == self.codes[made.person]

    @invariant()
    def nothing_is_lost_and_the_earliest_counts(self) -> None:
        if not hasattr(self, "made"):
            return
        arrived = {uid for uid, made in self.made.items() if made.counts is not None}
        mine = Scan.objects.filter(point__in=self.points)
        stored = {str(uid): result for uid, result in mine.values_list("uid", "result")}
        assert set(stored) == arrived
        assert {uid for uid, result in stored.items() if result == ScanResult.ACCEPTED} == self.expected()
        assert {uid for uid, result in stored.items() if result == ScanResult.UNDONE} == self.undone
        assert Undo.objects.filter(scan__point__in=self.points).count() == len(self.undone)

    @invariant()
    def arrivals_are_those_of_the_entrance(self) -> None:
        if not hasattr(self, "made"):
            return
        expected: dict[int, datetime] = {}
        for uid in self.expected():
            made = self.made[uid]
            if made.point == 0:
                expected[made.person] = made.at
        for number, person in enumerate(self.people):
            came = Participant.objects.get(pk=person.pk).arrived_at
            # What a request takes on its way is left of a clock's error.
            near = came is not None and number in expected and abs(came - expected[number]) < timedelta(seconds=9)
            assert near or (came is None and number not in expected)

    def expected(self) -> set[str]:
        """Told apart from the code: the first ever, the first of the day, and in and out by turns."""
        good: set[str] = set()
        seen: dict[tuple[int, int], str] = {}
        in_order = sorted(self.made.items(), key=lambda item: item[1].at)
        for uid, made in in_order:
            if not made.counts or uid in self.undone:
                continue
            key = (made.person, made.point)
            if made.point < 2 and key in seen:
                continue
            if made.point == 2 and made.direction == "in" and seen.get(key) == "in":
                continue
            seen[key] = made.direction
            good.add(uid)
        return good

    def teardown(self) -> None:
        if hasattr(self, "made"):
            assert list(broken()) == []


def test_attendance_is_the_same_whatever_the_order() -> None:
    run: Callable[..., None] = run_state_machine_as_test
    run(
        Doors,
        settings=settings(
            max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
