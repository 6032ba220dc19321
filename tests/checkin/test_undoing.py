from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from checkin.enums import Direction, ScanResult
from checkin.inputs import UndoInput
from checkin.models import Scan, Undo
from checkin.services import keep_rules, record_scans, undo_scans
from registrations.services import replace_badge
from tests.checkin.badges import paid_participant, scan_of
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory

pytestmark = pytest.mark.django_db


def test_taken_back_scan_stays_and_the_next_attempt_counts_in_its_place() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    person = paid_participant(conference)
    now = timezone.now()
    first = scan_of(person, point, at=now - timedelta(minutes=9))
    second = scan_of(person, point, at=now - timedelta(minutes=4))
    record_scans(device=device, scans=[first, second])

    known = undo_scans(device=device, undos=[UndoInput(first.uid, now), UndoInput(uuid4(), now)])
    again = undo_scans(device=device, undos=[UndoInput(first.uid, now)])

    assert known == again == {first.uid}
    assert dict(Scan.objects.values_list("uid", "result")) == {first.uid: "undone", second.uid: "accepted"}
    assert Undo.objects.count() == 1
    person.refresh_from_db()
    assert person.arrived_at == second.scanned_at


def test_nobody_has_come_whose_only_scan_was_taken_back() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    person = paid_participant(conference)
    scan = scan_of(person, point)
    record_scans(device=device, scans=[scan])

    undo_scans(device=device, undos=[UndoInput(scan.uid, timezone.now())])
    [repeated] = record_scans(device=device, scans=[scan])

    assert repeated.result == ScanResult.UNDONE
    person.refresh_from_db()
    assert person.arrived_at is None


def test_scan_of_another_conference_cannot_be_taken_back() -> None:
    point = ScanPointFactory.create()
    scan = scan_of(paid_participant(point.conference), point)
    record_scans(device=DeviceFactory.create(conference=point.conference), scans=[scan])

    assert undo_scans(device=DeviceFactory.create(), undos=[UndoInput(scan.uid, timezone.now())]) == set()
    assert Scan.objects.get().result == ScanResult.ACCEPTED


def test_earlier_scan_that_comes_later_counts_and_the_other_is_a_conflict() -> None:
    """Row 18 of the faults: two phones apart, one of them with a clock three hours slow."""
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    prompt, slow = DeviceFactory.create_batch(2, conference=conference)
    person = paid_participant(conference)
    now = timezone.now()
    late = scan_of(person, point, at=now - timedelta(minutes=5))
    early = scan_of(person, point, at=now - timedelta(hours=3, minutes=20))

    record_scans(device=prompt, scans=[late], device_now=now)
    [outcome] = record_scans(device=slow, scans=[early], device_now=now - timedelta(hours=3))

    assert outcome.result == ScanResult.ACCEPTED
    assert outcome.scanned_at is not None
    assert abs(outcome.scanned_at - (now - timedelta(minutes=20))) < timedelta(seconds=5)
    assert Scan.objects.get(uid=late.uid).result == ScanResult.AGAIN
    person.refresh_from_db()
    assert person.arrived_at == outcome.scanned_at


def test_phone_that_sent_somebody_away_did_not_let_them_in() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    person = paid_participant(conference)
    [away, unknown] = (
        type(scan)(scan.uid, scan.point_slug, scan.scanned_at, scan.text, told=told)
        for scan, told in ((scan_of(person, point), "unpaid"), (scan_of(person, point), "unknown"))
    )

    outcomes = record_scans(device=device, scans=[away, unknown, scan_of(person, point)])

    assert [outcome.result for outcome in outcomes] == ["unpaid", "unknown", "accepted"]


def test_lost_badge_is_refused_by_name_too_long_after_the_phone_was_told() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    person = paid_participant(conference)
    old = scan_of(person, point)
    new = replace_badge(participant=person, by=None, reason="zgubiony")

    outcomes = record_scans(device=device, scans=[old, scan_of(new, point)])

    assert [outcome.result for outcome in outcomes] == [ScanResult.WITHDRAWN, ScanResult.ACCEPTED]
    assert outcomes[0].participant is None


def test_changed_rule_holds_for_what_was_scanned_before() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference, times="many")
    device = DeviceFactory.create(conference=conference)
    person = paid_participant(conference)
    now = timezone.now()
    scans = [scan_of(person, point, at=now - timedelta(minutes=minute)) for minute in (9, 8)]
    record_scans(device=device, scans=scans)
    assert set(Scan.objects.values_list("result", flat=True)) == {"accepted"}

    point.times = "once"
    point.save()
    keep_rules(point=point)

    assert [Scan.objects.get(uid=scan.uid).result for scan in scans] == ["accepted", "again"]


def test_coming_and_going_is_told_apart_where_it_is_tracked() -> None:
    conference = ConferenceFactory.create()
    door = ScanPointFactory.create(conference=conference, tracks_leaving=True)
    device = DeviceFactory.create(conference=conference)
    person = paid_participant(conference)
    now = timezone.now()
    moves = [("in", 9), ("in", 8), ("out", 7), ("in", 6)]
    scans = [
        type(scan)(scan.uid, scan.point_slug, scan.scanned_at, scan.text, direction=Direction(direction))
        for direction, minutes in moves
        for scan in [scan_of(person, door, at=now - timedelta(minutes=minutes))]
    ]

    for scan in (scans[3], scans[1], scans[2], scans[0]):
        record_scans(device=device, scans=[scan])

    results = [Scan.objects.get(uid=scan.uid).result for scan in scans]
    assert results == ["accepted", "again", "accepted", "accepted"]
