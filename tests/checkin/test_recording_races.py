"""Two doors at once, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from checkin.enums import ScanResult
from checkin.invariants import broken
from checkin.models import Device, Scan, ScanPoint
from checkin.services import record_scans
from registrations.models import Participant
from tests.checkin.badges import paid_participant, scan_of
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="writers of SQLite queue up by themselves"),
]

DOORS = 8


def at_once(work: Callable[[int], list[str]]) -> list[str]:
    """Run `work` on as many connections as there are doors, and gather what each tells."""

    def alone(door: int) -> list[str]:
        try:
            return work(door)
        finally:
            connection.close()

    with ThreadPoolExecutor(DOORS) as doors:
        return [told for tellings in doors.map(alone, range(DOORS)) for told in tellings]


def test_record_scans_of_one_badge_at_eight_doors_lets_in_once() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    devices = DeviceFactory.create_batch(DOORS, conference=conference)
    people = [paid_participant(conference) for _ in range(5)]
    start = Barrier(DOORS)

    def scan_all(door: int) -> list[str]:
        start.wait()
        results = []
        for person in people:
            results += record_scans(device=devices[door], scans=[scan_of(person, point)])
        return [str(outcome.result) for outcome in results]

    told = at_once(scan_all)

    # A door may be told "accepted" before an earlier scan arrives from another: it is the earliest that counts.
    assert set(told) == {"accepted", "again"}
    assert len(told) == DOORS * len(people)
    assert Scan.objects.filter(result=ScanResult.ACCEPTED).count() == 5
    assert all(counts_earliest(person, point) for person in people)
    assert list(broken()) == []


def counts_earliest(person: Participant, point: ScanPoint) -> bool:
    earliest = Scan.objects.filter(participant=person, point=point).order_by("scanned_at").first()
    return earliest is not None and earliest.result == ScanResult.ACCEPTED


def test_record_scans_of_batches_in_opposite_orders_does_not_deadlock() -> None:
    conference = ConferenceFactory.create()
    points = ScanPointFactory.create_batch(2, conference=conference)
    devices = DeviceFactory.create_batch(DOORS, conference=conference)
    people = [paid_participant(conference) for _ in range(30)]
    start = Barrier(DOORS)

    def send(door: int) -> list[str]:
        batch = [scan_of(person, point) for person in people for point in points]
        start.wait()
        outcomes = record_scans(device=devices[door], scans=batch[:: -1 if door % 2 else 1])
        return [str(outcome.result) for outcome in outcomes]

    told = at_once(send)

    assert len(told) == 60 * DOORS
    assert Scan.objects.filter(result=ScanResult.ACCEPTED).count() == 60
    assert all(counts_earliest(person, point) for person in people for point in points)
    assert list(broken()) == []


def test_record_scans_of_one_batch_sent_by_eight_connections_stores_it_once() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    batch = [scan_of(paid_participant(conference), point) for _ in range(20)]
    start = Barrier(DOORS)

    def send(_door: int) -> list[str]:
        start.wait()
        return [str(outcome.result) for outcome in record_scans(device=device, scans=batch)]

    assert at_once(send) == ["accepted"] * 20 * DOORS
    assert Scan.objects.count() == 20


def test_reading_before_writing_would_let_in_twice_but_for_the_constraint() -> None:
    """The negative control: without our statement both doors find nobody, and the constraint stops one."""
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    devices = DeviceFactory.create_batch(DOORS, conference=conference)
    participant = paid_participant(conference)
    looked = Barrier(DOORS)

    def read_then_write(door: int) -> list[str]:
        before = Scan.objects.filter(participant=participant, point=point).exists()
        looked.wait()
        return [naive_entry(devices[door], point, participant), f"looked: {before}"]

    told = at_once(read_then_write)

    assert told.count("looked: False") == DOORS
    assert (told.count("accepted"), told.count("stopped")) == (1, DOORS - 1)


def naive_entry(device: Device, point: ScanPoint, participant: Participant) -> str:
    try:
        Scan.objects.create(
            uid=uuid4(), device=device, point=point, participant=participant,
            result=ScanResult.ACCEPTED, scanned_at=timezone.now(),
        )  # fmt: skip
    except IntegrityError:
        return "stopped"
    return "accepted"
