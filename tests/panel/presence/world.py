"""A conference that is on, with people who came, people who did not, and doors of sessions."""

from datetime import datetime, timedelta

from django.utils import timezone

from checkin.enums import Direction, ScanPointKind, ScanResult
from checkin.models import ScanPoint
from events.models import Conference
from program.models import Session
from registrations.models import Participant
from tests.certificates.ended import door_of
from tests.factories.checkin import DeviceFactory, ScanFactory, ScanPointFactory
from tests.factories.events import days_ahead
from tests.factories.program import SessionFactory
from tests.factories.registrations import CardFactory, InstitutionFactory, ParticipantFactory


def begin(conference: Conference) -> Conference:
    """From today on, for three days."""
    conference.starts_on, conference.ends_on = days_ahead(0), days_ahead(2)
    conference.save()
    return conference


def ago(**spans: int) -> datetime:
    return timezone.now() - timedelta(**spans)


def session_now(conference: Conference, **changes: object) -> Session:
    """Began half an hour ago, lasts two hours."""
    starts = ago(minutes=30)
    values = {"conference": conference, "starts_at": starts, "ends_at": starts + timedelta(hours=2), **changes}
    return SessionFactory.create(**values)


def person_of(conference: Conference, surname: str, house: str = "", **changes: object) -> Participant:
    card = CardFactory.create(conference=conference)
    if house:
        card.institution = InstitutionFactory.create(association=conference.association, name=house)
        card.save()
    made = ParticipantFactory.create(card=card, last_name=surname, **changes)
    made.search_text = f"{made.search_text} {card.institution.search_text}"
    made.save()
    return made


def scan(
    person: Participant,
    point: ScanPoint,
    at: datetime,
    way: Direction = Direction.IN,
    result: ScanResult = ScanResult.ACCEPTED,
) -> None:
    conference = point.conference
    device = conference.devices.first() or DeviceFactory.create(conference=conference)
    turn = None if point.tracks_leaving else ""
    ScanFactory.create(
        point=point, device=device, participant=person, scanned_at=at, direction=way, result=result, turn=turn
    )
    if point.kind == ScanPointKind.ENTRANCE and result == ScanResult.ACCEPTED:
        person.arrived_at = at
        person.save()


def entrance(conference: Conference, **changes: object) -> ScanPoint:
    return ScanPointFactory.create(conference=conference, name="Wejście główne", **changes)


def tracked_door(session: Session) -> ScanPoint:
    door = door_of(session)
    door.tracks_leaving = True
    door.save()
    return door
