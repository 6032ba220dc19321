"""A conference that ended two days ago, and people who were let in there."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from checkin.enums import ScanPointKind, ScanResult
from checkin.models import ScanPoint
from events.models import Conference
from program.models import Session
from registrations.models import Participant
from tests.factories.checkin import DeviceFactory, ScanFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory, days_ahead
from tests.factories.program import SessionFactory
from tests.factories.registrations import CardFactory, ParticipantFactory


def ended_conference(**changes: object) -> Conference:
    return ConferenceFactory.create(**{"starts_on": days_ahead(-4), "ends_on": days_ahead(-2), **changes})


def moment(conference: Conference, day: int, hour: int, minute: int = 0) -> datetime:
    """On a day of the conference, counted from nought."""
    return timezone.make_aware(datetime.combine(conference.starts_on + timedelta(days=day), time(hour, minute)))


def session_at(conference: Conference, day: int, hour: int, minutes: int = 90, **changes: object) -> Session:
    starts_at = moment(conference, day, hour)
    return SessionFactory.create(
        **{
            "conference": conference,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            **changes,
        }
    )


def entrance_of(conference: Conference) -> ScanPoint:
    found = conference.scan_points.filter(kind=ScanPointKind.ENTRANCE).first()
    return found or ScanPointFactory.create(conference=conference)


def door_of(session: Session) -> ScanPoint:
    found = ScanPoint.objects.filter(session=session).first()
    return found or ScanPointFactory.create(
        conference=session.conference, kind=ScanPointKind.SESSION, session=session, slug=f"sesja-{session.pk}"
    )


def let_in(participant: Participant, point: ScanPoint, at: datetime, result: str = ScanResult.ACCEPTED) -> None:
    device = point.conference.devices.first() or DeviceFactory.create(conference=point.conference)
    ScanFactory.create(point=point, device=device, participant=participant, scanned_at=at, result=result)


def attendee(conference: Conference, **changes: object) -> Participant:
    """One who came in at the entrance on the first morning."""
    person = ParticipantFactory.create(**{"card": CardFactory.create(conference=conference), **changes})
    let_in(person, entrance_of(conference), moment(conference, 0, 8))
    return person
