"""People let in by hand: at which point, and as scans like any other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from checkin.enums import ScanMethod, ScanPointKind, ScanResult
from checkin.models import Device, Scan
from checkin.selectors import arrival_point
from checkin.services import check_in_by_hand
from events.models import Conference
from tests.checkin.badges import paid_participant
from tests.factories.accounts import UserFactory
from tests.factories.checkin import ScanPointFactory
from tests.factories.events import ConferenceFactory

pytestmark = pytest.mark.django_db


def on_now() -> Conference:
    today = timezone.localdate()
    return ConferenceFactory.create(starts_on=today, ends_on=today)


def test_person_let_in_by_hand_has_come_once() -> None:
    conference, clerk, uid = on_now(), UserFactory.create(), uuid4()
    person = paid_participant(conference)

    outcomes = [check_in_by_hand(participant=person, uid=one, by=clerk) for one in (uid, uid, uuid4())]

    assert [outcome.result for outcome in outcomes] == [ScanResult.ACCEPTED, ScanResult.ACCEPTED, ScanResult.AGAIN]
    first, second = Scan.objects.order_by("pk")
    assert (first.method, first.point.kind) == (ScanMethod.NAME, ScanPointKind.ENTRANCE)
    assert outcomes[2].first == first
    assert {first.device, second.device} == {Device.objects.get()}
    person.refresh_from_db()
    assert person.arrived_at == first.scanned_at


def test_desks_of_two_conferences_are_two_devices() -> None:
    clerk = UserFactory.create()
    for conference in (on_now(), on_now()):
        check_in_by_hand(participant=paid_participant(conference), uid=uuid4(), by=clerk)

    assert Device.objects.count() == 2
    assert not Device.objects.valid().exists()


def test_entrance_comes_before_days_and_the_day_that_is_open_before_others() -> None:
    conference, now = on_now(), timezone.now()
    assert arrival_point(conference) is None
    past = ScanPointFactory.create(
        conference=conference, kind=ScanPointKind.DAY, closes_at=now - timedelta(hours=1), position=1
    )
    assert arrival_point(conference) == past
    day = ScanPointFactory.create(conference=conference, kind=ScanPointKind.DAY, position=2)
    assert arrival_point(conference) == day
    ScanPointFactory.create(conference=conference, kind=ScanPointKind.MEAL, position=0)
    ScanPointFactory.create(conference=ConferenceFactory.create(), position=0)
    assert arrival_point(conference) == day
    entrance = ScanPointFactory.create(conference=conference, position=3)
    assert arrival_point(conference) == entrance
