from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import ngettext, override

from events import formats


@pytest.mark.parametrize(
    ("grosze", "written"),
    [
        (0, "0,00\u00a0zł"),
        (5, "0,05\u00a0zł"),
        (120000, "1\u00a0200,00\u00a0zł"),
        (-120050, "\u2212\u00a01\u00a0200,50\u00a0zł"),
        (123456789, "1\u00a0234\u00a0567,89\u00a0zł"),
    ],
)
def test_money_is_written_as_in_poland(grosze: int, written: str) -> None:
    for language in ("pl", "en"):
        with override(language):
            assert formats.money(grosze) == written


def test_other_currencies_are_named() -> None:
    assert formats.money(100, "EUR") == "1,00\u00a0€"
    assert formats.money(100, "CHF") == "1,00\u00a0CHF"


def test_day_of_a_moment_is_the_one_in_poland() -> None:
    before_midnight_utc = datetime(2024, 6, 13, 22, 30, tzinfo=UTC)
    assert formats.day(before_midnight_utc) == "14.06.2024"
    assert formats.moment(before_midnight_utc) == "14.06.2024 0:30"
    assert formats.day(date(2024, 2, 29)) == "29.02.2024"


def test_days_are_written_in_the_language_of_the_page() -> None:
    with override("pl"):
        assert formats.long_day(date(2024, 6, 13)) == "czwartek, 13 czerwca 2024"
        assert formats.day_range(date(2024, 6, 13), date(2024, 6, 15)) == "13–15 czerwca 2024"
        assert formats.day_range(date(2024, 6, 30), date(2024, 7, 2)) == "30 czerwca – 2 lipca 2024"
        assert formats.day_range(date(2024, 12, 31), date(2025, 1, 2)) == "31 grudnia 2024 – 2 stycznia 2025"
        assert formats.day_range(date(2024, 6, 13), date(2024, 6, 13)) == "13 czerwca 2024"
        assert formats.clock(time(9, 5)) == "9.05"
    with override("en"):
        assert formats.day_range(date(2024, 6, 13), date(2024, 6, 15)) == "13–15 June 2024"
        assert formats.clock(time(9, 5)) == "9:05"


@pytest.mark.parametrize(
    ("number", "roman"),
    [(1, "I"), (4, "IV"), (9, "IX"), (10, "X"), (14, "XIV"), (25, "XXV"), (49, "XLIX"), (1994, "MCMXCIV")],
)
def test_edition_is_a_roman_number(number: int, roman: str) -> None:
    assert formats.roman(number) == roman


def test_account_is_grouped_to_be_copied() -> None:
    grouped = "61\u00a01090\u00a01014\u00a00000\u00a00712\u00a01981\u00a02874"
    assert formats.account_number("61109010140000071219812874") == grouped


PLACES = {
    0: "miejsc",
    1: "miejsce",
    2: "miejsca",
    5: "miejsc",
    12: "miejsc",
    22: "miejsca",
    25: "miejsc",
    112: "miejsc",
}


@pytest.mark.parametrize(("count", "word"), PLACES.items())
def test_numbers_take_their_polish_form(count: int, word: str) -> None:
    with override("pl"):
        told = ngettext("%(count)s place is left", "%(count)s places are left", count) % {"count": count}
    assert f"{count} {word}" in told
