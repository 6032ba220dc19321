"""The programme as an iCalendar file (RFC 5545), for the calendar in one's phone."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from events.models import Conference
from program.models import Session

PRODUCT = "-//Zjazd//programme//PL"


def programme_calendar(conference: Conference, sessions: Iterable[Session], *, address: str, host: str) -> bytes:
    """The conference as whole days, and every session whose hours are known.

    `address` is the public page, `host` makes identifiers unique. The same programme gives the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", conference.title)
    calendar.add_component(conference_event(conference, address, host))
    for session in sessions:
        if session.starts_at and session.ends_at:
            calendar.add_component(session_event(conference, session, session.starts_at, session.ends_at, host))
    content: bytes = calendar.to_ical()
    return content


def conference_event(conference: Conference, address: str, host: str) -> Event:
    event = Event()
    event.add("uid", f"conference-{conference.pk}@{host}")
    event.add("dtstamp", conference.changed_at.astimezone(UTC))
    event.add("dtstart", conference.starts_on)
    event.add("dtend", conference.ends_on + timedelta(days=1))
    event.add("summary", conference.title)
    event.add("location", place_of(conference))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    if conference.motto:
        event.add("description", conference.motto)
    return event


def session_event(conference: Conference, session: Session, begins: datetime, ends: datetime, host: str) -> Event:
    event = Event()
    event.add("uid", f"session-{session.pk}@{host}")
    event.add("dtstamp", conference.changed_at.astimezone(UTC))
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("summary", session.title)
    hall = session.hall.name if session.hall else ""
    event.add("location", ", ".join(part for part in (hall, place_of(conference)) if part))
    event.add("description", "\n".join(part for part in (speakers_of(session), session.abstract) if part))
    return event


def speakers_of(session: Session) -> str:
    return ", ".join(speaker.name for speaker in session.speakers.all()) or session.presenter


def place_of(conference: Conference) -> str:
    return f"{conference.venue.name}, {conference.city}" if conference.venue else conference.city
