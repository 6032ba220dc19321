"""What holds for any prices. Nothing is saved: the price list is built by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from events.enums import Audience, Exemption, Rank
from events.models import Conference, DiscountCode, Price, PriceLevel, Variant, VatRule
from events.prices import PriceTable
from registrations.enums import PublicFunding
from registrations.inputs import CardInput
from registrations.pricing import PriceList, discount_lines, shares
from tests.factories.registrations import card_input, participant_input

EARLY, LATE = date(2026, 3, 1), date(2026, 5, 1)
GROSZE = st.integers(0, 500_000)
PEOPLE = st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=6)
FUNDING = st.sampled_from(list(PublicFunding))
EXEMPTIONS = st.sampled_from(list(Exemption))
DISCOUNTS = st.one_of(
    st.none(),
    st.builds(DiscountCode, percent=st.integers(0, 100), code=st.just("A")),
    st.builds(DiscountCode, amount=st.integers(0, 2_000_000), code=st.just("A")),
)


@st.composite
def priced(draw: st.DrawFn) -> tuple[PriceList, list[Variant], Conference]:
    rules = {
        key: VatRule(
            pk=key, rate=draw(st.integers(0, 30)), exemption=draw(EXEMPTIONS), price_includes_vat=draw(st.booleans())
        )
        for key in (1, 2)
    }
    variants = [
        Variant(pk=key, name=f"W{key}", price=draw(GROSZE), nights=2, vat_rule_id=draw(st.sampled_from([None, 1, 2])))
        for key in (1, 2, 3)
    ]
    combinations = [(level, audience, rank) for level in (None, 1) for audience in Audience for rank in Rank]
    prices = {
        variant.pk: [
            Price(variant=variant, level_id=level, audience=audience, rank=rank, amount=draw(GROSZE))
            for level, audience, rank in draw(st.lists(st.sampled_from(combinations), unique=True, max_size=4))
        ]
        for variant in variants
    }
    return PriceList(PriceTable([PriceLevel(pk=1, until=EARLY)], prices), rules), variants, Conference()


Asked = Callable[[list[tuple[int, bool, bool]]], CardInput]


def asked(variants: list[Variant], conference: Conference, **changes: Any) -> Asked:
    def card(people: list[tuple[int, bool, bool]]) -> CardInput:
        persons = [
            participant_input(variants[which], waits=waits, nights=() if stays else None)
            for which, waits, stays in people
        ]
        return card_input(conference, *persons, **changes)

    return card


@given(priced(), PEOPLE, FUNDING, DISCOUNTS, st.booleans(), st.integers(0, 2), st.sampled_from([EARLY, LATE]))
def test_no_card_and_no_person_of_it_is_ever_owed_money(
    made: tuple[PriceList, list[Variant], Conference],
    people: list[tuple[int, bool, bool]],
    funding: PublicFunding,
    discount: DiscountCode | None,
    is_member: bool,
    people_before: int,
    on: date,
) -> None:
    price_list, variants, conference = made
    data = asked(variants, conference, public_funding=funding, discount=discount, is_member=is_member)(people)

    lines = price_list.card_lines(data, on=on, people_before=people_before)

    each = [sum(line.amount for line in lines if line.person == index) for index in range(len(people))]
    assert min(each) >= 0
    assert sum(each) == sum(line.amount for line in lines)
    assert [amount for amount, (_, waits, _) in zip(each, people, strict=True) if waits and amount] == []


@given(priced(), PEOPLE, FUNDING, st.integers(1, 3))
def test_order_of_people_matters_only_by_who_is_first(
    made: tuple[PriceList, list[Variant], Conference],
    people: list[tuple[int, bool, bool]],
    funding: PublicFunding,
    people_before: int,
) -> None:
    price_list, variants, conference = made
    card = asked(variants, conference, public_funding=funding)

    there = price_list.card_lines(card(people), on=LATE, people_before=people_before)
    back = price_list.card_lines(card(people[::-1]), on=LATE, people_before=people_before)

    assert sum(line.amount for line in there) == sum(line.amount for line in back)


@given(st.lists(GROSZE, max_size=8), st.integers(0, 5_000_000))
def test_shares_make_the_whole_and_none_is_larger_than_its_part(parts: list[int], amount: int) -> None:
    found = shares(parts, amount)
    assert sum(found) == min(amount, sum(parts))
    assert all(0 <= share <= part for share, part in zip(found, parts, strict=True))


@given(priced(), PEOPLE, DISCOUNTS.filter(lambda code: code is not None))
def test_discount_keeps_to_the_rates_of_what_it_lowers(
    made: tuple[PriceList, list[Variant], Conference], people: list[tuple[int, bool, bool]], discount: DiscountCode
) -> None:
    price_list, variants, conference = made
    lines = price_list.card_lines(asked(variants, conference)(people), on=LATE)

    cut = discount_lines(lines, discount)

    for line in cut:
        lowered = [one for one in lines if (one.person, one.vat_rate) == (line.person, line.vat_rate)]
        assert 0 < -line.amount <= sum(one.amount for one in lowered)
