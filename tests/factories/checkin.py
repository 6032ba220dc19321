from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from checkin.enums import ScanPointKind, ScanResult
from checkin.models import Device, Scan, ScanPoint
from events.models import Conference
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import ParticipantFactory


class ScanPointFactory(DjangoModelFactory[ScanPoint]):
    class Meta:
        model = ScanPoint

    conference = SubFactory(ConferenceFactory)
    slug = Sequence(lambda number: f"entrance-{number}")
    name = "Wejście"
    kind = ScanPointKind.ENTRANCE


class DeviceFactory(DjangoModelFactory[Device]):
    """Paired an hour ago; its token is `token-of-<name>`."""

    class Meta:
        model = Device

    conference = SubFactory(ConferenceFactory)
    name = Sequence(lambda number: f"Telefon {number}")
    token_sha256 = LazyAttribute(lambda made: sha256(f"token-of-{made.name}".encode()).hexdigest())
    paired_at = LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    expires_at = LazyFunction(lambda: timezone.now() + timedelta(days=3))


def _conference_of_point(card: Any) -> Conference:
    conference: Conference = card.factory_parent.factory_parent.point.conference
    return conference


class ScanFactory(DjangoModelFactory[Scan]):
    class Meta:
        model = Scan

    uid = LazyFunction(uuid4)
    point = SubFactory(ScanPointFactory)
    device = SubFactory(DeviceFactory, conference=LazyAttribute(lambda made: made.factory_parent.point.conference))
    participant = SubFactory(
        ParticipantFactory,
        card__conference=LazyAttribute(_conference_of_point),
    )
    result = ScanResult.ACCEPTED
    scanned_at = LazyFunction(timezone.now)
