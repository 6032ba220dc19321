from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape

from registrations.enums import Diet
from registrations.models import Label, Participant, ParticipationCard
from tests.panel.conftest import House

Enter = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


def person_of(house: House) -> Participant:
    return house.card("Łoś").participants.get()


def test_list_leads_to_each_cell_that_may_be_corrected(house: House, enter: Enter) -> None:
    person = person_of(house)
    shown = {"show": ["badge", "diet", "institution"]}
    addresses = [house.address("edit-cell", person.badge_code, field) for field in ("badge", "diet")]

    organiser = enter("Oskar").get(house.address("list-participants"), shown).content.decode()
    treasurer = enter("Tomasz").get(house.address("list-participants"), shown).content.decode()

    for address in addresses:
        assert f'href="{address}" hx-get="{address}"' in organiser
    assert organiser.count("data-edit") == 2
    assert "data-edit" not in treasurer


def test_cell_is_corrected_where_it_stands_and_history_says_by_whom(house: House, enter: Enter) -> None:
    person, client = person_of(house), enter("Oskar")
    address = house.address("edit-cell", person.badge_code, "badge")

    form = client.get(address, headers=HTMX).content.decode()
    cell = client.post(address, {"badge_text": "Rossi & „Łoś”"}, headers=HTMX).content.decode()

    person.refresh_from_db()
    record = person.history.latest()
    assert form.strip().startswith('<td class="editing">')
    assert cell.strip().startswith("<td")
    assert "Rossi &amp; „Łoś”" in cell
    assert person.badge_text == "Rossi & „Łoś”"
    assert (record.history_user, record.badge_text, record.prev_record.badge_text) == (
        house.people["Oskar"],
        person.badge_text,
        "",
    )


def test_cell_is_corrected_on_a_page_without_scripts_and_leads_back_to_the_list(house: House, enter: Enter) -> None:
    person, client = person_of(house), enter("Anna")
    address = house.address("edit-cell", person.badge_code, "diet")
    came_from = f"http://testserver{house.address('list-participants')}?q=los"

    page = client.get(address, headers={"Referer": came_from}).content.decode()
    answer = client.post(address, {"diet": "vegan", "next": came_from})
    strange = client.post(address, {"diet": "vegan", "next": "https://evil.example/"})

    assert f'name="next" value="{came_from}"' in page
    assert answer["Location"] == came_from
    assert strange["Location"] == house.address("list-participants")
    person.refresh_from_db()
    assert person.diet == Diet.VEGAN


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [("email", "email", "nie-adres"), ("badge", "badge_text", "x" * 81), ("diet", "diet", "mięso")],
)
def test_cell_refuses_what_is_wrong_and_keeps_what_was_typed(
    house: House, enter: Enter, field: str, name: str, value: str
) -> None:
    person = person_of(house)
    address = house.address("edit-cell", person.badge_code, field)

    answer = enter("Anna").post(address, {name: value}, headers=HTMX).content.decode()

    before = getattr(person, name)
    person.refresh_from_db()
    assert getattr(person, name) == before
    assert 'class="editing"' in answer
    assert "aria-invalid" in answer
    assert field == "diet" or escape(value) in answer


def test_cell_of_a_cancelled_card_says_why_it_stays(house: House, enter: Enter) -> None:
    person = person_of(house)
    cancelled = house.conference.now()
    ParticipationCard.objects.filter(pk=person.card_id).update(state="cancelled", cancelled_at=cancelled)
    address = house.address("edit-cell", person.badge_code, "position")

    answer = enter("Anna").post(address, {"position": "dyrektor"}, headers=HTMX).content.decode()

    assert "Tej karty nie można już zmienić." in answer
    person.refresh_from_db()
    assert person.position == ""


@pytest.mark.parametrize("field", ["password", "institution", "state", "badge_code", "card"])
def test_cell_that_is_not_corrected_here_is_not_there(house: House, enter: Enter, field: str) -> None:
    person = person_of(house)

    answer = enter("Anna").post(house.address("edit-cell", person.badge_code, field), {field: "x"})

    assert answer.status_code == 404


def test_cell_of_another_association_is_not_there(house: House, enter: Enter) -> None:
    person = person_of(house.elsewhere_house())

    answer = enter("Anna").post(house.address("edit-cell", person.badge_code, "badge"), {"badge_text": "Moje"})

    person.refresh_from_db()
    assert (answer.status_code, person.badge_text) == (404, "")


def test_labels_are_put_and_taken_off_where_they_stand(house: House, enter: Enter) -> None:
    person, client = person_of(house), enter("Oskar")
    for name in ("Gość", "Prelegent"):
        Label.objects.create(conference=house.conference, name=name)
    address = house.address("edit-cell", person.badge_code, "labels")

    form = client.get(address, headers=HTMX).content.decode()
    cell = client.post(address, {"labels": ["Gość", "Prelegent"]}, headers=HTMX).content.decode()
    client.post(address, {"labels": ["Prelegent"]}, headers=HTMX)
    refused = client.post(address, {"labels": ["Cudza"]}, headers=HTMX).content.decode()

    assert form.count('type="checkbox"') == 2
    assert "Gość" in cell
    assert "Prelegent" in cell
    assert [one.name for one in person.labels.all()] == ["Prelegent"]
    assert refused.strip().startswith('<td class="editing">')
    assert person.history.latest().history_user == house.people["Oskar"]
