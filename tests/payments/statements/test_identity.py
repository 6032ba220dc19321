"""When two lines are one transaction: word for word, by the bank's number, by day, sum and texts."""

from dataclasses import replace
from datetime import date

import pytest

from payments.statements.identity import Fresh, Marks, alike, marks, marks_of, new_among
from payments.statements.parsed import ParsedTransaction

DAY = date(2026, 11, 2)
ONE = ParsedTransaction(
    booked_on=DAY,
    value_on=DAY,
    amount=120_000,
    currency="PLN",
    payer_name="GMINA RADOMSKO",
    payer_account="PL27114020040000300201355387",
    title="Opłata za konferencję Kowalska",
    bank_ref="BR07281234",
    balance_after=500_000,
)
BARE = replace(ONE, bank_ref="", balance_after=None)


def fresh_of(told: list[ParsedTransaction], known: list[ParsedTransaction]) -> list[ParsedTransaction]:
    return [one.transaction for one in new_among(told, [marks_of(other) for other in known])]


def test_marks_are_the_texts_without_what_banks_write_differently() -> None:
    assert marks_of(ONE) == Marks(
        booked_on=DAY,
        amount=120_000,
        currency="PLN",
        account="PL27114020040000300201355387",
        title="oplatazakonferencjekowalska",
        name="gminaradomsko",
        number="br07281234",
        balance=500_000,
    )
    assert marks_of(ONE).core == (DAY, 120_000, "PLN")


@pytest.mark.parametrize(
    ("number", "told"), [("NTRFNTRF", ""), ("001", ""), ("12345", ""), ("123456", "123456"), ("BR-07/2812", "br072812")]
)
def test_number_that_names_nothing_is_none(number: str, told: str) -> None:
    assert marks(DAY, 1, "PLN", "", "", "", number, None).number == told


def test_same_file_again_brings_nothing_and_two_equal_lines_are_two() -> None:
    assert fresh_of([ONE], [ONE]) == []
    assert fresh_of([ONE, ONE], [ONE]) == [ONE]
    assert fresh_of([ONE, ONE], [ONE, ONE]) == []
    assert fresh_of([ONE], []) == [ONE]


def test_lines_of_another_day_sum_or_currency_are_others() -> None:
    for changed in (
        replace(ONE, booked_on=date(2026, 11, 3)),
        replace(ONE, amount=120_001),
        replace(ONE, currency="EUR"),
    ):
        assert fresh_of([changed], [ONE]) == [changed]


def test_number_decides_where_both_have_it() -> None:
    shortened = replace(ONE, title=ONE.title[:14], payer_account="")
    assert fresh_of([shortened], [ONE]) == []
    other_number = replace(ONE, bank_ref="BR07289999")
    assert fresh_of([other_number], [ONE]) == [other_number]
    contradicting = replace(ONE, title="Darowizna na cele statutowe")
    assert fresh_of([contradicting], [ONE]) == [contradicting]


def test_balance_decides_where_there_is_no_number() -> None:
    known = replace(ONE, bank_ref="")
    other = replace(known, balance_after=620_000)
    assert fresh_of([other], [known]) == [other]
    assert fresh_of([replace(known, title=known.title[:12])], [known]) == []


def test_texts_decide_where_one_side_has_neither() -> None:
    assert fresh_of([BARE], [ONE]) == []
    assert fresh_of([ONE], [BARE]) == []
    assert fresh_of([replace(BARE, title=ONE.title[:13])], [ONE]) == []
    for changed in (
        replace(BARE, payer_account="PL61109010140000071219812874"),
        replace(BARE, title="Opłata"),
        replace(BARE, title="Zupełnie co innego"),
    ):
        assert fresh_of([changed], [ONE]) == [changed]


def test_without_a_title_account_or_name_must_agree() -> None:
    untitled = replace(BARE, title="")
    assert fresh_of([untitled], [ONE]) == []
    assert fresh_of([replace(untitled, payer_account="")], [ONE]) == []
    stranger = replace(untitled, payer_account="", payer_name="POWIAT ŁASKI")
    assert fresh_of([stranger], [ONE]) == [stranger]
    empty = replace(untitled, payer_account="", payer_name="")
    assert fresh_of([empty], [ONE]) == [empty]


def test_exact_lines_are_struck_before_similar_ones() -> None:
    similar = replace(BARE, title=ONE.title[:13])
    assert fresh_of([similar, ONE], [ONE, similar]) == []
    assert fresh_of([similar, ONE], [ONE]) == [similar]


def test_occurrence_counts_those_known_and_those_just_found() -> None:
    known = [marks_of(BARE)]
    found = new_among([BARE, BARE, BARE], known)
    identity = marks_of(BARE).identity
    assert found == [Fresh(BARE, identity, 1), Fresh(BARE, identity, 2)]


def test_identity_tells_every_mark() -> None:
    its = marks_of(ONE)
    others = [
        replace(its, booked_on=date(2026, 11, 3)),
        replace(its, amount=1),
        replace(its, currency="EUR"),
        replace(its, account=""),
        replace(its, title=""),
        replace(its, name=""),
        replace(its, number=""),
        replace(its, balance=None),
        replace(its, balance=0),
    ]
    assert len({its.identity, *(one.identity for one in others)}) == 10
    moved = replace(its, title=its.title + its.name, name="")
    assert moved.identity != its.identity


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a", "a", True),
        ("abcdefgh", "abcdefghi", True),
        ("abcdefg", "abcdefgh", False),
        ("bcdefghi", "abcdefghi", False),
    ],
)
def test_shortened_text_is_alike_when_it_is_long_enough(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is alike(other, one) is expected
