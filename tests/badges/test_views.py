from io import BytesIO

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image

from events.models import Conference
from registrations.badge_tokens import read_badge, signing_key
from registrations.enums import CardState, ParticipantState
from registrations.models import Participant
from registrations.services import link_for_participant
from tests.events.paper_reading import codes_of, letters_of, pages_of
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def participant(conference: Conference | None = None, *, due: int = 0, **changes: object) -> Participant:
    card = CardFactory.create(conference=conference or ConferenceFactory.create(), due=due)
    return ParticipantFactory.create(card=card, **changes)


def address(person: Participant, what: str) -> str:
    return f"/participants/{link_for_participant(participant=person).token}/{what}"


def code_read(person: Participant, text: str) -> str | None:
    return read_badge(text, signing_key(settings.BADGE_SIGNING_KEY, person.conference_id))


def test_badge_of_a_paid_card_is_shown_with_its_code(client: Client) -> None:
    person = participant(academic_title="dr", first_name="Anna", last_name="Łoś")
    response = client.get(address(person, "badge/"))
    page = response.content.decode()
    for words in ("dr Anna Łoś", person.card.institution.name, person.variant.name, person.conference.title):
        assert words in page
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg" class="qr"') == 1
    assert 'fill="#fff"' in page
    assert person.badge_code not in page
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("due", "person_state", "card_state", "words"),
    [
        (100, ParticipantState.REGISTERED, CardState.SUBMITTED, "Identyfikator czeka na wpłatę"),
        (0, ParticipantState.CANCELLED, CardState.SUBMITTED, "to zgłoszenie zostało wycofane"),
    ],
)
def test_badge_that_may_not_be_given_says_what_it_waits_for(
    client: Client, due: int, person_state: str, card_state: str, words: str
) -> None:
    person = participant(due=due, state=person_state)
    page = client.get(address(person, "badge/")).content.decode()
    assert words in page
    assert 'class="qr"' not in page
    response = client.get(address(person, "badge.pdf"))
    assert response.status_code == 302
    assert response.headers["Location"] == address(person, "badge/")


def test_badge_is_downloaded_as_one_page_whose_code_is_signed(client: Client) -> None:
    person = participant(first_name="Anna", last_name="Łoś-Źdźbło")
    response = client.get(address(person, "badge.pdf"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="identyfikator-los-zdzblo.pdf"'
    assert pages_of(response.content) == 1
    assert "AnnaŁoś-Źdźbło" in letters_of(response.content)
    [text] = codes_of(response.content)
    assert code_read(person, text) == person.badge_code
    other = participant()
    assert code_read(other, text) is None


@pytest.mark.parametrize("what", ["badge/", "badge.pdf", "badge.png", "badge/worker.js"])
def test_badge_opens_by_the_link_of_its_participant_alone(client: Client, what: str) -> None:
    person = participant(first_name="Tajna")
    link = link_for_participant(participant=person)
    colleague = ParticipantFactory.create(card=person.card, first_name="Inna")
    for token in (link.token[:-1], "x" * 22, person.badge_code, person.card.code):
        response = client.get(f"/participants/{token}/{what}")
        assert response.status_code == 404
        assert b"Tajna" not in response.content
    assert b"Tajna" not in client.get(address(colleague, what)).content


def test_badge_is_saved_as_a_picture_of_the_size_of_a_bank_card(client: Client) -> None:
    person = participant(first_name="Anna", last_name="Łoś-Źdźbło")
    response = client.get(address(person, "badge.png"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="identyfikator-los-zdzblo.png"'
    with Image.open(BytesIO(response.content)) as picture:
        assert picture.size == pytest.approx((54 / 25.4 * 400, 86 / 25.4 * 400), abs=1)
        [code] = zxingcpp.read_barcodes(picture)
    assert code_read(person, code.text) == person.badge_code
    assert code.content_type == zxingcpp.ContentType.Text


def test_worker_of_the_page_serves_that_badge_alone(client: Client) -> None:
    person = participant()
    page = client.get(address(person, "badge/")).content.decode()
    worker = address(person, "badge/worker.js")
    assert f'data-badge-worker="{worker}"' in page
    response = client.get(worker)
    assert response.headers["Content-Type"] == "text/javascript"
    assert person.last_name not in response.content.decode()
    assert client.get(worker.replace("participants/", "participants/x")).status_code == 404


@pytest.mark.parametrize("what", ["badge.pdf", "badge.png"])
def test_no_file_is_given_while_the_card_is_not_paid(client: Client, what: str) -> None:
    person = participant(due=100)
    response = client.get(address(person, what))
    assert (response.status_code, response.headers["Location"]) == (302, address(person, "badge/"))
