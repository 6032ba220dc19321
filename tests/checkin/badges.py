from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from checkin.inputs import ScanInput
from checkin.models import ScanPoint
from events.models import Conference
from registrations.badge_tokens import sign_badge, signing_key
from registrations.models import Participant
from tests.factories.registrations import CardFactory, ParticipantFactory


def text_of(participant: Participant) -> str:
    """What the QR code of the participant's badge says."""
    return sign_badge(participant.badge_code, signing_key(settings.BADGE_SIGNING_KEY, participant.conference_id))


def scan_of(
    participant: Participant, point: ScanPoint, *, uid: UUID | None = None, at: datetime | None = None
) -> ScanInput:
    return ScanInput(
        uid=uid or uuid4(), point_slug=point.slug, scanned_at=at or timezone.now(), text=text_of(participant)
    )


def paid_participant(conference: Conference, **changes: Any) -> Participant:
    return ParticipantFactory.create(card=CardFactory.create(conference=conference, due=100, settled=100), **changes)
