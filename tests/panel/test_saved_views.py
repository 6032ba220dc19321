from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from panel.models import SavedView
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def view(house: House, name: str = "Nieopłaceni", query: str = "payment=unpaid", **more: object) -> SavedView:
    return SavedView.objects.create(conference=house.conference, list="participants", name=name, query=query, **more)


def test_save_keeps_what_the_list_shows_for_the_whole_team(house: House, enter: Enter) -> None:
    asked = "q=los&payment=unpaid&payment=overdue&sort=-variant,surname&show=email&page=7&password=x"

    answer = enter("Anna").post(house.address("save-view", "participants"), {"name": "Do telefonu", "query": asked})

    saved = SavedView.objects.get()
    assert saved.query == "q=los&payment=unpaid&payment=overdue&sort=-variant,surname&show=email"
    assert (saved.conference, saved.list, saved.author) == (house.conference, "participants", house.people["Anna"])
    assert answer["Location"] == f"{house.address('list-participants')}?{saved.query}"
    offered = enter("Tomasz").get(f"{house.address('list-participants')}?{saved.query}").context["views"]
    assert [(one.name, one.current) for one in offered] == [("Do telefonu", True)]


def test_save_under_a_name_in_use_says_so_and_keeps_what_was_typed(house: House, enter: Enter) -> None:
    view(house)
    posted = {"name": "Nieopłaceni", "query": "diet=vegan"}

    page = enter("Anna").post(house.address("save-view", "participants"), posted).content.decode()

    assert "Widok o tej nazwie już istnieje. Nadaj temu inną." in page
    assert 'value="Nieopłaceni"' in page
    assert 'value="diet=vegan"' in page
    assert SavedView.objects.get().query == "payment=unpaid"


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "dwa\nwiersze", "zero\0"])
def test_save_refuses_names_that_are_none(house: House, enter: Enter, name: str) -> None:
    page = enter("Anna").post(house.address("save-view", "cards"), {"name": name, "query": ""}).content.decode()

    assert "data-error-summary" in page
    assert not SavedView.objects.exists()


def test_view_that_asks_what_a_role_may_not_is_not_offered_to_it(house: House, enter: Enter) -> None:
    view(house)
    view(house, "Przybyli", "arrived=yes")

    offered = enter("Franek").get(house.address("list-participants")).context["views"]

    assert [one.name for one in offered] == ["Przybyli"]


def test_views_of_another_association_are_not_there(house: House, enter: Enter) -> None:
    view(house, "Tajny widok")
    elsewhere = house.elsewhere_house()
    client = enter("Olga")

    assert "Tajny widok" not in client.get(elsewhere.address("list-participants")).content.decode()
    assert "Tajny widok" not in client.get(elsewhere.address("list-views")).content.decode()
    for do in ("delete", "rename"):
        posted = {"view": "Tajny widok", "do": do, "name": "Mój"}
        assert client.post(elsewhere.address("change-view", "participants"), posted).status_code == 404
        assert client.post(house.address("change-view", "participants"), posted).status_code == 404
    assert SavedView.objects.get().name == "Tajny widok"


def test_view_is_renamed_and_deleted_by_its_author_or_an_organiser(house: House, enter: Enter) -> None:
    view(house, author=house.people["Tomasz"])
    address = house.address("change-view", "participants")

    refused = enter("Franek").post(address, {"view": "Nieopłaceni", "do": "delete"})
    enter("Tomasz").post(address, {"view": "Nieopłaceni", "do": "rename", "name": "Dłużnicy"})
    renamed = list(SavedView.objects.values_list("name", flat=True))
    enter("Oskar").post(address, {"view": "Dłużnicy", "do": "delete"})

    assert (refused.status_code, renamed) == (403, ["Dłużnicy"])
    assert not SavedView.objects.exists()


def test_rename_to_a_name_in_use_says_so_beside_the_field(house: House, enter: Enter) -> None:
    view(house)
    view(house, "Przybyli", "arrived=yes")
    posted = {"view": "Przybyli", "do": "rename", "name": "Nieopłaceni"}

    page = enter("Anna").post(house.address("change-view", "participants"), posted).content.decode()

    assert page.count('aria-invalid="true"') == 1
    assert "Widok o tej nazwie już istnieje" in page
    assert set(SavedView.objects.values_list("name", flat=True)) == {"Nieopłaceni", "Przybyli"}


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}"])
def test_names_and_addresses_of_views_are_escaped(house: House, enter: Enter, evil: str) -> None:
    view(house, evil, "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    client = enter("Anna")

    for name in ("list-participants", "list-views"):
        page = client.get(house.address(name)).content.decode()
        assert escape(evil) in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_views_are_listed_in_the_same_number_of_queries_for_one_and_three(house: House, enter: Enter) -> None:
    client, counted = enter("Anna"), []
    for number in range(3):
        view(house, f"Widok {number}", author=house.people["Anna"])
        with CaptureQueriesContext(connection) as captured:
            client.get(house.address("list-views"))
        counted.append(len(captured))

    assert counted == [6] * 3
