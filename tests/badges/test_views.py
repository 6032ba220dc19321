import time

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.enums import Role
from events.models import Conference
from registrations.badge_tokens import read_badge, signing_key
from registrations.enums import CardState, ParticipantState
from registrations.models import Participant
from registrations.services import link_for_participant
from tests.events.paper_reading import codes_of, letters_of, pages_of, text_of
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory, MembershipFactory, VariantFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def participant(conference: Conference | None = None, *, due: int = 0, **changes: object) -> Participant:
    card = CardFactory.create(conference=conference or ConferenceFactory.create(), due=due)
    return ParticipantFactory.create(card=card, **changes)


def address(person: Participant, what: str) -> str:
    return f"/participants/{link_for_participant(participant=person).token}/{what}"


def code_read(person: Participant, text: str) -> str | None:
    return read_badge(text, signing_key(settings.BADGE_SIGNING_KEY, person.conference_id).public_key())


def signed_in(conference: Conference, role: Role) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(association=conference.association, role=role).user)
    return client


def printed(conference: Conference) -> str:
    return f"/panel/{conference.association.slug}/{conference.slug}/badges.pdf"


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


@pytest.mark.parametrize("what", ["badge/", "badge.pdf"])
def test_badge_opens_by_the_link_of_its_participant_alone(client: Client, what: str) -> None:
    person = participant(first_name="Tajna")
    link = link_for_participant(participant=person)
    colleague = ParticipantFactory.create(card=person.card, first_name="Inna")
    for token in (link.token[:-1], "x" * 22, person.badge_code, person.card.code):
        response = client.get(f"/participants/{token}/{what}")
        assert response.status_code == 404
        assert b"Tajna" not in response.content
    assert b"Tajna" not in client.get(address(colleague, what)).content


def test_badges_are_printed_for_paid_people_on_site_in_polish_order() -> None:
    conference = ConferenceFactory.create()
    for surname, key in (("Żak", "3"), ("Ćma", "1"), ("Łoś", "2")):
        participant(conference, last_name=surname, sort_key=key)
    participant(conference, last_name="Nieopłacony", due=1)
    participant(conference, last_name="Wycofany", state=ParticipantState.CANCELLED)
    participant(conference, last_name="Zdalny", variant=VariantFactory.create(conference=conference, is_remote=True))
    participant(last_name="Obcy")
    response = signed_in(conference, Role.ORGANISER).get(printed(conference))
    names = [text_of(response.content, page) for page in range(pages_of(response.content))]
    assert ["Ćma" in names[0], "Łoś" in names[1], "Żak" in names[2], len(names)] == [True, True, True, 3]
    name = f"identyfikatory-{conference.slug}.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_no_badge_to_print_is_told_on_a_page() -> None:
    conference = ConferenceFactory.create()
    participant(conference, due=1)
    response = signed_in(conference, Role.OWNER).get(printed(conference))
    assert response.headers["Content-Type"].startswith("text/html")
    assert "Nie ma jeszcze identyfikatorów do druku" in response.content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.TREASURER, 200), (Role.FRONT_DESK, 200), (Role.EDITOR, 403)])
def test_badges_are_printed_by_roles_that_see_cards(role: Role, status: int) -> None:
    conference = ConferenceFactory.create()
    participant(conference)
    response = signed_in(conference, role).get(printed(conference))
    assert response.status_code == status
    assert response.content.startswith(b"%PDF") is (status == 200)


def test_badges_of_another_association_are_not_there(client: Client) -> None:
    mine, other = ConferenceFactory.create(), ConferenceFactory.create()
    participant(other)
    response = signed_in(mine, Role.OWNER).get(printed(other))
    assert response.status_code == 404
    assert b"%PDF" not in response.content
    assert client.get(printed(other)).status_code == 302
    client.force_login(UserFactory.create())
    assert client.get(printed(other)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_printing_asks_as_much_for_one_as_for_three(
    django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    conference = ConferenceFactory.create()
    for _ in range(people):
        participant(conference)
    client = signed_in(conference, Role.OWNER)
    with django_assert_num_queries(5):
        response = client.get(printed(conference))
    assert pages_of(response.content) == people


def test_three_hundred_badges_take_less_than_two_seconds() -> None:
    conference = ConferenceFactory.create()
    card, variant = CardFactory.create(conference=conference), VariantFactory.create(conference=conference)
    ParticipantFactory.create_batch(300, card=card, variant=variant)
    client = signed_in(conference, Role.OWNER)
    client.get(printed(conference))
    began = time.process_time()
    response = client.get(printed(conference))
    assert time.process_time() - began < 2
    assert pages_of(response.content) == 300
