from hypothesis import given
from hypothesis import strategies as st

from payments.documents.amounts import (
    Line,
    Sum,
    bases,
    by_rate,
    changed_by_rate,
    per_cent_of,
    total,
    vat_within,
    with_vat,
)
from payments.enums import VatRate

lines = st.lists(
    st.builds(
        Line,
        name=st.just("Udział"),
        quantity=st.integers(1, 60),
        unit=st.just("os."),
        unit_gross=st.integers(-500_000, 500_000),
        rate=st.sampled_from(VatRate),
    ),
    max_size=40,
)


@given(lines)
def test_totals_are_always_the_sum_of_the_lines(some: list[Line]) -> None:
    summed = with_vat(some)
    assert total(summed).gross == sum(line.quantity * line.unit_gross for line in some)
    assert total(summed) == sum(by_rate(summed).values(), Sum())
    assert all(line.sums.net + line.sums.vat == line.sums.gross for line in summed)


@given(lines)
def test_the_vat_of_each_rate_is_that_of_its_gross(some: list[Line]) -> None:
    for rate, sums in by_rate(with_vat(some)).items():
        assert sums.vat == vat_within(sums.gross, per_cent_of(rate))


@given(lines, lines)
def test_a_correction_is_what_is_now_less_what_was(before: list[Line], after: list[Line]) -> None:
    had, has = with_vat(before), with_vat(after)
    assert sum(changed_by_rate(had, has).values(), Sum()) == total(has) - total(had)


@given(st.integers(-(10**9), 10**9), st.sampled_from([5, 8, 23]))
def test_vat_is_the_nearest_grosz_and_turns_with_its_sign(gross: int, per_cent: int) -> None:
    found = vat_within(gross, per_cent)
    assert vat_within(-gross, per_cent) == -found
    assert abs(found * (100 + per_cent) - gross * per_cent) * 2 <= 100 + per_cent


def test_known_amounts() -> None:
    assert [vat_within(gross, 23) for gross in (123, 120000, 1, 3, 0)] == [23, 22439, 0, 1, 0]
    assert [vat_within(120000, rate) for rate in (0, 5, 8)] == [0, 5714, 8889]


def test_equal_lines_share_the_grosze_of_their_rate() -> None:
    summed = with_vat([Line("Udział", 1, "os.", 5, VatRate.R23)] * 3)
    assert [line.sums.vat for line in summed] == [1, 1, 1]
    summed = with_vat([Line("Udział", 1, "os.", 2, VatRate.R23)] * 3)
    assert (sum(line.sums.vat for line in summed), vat_within(6, 23)) == (1, 1)


def test_sums_are_added_and_taken_away_part_by_part() -> None:
    assert Sum(10, 20, 30) + Sum(1, 2, 3) == Sum(11, 22, 33)
    assert Sum(10, 20, 30) - Sum(1, 2, 3) == Sum(9, 18, 27)


def test_rates_stand_in_the_order_of_the_enumeration_and_name_what_changed() -> None:
    exempt = Line("Udział", 2, "os.", 100, VatRate.EXEMPT, basis="art. 43")
    taxed = Line("Kolacja", 1, "szt.", 123, VatRate.R23)
    before, after = with_vat([exempt, taxed]), with_vat([taxed])
    assert list(by_rate(before)) == [VatRate.R23, VatRate.EXEMPT]
    assert by_rate(before) == {VatRate.R23: Sum(100, 23, 123), VatRate.EXEMPT: Sum(200, 0, 200)}
    assert changed_by_rate(before, after) == {VatRate.R23: Sum(), VatRate.EXEMPT: Sum(-200, 0, -200)}
    assert changed_by_rate([], after) == {VatRate.R23: Sum(100, 23, 123)}


def test_grounds_of_exemption_are_named_once_in_their_order() -> None:
    lines = [Line("x", 1, "szt.", 1, VatRate.EXEMPT, basis=basis) for basis in ("b", "", "a", "b")]
    assert bases(lines) == ["b", "a"]


def test_rates_that_are_no_number_have_no_vat() -> None:
    assert {rate: per_cent_of(rate) for rate in VatRate if per_cent_of(rate)} == {
        rate: int(rate.value) for rate in VatRate if rate.value.isdecimal() and rate.value != "0"
    }
    assert per_cent_of(VatRate.EXEMPT) == 0
