from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.selectors import attended
from checkin.attendance.evidence import training_register
from checkin.invariants import broken
from checkin.models import AttendanceMark, Scan
from checkin.services import prepare_points
from events.models import Conference
from panel.demo.arrivals import WITH_DOORS, bring_people
from registrations.models import ParticipationCard
from tests.certificates.ended import session_at
from tests.factories.certificates import CertificateFactory
from tests.factories.checkin import DeviceFactory
from tests.factories.events import ConferenceFactory, MembershipFactory, days_ahead
from tests.panel.presence.world import person_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def shown(**changes: object) -> Conference:
    """A demonstration's conference in ten days, with three sessions and forty people who sent their cards long ago."""
    values = {"starts_on": days_ahead(10), "facts_assumed": True, "association__slug": WITH_DOORS, **changes}
    conference = ConferenceFactory.create(**values)
    MembershipFactory.create(association=conference.association)
    session_at(conference, 0, 10), session_at(conference, 0, 12), session_at(conference, 0, 12)
    prepare_points(conference=conference)
    for number in range(40):
        person_of(conference, f"Osoba{number}")
    ParticipationCard.objects.update(submitted_at=timezone.now() - DAY)
    return conference


def at(conference: Conference, days: int, hours: int) -> None:
    """Move the clock to an hour of a day of the conference, and let people come."""
    start = session_at(conference, days, hours, is_training=False).starts_at
    assert start is not None
    conference.clock_shift = start - timezone.now()
    conference.save()
    bring_people(conference)


def test_people_come_with_the_clock_and_leave_when_it_goes_back() -> None:
    conference = shown()
    at(conference, 0, 11)
    morning = set(Scan.objects.values_list("uid", flat=True))
    at(conference, 1, 20)
    evening = set(Scan.objects.values_list("uid", flat=True))
    arrived = conference.participants.filter(arrived_at__isnull=False).count()
    bring_people(conference)

    assert morning < evening
    assert set(Scan.objects.values_list("uid", flat=True)) == evening
    assert 30 < arrived <= 40
    assert AttendanceMark.objects.filter(source="paper").count() == 14
    assert AttendanceMark.objects.filter(source="hand").count() == 1
    assert list(broken()) == []
    at(conference, 0, 2)
    assert not Scan.objects.exists()
    assert not AttendanceMark.objects.exists()
    assert not conference.participants.filter(arrived_at__isnull=False).exists()


def test_who_holds_a_certificate_has_attended_whatever_the_clock_says() -> None:
    conference = shown()
    at(conference, 1, 20)
    holder = conference.participants.filter(arrived_at__isnull=False).earliest("pk")
    CertificateFactory.create(participant=holder)

    at(conference, 0, 2)

    assert set(Scan.objects.values_list("participant", flat=True)) == {holder.pk}
    assert holder in attended()


def test_only_demonstrations_are_filled_and_only_with_those_who_were_there_before() -> None:
    real = shown(facts_assumed=False, association__slug="prawdziwe")
    at(real, 0, 15)
    assert not Scan.objects.exists()

    conference = shown()
    fresh = person_of(conference, "Świeża")
    at(conference, 0, 15)

    assert Scan.objects.exists()
    assert not fresh.scans.exists()
    assert set(conference.devices.valid()) == set()
    assert DeviceFactory.create(conference=conference) in conference.devices.valid()


def test_elsewhere_the_entrance_stands_for_sessions() -> None:
    conference = shown(association__slug="razem")
    at(conference, 1, 20)

    known = training_register(conference)
    person = conference.participants.filter(arrived_at__isnull=False).earliest("pk")
    assert not known.doors_tell
    assert set(Scan.objects.values_list("point__kind", flat=True)) == {"entrance"}
    assert known.attended_by(person.pk)
