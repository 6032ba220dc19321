from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from registrations.enums import Diet
from registrations.models import Participant
from tests.factories.events import VariantFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]

HOSTILE = [
    "sort=password",
    "sort=-card__institution__association__memberships__user__password",
    f"page={'9' * 400}",
    "page=-1",
    "page=abc",
    "q=%00",
    "q='%20OR%201=1--",
    "q=%25%25%5C",
    "q=%ED%A0%80",
    "variant=%00&payment=x&state=__all__&diet=9&arrived=maybe",
    "user__password__startswith=a",
    f"q={'los+' * 2000}",
]


@pytest.mark.parametrize("name", ["list-participants", "list-cards", "list-letters"])
@pytest.mark.parametrize("address", HOSTILE)
def test_lists_survive_hostile_addresses(house: House, enter: Enter, name: str, address: str) -> None:
    house.card("Łoś")

    answer = enter("Anna").get(f"{house.address(name)}?{address}")

    assert answer.status_code == 200
    assert 'id="results"' in answer.content.decode()


@pytest.mark.parametrize(("words", "found"), [("los", True), ("ŁOŚ", True), ("los radomsko", True), ("zajac", False)])
def test_participants_are_found_by_folded_words(house: House, enter: Enter, words: str, found: bool) -> None:
    house.card("Łoś")
    house.card("Ćma", contact_email="inna@example.org")

    page = enter("Anna").get(house.address("list-participants"), {"q": words}).content.decode()

    assert ("Łoś Ewa" in page) is found
    assert "Ćma Ewa" not in page


def test_participants_filters_combine_and_chips_take_them_away(house: House, enter: Enter) -> None:
    house.card("Łoś")
    other = VariantFactory.create(conference=house.conference, slug="bez-noclegu", name="Bez noclegu")
    for surname, variant, diet in (("Ryś", other, Diet.VEGAN), ("Bóbr", other, Diet.STANDARD)):
        person = house.card(surname).participants.get()
        Participant.objects.filter(pk=person.pk).update(variant=variant, diet=diet)

    page = enter("Anna").get(house.address("list-participants"), {"variant": "bez-noclegu", "diet": "vegan"})

    assert [person.last_name for person in page.context["page"].object_list] == ["Ryś"]
    assert [chip.remove_url for chip in page.context["asked"].chips] == ["?diet=vegan", "?variant=bez-noclegu"]


def test_participants_arrived_and_paid_are_told_apart(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ryś")
    first = card.participants.order_by("pk")[0]
    Participant.objects.filter(pk=first.pk).update(arrived_at=timezone.now())
    client = enter("Anna")

    def names(**filters: str) -> list[str]:
        page = client.get(house.address("list-participants"), filters)
        return [person.last_name for person in page.context["page"].object_list]

    assert names(arrived="yes") == ["Łoś"]
    assert names(arrived="no") == ["Ryś"]
    assert names(payment="unpaid") == ["Łoś", "Ryś"]
    assert names(payment="paid") == []


def test_participants_are_sorted_in_polish_order(house: House, enter: Enter) -> None:
    for surname in ("Zając", "Łoś", "Lis", "Żak", "Ćma", "Cis"):
        house.card(surname)
    client = enter("Anna")

    for sort, expected in (
        ("surname", ["Cis", "Ćma", "Lis", "Łoś", "Zając", "Żak"]),
        ("-surname", ["Żak", "Zając", "Łoś", "Lis", "Ćma", "Cis"]),
    ):
        page = client.get(house.address("list-participants"), {"sort": sort})
        assert [person.last_name for person in page.context["page"].object_list] == expected


def test_participants_part_is_given_to_htmx_alone(house: House, enter: Enter) -> None:
    house.card("Łoś")
    address = house.address("list-participants")
    client = enter("Anna")

    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    restored = client.get(
        address,
        headers={"HX-Request": "true", "HX-Target": "results", "HX-History-Restore-Request": "true"},
    )

    assert "<html" not in part
    assert "Łoś Ewa" in part
    assert "<html" in restored.content.decode()


@pytest.mark.parametrize(("name", "queries"), [("list-participants", 14), ("list-cards", 12), ("list-letters", 8)])
def test_lists_ask_the_same_number_of_queries_for_one_and_three(
    house: House, enter: Enter, name: str, queries: int
) -> None:
    client = enter("Anna")
    counted: list[int] = []
    for surnames in (("Łoś",), ("Ryś",), ("Ćma",)):
        house.card(*surnames, contact_email=f"{len(counted)}@example.org")
        with CaptureQueriesContext(connection) as captured:
            client.get(house.address(name))
        counted.append(len(captured))

    assert counted == [queries] * 3


def test_cards_tell_sums_and_who_is_overdue(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ryś")
    late = house.card("Ćma")
    type(late).objects.filter(pk=late.pk).update(pay_by=house.conference.today() - timedelta(days=1))
    client = enter("Tomasz")

    page = client.get(house.address("list-cards"))
    overdue = client.get(house.address("list-cards"), {"payment": "overdue"})

    rows = {row.code: (row.people, row.due, row.settled, row.balance) for row in page.context["page"].object_list}
    assert rows == {card.code: (2, 240000, 0, 240000), late.code: (1, 120000, 0, 120000)}
    assert "2\u00a0400,00\u00a0zł" in page.content.decode()
    assert [row.code for row in overdue.context["page"].object_list] == [late.code]


def test_cards_are_found_by_the_people_on_them(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ryś")
    house.card("Ćma")
    client = enter("Anna")

    for words in ("rys", card.code.lower(), "los ewa"):
        page = client.get(house.address("list-cards"), {"q": words})
        assert [row.code for row in page.context["page"].object_list] == [card.code]


XSS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "javascript:alert(1)//'"]


@pytest.mark.parametrize("evil", XSS)
def test_names_are_escaped_wherever_they_are_shown(house: House, enter: Enter, evil: str) -> None:
    card = house.card("Łoś")
    person = card.participants.get()
    person.last_name = evil
    person.save()
    card.institution.name = evil
    card.institution.save()
    card.remarks = evil
    card.contact_name = evil
    card.save()
    client = enter("Anna")

    for name, rest in (("list-participants", []), ("list-cards", []), ("show-card", [card.code])):
        page = client.get(house.address(name, *rest)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert escape(evil) in page
