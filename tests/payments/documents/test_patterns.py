from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from payments.documents.patterns import fill_pattern, validate_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "{number}/{year}",
        "FV/{number}/{month}/{year}",
        "{year}-{month}-{number}",
        "fv 2.{number}_{year}",
        "A.9-{number} {year}/Z 0",
        "{year}X{number}",
    ],
)
def test_pattern_that_makes_numbers_differ_is_taken(pattern: str) -> None:
    validate_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("", "needed"),
        ("{number}", "needed"),
        ("{year}", "needed"),
        ("FV/{month}/{year}", "needed"),
        ("{number}/{number}/{year}", "needed"),
        ("{number}/{year}/{year}", "needed"),
        ("{number}/{month}/{month}/{year}", "needed"),
        ("{number}/{day}/{year}", "place"),
        ("{number}/{}/{year}", "place"),
        ("{number}/{year", "needed"),
        ("ŁÓ/{number}/{year}", "letters"),
        ("{number}/{year}\n", "letters"),
        ("{number}|{year}", "letters"),
        ("{number}/{year}}", "letters"),
        ("{number}{year}", "parted"),
        ("{number}20{year}", "parted"),
        ("2{number}/{year}", "parted"),
        ("{number}/{year}7", "parted"),
        ("{month}{number}/{year}", "parted"),
    ],
)
def test_pattern_that_could_repeat_a_number_is_refused(pattern: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_pattern(pattern)
    assert refused.value.code == code


def test_refusals_say_what_to_write() -> None:
    with translation.override("en"):
        told = []
        for pattern in ("{year}/{zone}/{day}/{number}", "{number}", "ł{number}/{year}", "{number}{year}"):
            with pytest.raises(ValidationError) as refused:
                validate_pattern(pattern)
            told += refused.value.messages
    assert told == [
        "Only {number}, {month} and {year} are filled in, not {day}.",
        "Write {number} and {year} once each, and {month} at most once.",
        "Besides them only letters without accents, digits, spaces and the signs / . - _ may stand.",
        "Part {number}, {month}, {year} and digits by a sign, such as /.",
    ]


def test_pattern_is_filled_with_two_digits_of_the_month_and_four_of_the_year() -> None:
    day = date(2027, 6, 3)
    assert fill_pattern("FV/{number}/{month}/{year}", number=7, on=day) == "FV/7/06/2027"
    assert fill_pattern("{year}.{number}", number=1234, on=date(2026, 12, 31)) == "2026.1234"
