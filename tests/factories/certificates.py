from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from certificates.codes import new_certificate_code
from certificates.models import Certificate, CertificateTopic
from tests.factories.registrations import ParticipantFactory


class CertificateFactory(DjangoModelFactory[Certificate]):
    """A bare row, of someone who was not scanned and was told nothing; `issue_certificates` goes the real way."""

    class Meta:
        model = Certificate

    participant = SubFactory(ParticipantFactory)
    conference = LazyAttribute(lambda made: made.participant.conference)
    number = Sequence(lambda number: f"{number:03}/XI/2027")
    code = Sequence(lambda number: new_certificate_code())
    full_name = LazyAttribute(lambda made: made.participant.titled_name)
    position = LazyAttribute(lambda made: made.participant.position)
    institution = LazyAttribute(lambda made: made.participant.card.institution.name)
    association_name = LazyAttribute(lambda made: made.conference.association.name)
    conference_title = LazyAttribute(lambda made: made.conference.title)
    place = LazyAttribute(lambda made: made.conference.city_locative)
    starts_on = LazyAttribute(lambda made: made.conference.starts_on)
    ends_on = LazyAttribute(lambda made: made.conference.ends_on)
    hours = 0
    hour_minutes = 45
    issued_on = LazyAttribute(lambda made: made.conference.ends_on)


class CertificateTopicFactory(DjangoModelFactory[CertificateTopic]):
    class Meta:
        model = CertificateTopic

    certificate = SubFactory(CertificateFactory)
    position = Sequence(lambda number: number + 1)
    title = Sequence(lambda number: f"Szkolenie {number}")
    minutes = 90
