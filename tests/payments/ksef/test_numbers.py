import base64
from datetime import date

import pytest

from payments.ksef.calendar import is_working_day, working_days_after
from payments.ksef.numbers import is_ksef_number, verification_url

SAMPLE = "5265877635-20250826-0100001AF629-AF"


def test_the_documented_number_holds() -> None:
    assert is_ksef_number(SAMPLE)


def test_any_changed_character_is_seen() -> None:
    changed = [
        SAMPLE[:place] + other + SAMPLE[place + 1 :]
        for place, was in enumerate(SAMPLE)
        for other in "0123456789ABCDEF-"
        if other != was
    ]
    assert [number for number in changed if is_ksef_number(number)] == []


@pytest.mark.parametrize("number", ["", SAMPLE.lower(), f"{SAMPLE}\n", f" {SAMPLE}", SAMPLE[:-3]])
def test_what_is_not_a_number_is_refused(number: str) -> None:
    assert not is_ksef_number(number)


def test_the_text_of_the_code_is_as_specified() -> None:
    """The example of the documentation (kody-qr.md), its hash given back as bytes."""
    digest = base64.b64decode("UtQp9Gpc51y+u3xApZjIjgkpZ01js+J8KflSPW8WzIE=")
    url = verification_url(
        "https://qr-test.ksef.mf.gov.pl", nip="1111111111", issued_on=date(2026, 2, 1), digest=digest
    )
    assert url == (
        "https://qr-test.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE"
    )


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 6),
        date(2026, 4, 6),
        date(2026, 6, 4),
        date(2026, 11, 11),
        date(2026, 12, 24),
        date(2026, 11, 28),
        date(2026, 11, 29),
    ],
)
def test_free_days_are_known(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 10), date(2026, 11, 12)),
        (date(2026, 12, 23), date(2026, 12, 28)),
        (date(2027, 5, 26), date(2027, 5, 28)),
        (date(2026, 4, 30), date(2026, 5, 4)),
    ],
)
def test_the_next_working_day(issued: date, due: date) -> None:
    assert working_days_after(issued) == due


def test_seven_working_days_after_a_failure() -> None:
    assert working_days_after(date(2026, 12, 18), 7) == date(2026, 12, 31)
