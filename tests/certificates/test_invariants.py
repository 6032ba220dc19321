import pytest

from certificates.invariants import broken
from certificates.models import Certificate
from certificates.services import issue_certificates
from registrations.services import note_certificate
from tests.certificates.ended import attendee, ended_conference, session_at
from tests.factories.certificates import CertificateFactory, CertificateTopicFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def told(certificate: Certificate) -> Certificate:
    note_certificate(participant=certificate.participant, code=certificate.code)
    return certificate


def test_issued_certificates_break_nothing() -> None:
    conference = ended_conference()
    session_at(conference, 0, 10)
    attendee(conference)
    attendee(conference)
    assert issue_certificates(conference=conference, by=None) == 2
    assert list(broken()) == []


def test_certificate_of_an_absent_participant_is_found() -> None:
    certificate = told(CertificateFactory.create())
    assert list(broken()) == [f"Certificate {certificate.number} was issued to a participant who did not attend."]


def test_wrong_hours_are_found() -> None:
    certificate = told(CertificateFactory.create(participant=attendee(ended_conference()), hours=3))
    CertificateTopicFactory.create(certificate=certificate, minutes=100)
    assert list(broken()) == [f"Certificate {certificate.number} tells 3 hours, its topics make 2."]


def test_number_given_twice_in_a_year_is_found() -> None:
    first = ended_conference()
    second = ended_conference(association=first.association)
    for conference in (first, second, ended_conference()):
        told(CertificateFactory.create(participant=attendee(conference), number="001/XI/2027"))
    year = first.starts_on.year
    assert list(broken()) == [f"Number 001/XI/2027 of association {first.association_id} was given 2 times in {year}."]


def test_code_that_participant_was_not_told_is_found() -> None:
    person = attendee(ended_conference())
    certificate = CertificateFactory.create(participant=person)
    stranger = ParticipantFactory.create(certificate_code="AB2C-D3EF-GH4J-K5MN-PQ6R")
    assert list(broken()) == [
        f"Certificate {certificate.number} has another code than its participant was told.",
        f"Participant {stranger.pk} was told the code of a certificate that does not exist.",
    ]


def test_certificate_of_another_conference_is_found() -> None:
    person = attendee(ended_conference())
    other = CardFactory.create().conference
    certificate = told(CertificateFactory.create(participant=person, conference=other))
    assert list(broken()) == [f"Certificate {certificate.number} is of another conference than its participant."]
