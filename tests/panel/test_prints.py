from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.paper.letterhead import Letterhead
from panel.prints.papers import (
    AttendancePaper,
    BadgesPaper,
    CountRow,
    DayMeals,
    DietsPaper,
    Head,
    InstitutionsPaper,
    Listed,
    ListedGroup,
    Need,
)
from panel.prints.pdf import draw_attendance, draw_badge_list, draw_diets, draw_institutions
from panel.selectors.prints import attendance_paper, diets_paper
from registrations.enums import Diet
from registrations.services import submit_card
from tests.events.paper_reading import letters_of, pages_of, text_of
from tests.factories.events import VariantFactory
from tests.factories.registrations import card_input, participant_input
from tests.panel.conftest import House

Enter = Callable[[str], Client]
HOSTILE = "Rossi & <b Łoś-Ćwiąkalska"
LONG = "Źdźbło-Wąsowicz-Czerwińska-Grzegorzewska-Dąbrowska-Śląska-Ów"
HEAD = Head(
    letterhead=Letterhead("Stowarzyszenie", "ul. Rynek 1", "", "", "XI Konferencja, Zakopane", "#1f5f46"),
    title="Lista obecności",
    scope="Wszyscy",
    printed="stan z 13.06.2024 9:05",
)
PEOPLE = tuple(
    Listed(number, f"{surname} Ewa", "MOPS <i> & spółka", "kierownik", "Wariant I")
    for number, surname in enumerate([HOSTILE, LONG, *["Ćma"] * 60], start=1)
)
GROUPS = (ListedGroup("Ć", PEOPLE),)


def test_attendance_list_cuts_no_name_and_counts_its_pages() -> None:
    pdf = draw_attendance(AttendancePaper(HEAD, ("czw. 13.06", "pt. 14.06", "sob. 15.06"), GROUPS))

    words = text_of(pdf)
    assert HOSTILE in words
    assert LONG in letters_of(pdf)
    pages = pages_of(pdf)
    assert pages > 2
    assert f"Strona {pages} z {pages}" in words
    assert words.count("czw. 13.06") == pages
    assert pdf == draw_attendance(AttendancePaper(HEAD, ("czw. 13.06", "pt. 14.06", "sob. 15.06"), GROUPS))


@pytest.mark.parametrize(
    "pdf",
    [draw_institutions(InstitutionsPaper(HEAD, GROUPS)), draw_badge_list(BadgesPaper(HEAD, GROUPS))],
    ids=["institutions", "badges"],
)
def test_other_lists_hold_every_name(pdf: bytes) -> None:
    words = text_of(pdf)

    assert HOSTILE in words
    assert words.count("Ćma Ewa") == 60
    assert "62 osoby na liście." in words


def test_empty_lists_are_drawn_too() -> None:
    for pdf in (
        draw_attendance(AttendancePaper(HEAD, ("czw. 13.06",), ())),
        draw_badge_list(BadgesPaper(HEAD, ())),
        draw_diets(DietsPaper(HEAD, "", (DayMeals("czwartek", ("Obiad",), ()),), ())),
    ):
        assert pages_of(pdf) == 1


def test_diet_counts_are_added_up_and_needs_stand_apart() -> None:
    day = DayMeals("czwartek", ("Śniadanie", "Obiad"), (CountRow("wegańska", (1, 2)), CountRow("standardowa", (3, 40))))
    paper = DietsPaper(HEAD, "Jak liczono.", (day,), ("wegańska",), (CountRow("Gala", (2,)),))
    need = Need(HOSTILE, "MOPS", "Wariant I", "inna", "bez orzechów")

    counts, whole = text_of(draw_diets(paper)), text_of(draw_diets(replace(paper, needs=(need,))))

    assert "42" in counts
    assert "Kto czego potrzebuje" not in counts
    assert HOSTILE in whole
    assert "bez orzechów" in whole


def test_meals_follow_days_and_nights(house: House) -> None:
    guest = VariantFactory.create(conference=house.conference, nights=0)
    people = [
        participant_input(house.variant, diet=Diet.VEGAN, diet_note="bez soi"),
        participant_input(house.variant, arrives_on=house.conference.ends_on),
        participant_input(guest),
    ]
    submit_card(conference=house.conference, data=card_input(house.conference, *people), texts=[])

    paper = diets_paper(house.conference, None, tells_needs=True)
    counted = [{row.name: row.counts for row in day.rows} for day in paper.days]

    assert counted == [
        {"standardowa": (0, 1, 1), "wegańska": (0, 1, 1)},
        {"standardowa": (1, 1, 1), "wegańska": (1, 1, 1)},
        {"standardowa": (1, 2, 0), "wegańska": (1, 1, 0)},
    ]
    assert [need.note for need in paper.needs] == ["bez soi"]
    assert diets_paper(house.conference, None, tells_needs=False).needs == ()


def test_prints_keep_to_the_variant_the_role_and_the_conference(house: House, enter: Enter) -> None:
    other = VariantFactory.create(conference=house.conference, slug="inny", name="Wariant II")
    people = [
        participant_input(house.variant, last_name="Widoczna", diet=Diet.VEGAN, diet_note="bez soi"),
        participant_input(other, last_name="Pominięta"),
    ]
    submit_card(conference=house.conference, data=card_input(house.conference, *people), texts=[])
    house.elsewhere_house().card("Obca")

    def words(who: str, paper: str, query: str = "") -> str:
        answer = enter(who).get(house.address("print-list", paper) + query)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        return text_of(answer.content)

    whole, one = words("Oskar", "attendance"), words("Oskar", "attendance", "?variant=wariant&group=institution")
    assert ("Widoczna" in whole, "Pominięta" in whole, "Obca" in whole) == (True, True, False)
    assert ("Widoczna" in one, "Pominięta" in one) == (True, False)
    assert "Widoczna" in words("Franek", "institutions", "?variant=%00&group=x")
    assert "bez soi" in words("Oskar", "diets")
    assert "bez soi" not in words("Franek", "diets")
    assert "Widoczna" not in words("Oskar", "badges")
    assert enter("Oskar").get(house.address("print-list", "secrets")).status_code == 404
    assert "Wydruki" in enter("Franek").get(house.address("list-prints")).content.decode()


def test_attendance_takes_as_many_queries_for_one_as_for_three(house: House) -> None:
    counted = []
    for surnames in (("Łoś",), ("Ryś", "Lis")):
        house.card(*surnames)
        with CaptureQueriesContext(connection) as captured:
            attendance_paper(house.conference, None, "institution")
        counted.append(len(captured))

    assert counted == [1, 1]
