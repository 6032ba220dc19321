from datetime import timedelta

import pytest
from icalendar import Calendar

from program.ical import programme_calendar
from program.models import Session
from tests.factories.events import ConferenceFactory
from tests.factories.program import SessionFactory

pytestmark = pytest.mark.django_db


def written(sessions: list[Session]) -> bytes:
    conference = sessions[0].conference
    return programme_calendar(conference, sessions, address="https://zjazd.example/razem/xi/", host="zjazd.example")


def test_whole_conference_spans_its_days() -> None:
    session = SessionFactory.create()
    conference = session.conference

    event = next(iter(Calendar.from_ical(written([session])).walk("VEVENT")))

    assert event.decoded("dtstart") == conference.starts_on
    assert event.decoded("dtend") == conference.ends_on + timedelta(days=1)
    assert str(event["url"]) == "https://zjazd.example/razem/xi/"


def test_line_breaks_and_commas_in_a_title_stay_text() -> None:
    conference = ConferenceFactory.create()
    title = "Obiad, kawa\r\nBEGIN:VALARM; koniec"
    session = SessionFactory.create(conference=conference, title=title)

    calendar = Calendar.from_ical(written([session]))

    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT", "VEVENT"]
    assert "BEGIN:VALARM" in str(calendar.walk("VEVENT")[1]["summary"])


def test_same_programme_gives_the_same_bytes() -> None:
    session = SessionFactory.create()

    assert written([session]) == written([session])
