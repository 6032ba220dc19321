"""The badge of somebody who was exchanged for another opens no door."""

import pytest

from checkin.enums import ScanResult
from checkin.services import record_scans
from registrations.inputs import NewPerson
from registrations.services import exchange_participant
from tests.checkin.badges import paid_participant, scan_of
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory

pytestmark = pytest.mark.django_db


def test_old_badge_is_refused_and_the_new_one_let_in() -> None:
    conference = ConferenceFactory.create()
    device, point = DeviceFactory.create(conference=conference), ScanPointFactory.create(conference=conference)
    person = paid_participant(conference)
    old = scan_of(person, point)

    someone = NewPerson(first_name="Jan", last_name="Nowak", email="nowak@example.org")
    new = exchange_participant(participant=person, person=someone, by=None)
    results = [record_scans(device=device, scans=[scan])[0].result for scan in (old, scan_of(new, point))]

    assert results[0] != ScanResult.ACCEPTED
    assert results[1] == ScanResult.ACCEPTED
