"""Certificates of those whose attendance people wrote, or took away."""

import pytest
from django.utils import timezone

from certificates.invariants import broken
from certificates.models import Certificate
from certificates.selectors import attended, to_certify
from certificates.services import issue_certificate, issue_certificates, revoke_certificate
from checkin.enums import ScanPointKind, Verdict
from checkin.services import correct_attendance, sign_list
from events.enums import TrainingRule
from registrations.services import note_certificate
from tests.certificates.ended import attendee, door_of, ended_conference, let_in, moment, session_at
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.checkin import ScanPointFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def test_who_signed_a_list_or_came_on_one_day_attended() -> None:
    conference = ended_conference()
    signed, of_day, absent = (ParticipantFactory.create(card=CardFactory.create(conference=conference)) for _ in "123")
    day = ScanPointFactory.create(conference=conference, kind=ScanPointKind.DAY)
    let_in(of_day, day, moment(conference, 0, 9))
    sign_list(conference=conference, target=conference.starts_on, people=[signed.pk], by=UserFactory.create())

    assert set(to_certify()) == {signed, of_day}
    assert absent not in attended()


def test_who_was_corrected_away_has_not_attended() -> None:
    conference = ended_conference(ends_on=ended_conference().starts_on)
    session, olga = session_at(conference, 0, 10), UserFactory.create()
    door, signed = (ParticipantFactory.create(card=CardFactory.create(conference=conference)) for _ in "12")
    by_entrance, kept = attendee(conference), attendee(conference)
    let_in(door, door_of(session), moment(conference, 0, 10))
    sign_list(conference=conference, target=session, people=[signed.pk], by=olga)
    for person, target in ((door, session), (signed, session), (by_entrance, conference.starts_on), (kept, session)):
        correct_attendance(participant=person, target=target, verdict=Verdict.ABSENT, reason="Nie było", by=olga)

    assert set(attended()) == {kept}
    assert issue_certificates(conference=conference, by=None) == 1
    assert list(broken()) == []


def test_certificate_is_not_issued_to_whom_was_corrected_away_meanwhile() -> None:
    conference = ended_conference(ends_on=ended_conference().starts_on)
    person, day, olga = attendee(conference), conference.starts_on, UserFactory.create()
    correct_attendance(participant=person, target=day, verdict=Verdict.ABSENT, reason="Nie było", by=olga)

    assert issue_certificate(conference=conference, participant=person.pk, sessions=[], by=None) is None
    assert not Certificate.objects.exists()


def test_revoked_certificate_of_an_absent_person_breaks_nothing() -> None:
    certificate = CertificateFactory.create()
    note_certificate(participant=certificate.participant, code=certificate.code)
    assert [line for line in broken() if "did not attend" in line]

    revoke_certificate(certificate=certificate, by=UserFactory.create(), reason="Nie było jej")

    assert list(broken()) == []
    assert Certificate.objects.get().revoked_at <= timezone.now()  # type: ignore[operator]  # just revoked


def test_certificate_follows_the_share_of_time() -> None:
    conference = ended_conference(training_rule=TrainingRule.SHARE, training_share=75)
    first, second = session_at(conference, 0, 10), session_at(conference, 1, 10)
    person = attendee(conference)
    let_in(person, door_of(first), moment(conference, 0, 10, 5))
    let_in(person, door_of(second), moment(conference, 1, 10, 40))

    issue_certificates(conference=conference, by=None)

    certificate = Certificate.objects.get()
    assert (certificate.hours, [topic.title for topic in certificate.topics.all()]) == (2, [first.title])
