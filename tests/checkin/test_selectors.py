from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from checkin.attendance.evidence import training_register
from checkin.enums import ScanPointKind, ScanResult
from checkin.invariants import broken
from checkin.models import ScanPoint
from checkin.selectors import find_people, presence, who_attended
from checkin.services import prepare_points, record_scans
from program.enums import SessionMode
from registrations.enums import ParticipantState
from tests.checkin.badges import paid_participant, scan_of
from tests.factories.checkin import DeviceFactory, ScanFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.program import SessionFactory

pytestmark = pytest.mark.django_db


def test_attendance_counts_accepted_scans_at_doors_and_entrances() -> None:
    conference = ConferenceFactory.create()
    session = SessionFactory.create(conference=conference)
    prepare_points(conference=conference)
    entrance, door = ScanPoint.objects.filter(conference=conference)
    device = DeviceFactory.create(conference=conference)
    came, left, absent = (paid_participant(conference) for _ in range(3))
    record_scans(device=device, scans=[scan_of(came, entrance), scan_of(came, door), scan_of(left, entrance)])
    ScanFactory.create(point=entrance, participant=absent, device=device, result=ScanResult.UNPAID)
    ScanFactory.create()

    assert set(who_attended(conference)) == {came, left}
    assert [training_register(conference).attended_by(one.pk) for one in (came, left)] == [[session], []]


def test_presence_counts_those_let_in_and_expects_no_one_who_stays_at_home() -> None:
    conference = ConferenceFactory.create()
    gala = ScanPointFactory.create(conference=conference, kind=ScanPointKind.GALA)
    present, _expected = paid_participant(conference), paid_participant(conference)
    paid_participant(conference, state=ParticipantState.CANCELLED)
    paid_participant(conference, variant=VariantFactory.create(conference=conference, is_remote=True))
    ScanFactory.create(point=gala, participant=present)
    ScanFactory.create(point=gala, participant=present, result=ScanResult.AGAIN)

    (counted,) = presence(conference)

    assert (counted.point, counted.present, counted.expected) == (gala, 1, 2)


def test_prepare_points_adds_what_is_missing_and_nothing_twice() -> None:
    conference = ConferenceFactory.create()
    SessionFactory.create(conference=conference, title="Usługi społeczne")
    SessionFactory.create(conference=conference, title="Usługi społeczne", mode=SessionMode.ONLINE)
    SessionFactory.create(conference=conference, title="Obiad", is_training=False)
    prepare_points(conference=conference)
    SessionFactory.create(conference=conference, title="Usługi społeczne")

    prepare_points(conference=conference)
    prepare_points(conference=conference)

    points = ScanPoint.objects.filter(conference=conference)
    assert [(point.name, point.kind, point.slug) for point in points] == [
        ("Wejście", "entrance", "entrance"),
        ("Usługi społeczne", "session", "usugi-spoeczne"),
        ("Usługi społeczne", "session", "usugi-spoeczne-2"),
    ]


def test_find_people_puts_surnames_that_begin_so_first() -> None:
    conference = ConferenceFactory.create()
    paid_participant(conference, first_name="Lis", last_name="Adamska", sort_key="1", search_text="lis adamska")
    paid_participant(conference, first_name="Ewa", last_name="Lisowska", sort_key="2", search_text="ewa lisowska")

    assert [person.last_name for person in find_people(conference, "lis")] == ["Lisowska", "Adamska"]


def test_invariants_name_what_is_broken() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    crossed = ScanFactory.create(point=point, participant=paid_participant(ConferenceFactory.create()))
    ScanPointFactory.create(slug="stray", session=SessionFactory.create())

    told = list(broken())

    assert f"Scan {crossed.uid} mixes two conferences." in told
    assert "Scan point stray is the door of another conference's session." in told
    assert f"Scan {crossed.uid} let a participant in whose arrival was not noted." in told


def test_invariants_find_who_was_let_in_twice() -> None:
    """Only where the constraint has been taken away."""
    point = ScanPointFactory.create()
    participant = paid_participant(point.conference, arrived_at=timezone.now() - timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX scan_lets_in_once")
    for _time in range(2):
        ScanFactory.create(point=point, participant=participant, uid=uuid4())

    assert list(broken()) == [f"Participant {participant.pk} was let in 2 times at scan point {point.pk}."]
