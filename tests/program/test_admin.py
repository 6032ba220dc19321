import pytest
from django.test import Client

from events.models import Conference
from program.models import Session
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory
from tests.factories.program import HallFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


def session_fields(conference: Conference, **changes: object) -> dict[str, object]:
    return {
        "conference": conference.pk,
        "kind": "training",
        "mode": "onsite",
        "title": "Nowe zasady",
        "position": 0,
    } | changes


def test_session_is_added_in_its_hall_and_shown_at_once(admin: Client) -> None:
    conference = ConferenceFactory.create(association__slug="razem", slug="zjazd")
    assert "Nowe zasady" not in admin.get("/razem/zjazd/").content.decode()
    hall, speaker = HallFactory.create(conference=conference), SpeakerFactory.create(conference=conference)
    admin.post("/admin/program/session/add/", session_fields(conference, hall=hall.pk, speakers=[speaker.pk]))
    session = Session.objects.get()
    assert (session.hall, list(session.speakers.all())) == (hall, [speaker])
    assert "Nowe zasady" in admin.get("/razem/zjazd/").content.decode()
    admin.post("/admin/program/session/", {"action": "delete_selected", "_selected_action": session.pk, "post": "yes"})
    assert "Nowe zasady" not in admin.get("/razem/zjazd/").content.decode()


def test_renamed_hall_and_deleted_speaker_are_shown_at_once(admin: Client) -> None:
    session = SessionFactory.create(conference__association__slug="razem", conference__slug="zjazd")
    hall = HallFactory.create(conference=session.conference)
    speaker = SpeakerFactory.create(conference=session.conference)
    Session.objects.update(hall=hall)
    session.speakers.add(speaker)
    assert speaker.name in admin.get("/razem/zjazd/").content.decode()
    admin.post(f"/admin/program/hall/{hall.pk}/change/", {"name": "Aula pod lipą"})
    admin.post(f"/admin/program/speaker/{speaker.pk}/delete/", {"post": "yes"})
    page = admin.get("/razem/zjazd/").content.decode()
    assert ("Aula pod lipą" in page, speaker.name in page) == (True, False)


def test_hall_and_speaker_of_another_conference_are_refused(admin: Client) -> None:
    conference, hall, speaker = ConferenceFactory.create(), HallFactory.create(), SpeakerFactory.create()
    answer = admin.post("/admin/program/session/add/", session_fields(conference, hall=hall.pk, speakers=[speaker.pk]))
    assert set(answer.context["adminform"].form.errors) == {"hall", "speakers"}
    assert not Session.objects.exists()


def test_page_of_a_session_offers_halls_of_its_conference_only(admin: Client) -> None:
    session = SessionFactory.create()
    HallFactory.create(name="Cudza sala")
    HallFactory.create(name="Nasza sala", conference=session.conference)
    page = admin.get(f"/admin/program/session/{session.pk}/change/").content.decode()
    assert ("Nasza sala" in page, "Cudza sala" in page) == (True, False)
