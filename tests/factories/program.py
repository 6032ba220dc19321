from datetime import datetime, time, timedelta

from django.utils import timezone
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from program.enums import SessionKind
from program.models import Hall, Session, Speaker
from tests.factories.events import ConferenceFactory


class HallFactory(DjangoModelFactory[Hall]):
    class Meta:
        model = Hall

    conference = SubFactory(ConferenceFactory)
    name = Sequence(lambda number: f"Sala {number}")


class SpeakerFactory(DjangoModelFactory[Speaker]):
    class Meta:
        model = Speaker

    conference = SubFactory(ConferenceFactory)
    name = "r. pr. Artur Wykładowca"
    affiliation = "radca prawny"


class SessionFactory(DjangoModelFactory[Session]):
    """An hour and a half of training on the first morning."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    conference = SubFactory(ConferenceFactory)
    kind = SessionKind.LECTURE
    title = Sequence(lambda number: f"Wykład {number}")
    starts_at = LazyAttribute(
        lambda made: timezone.make_aware(datetime.combine(made.conference.starts_on, time(9, 30)))
    )
    ends_at = LazyAttribute(lambda made: made.starts_at + timedelta(minutes=90))
    is_training = True
