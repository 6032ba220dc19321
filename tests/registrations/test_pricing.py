from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from events.enums import Audience, Exemption, ExtraKind, Rank
from events.models import Conference, Price, Variant, VatRule
from registrations.enums import LineKind, PublicFunding, RoomWish
from registrations.inputs import CardInput
from registrations.models import Institution
from registrations.pricing import PriceList, Standing, standing_of, with_vat
from registrations.services import cancel_card, submit_card
from tests.factories.events import (
    ConferenceFactory,
    DiscountCodeFactory,
    ExtraFactory,
    PriceFactory,
    PriceLevelFactory,
    VariantFactory,
    VatRuleFactory,
)
from tests.factories.registrations import InstitutionFactory, card_input, participant_input

EARLY, LATE = date(2026, 3, 1), date(2026, 5, 1)
WHOLE, MOST, NONE = PublicFunding.WHOLE, PublicFunding.MOST, PublicFunding.NONE
ACT = "art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od towarów i usług"


@pytest.fixture
def conference(db: None) -> Conference:
    return ConferenceFactory.create()


@pytest.fixture
def variant(conference: Conference) -> Variant:
    return VariantFactory.create(conference=conference, name="Wariant I", price=120000, nights=2)


def amounts(conference: Conference, data: CardInput, *, on: date = LATE, people_before: int = 0) -> list[int]:
    return [line.amount for line in PriceList.of(conference).card_lines(data, on=on, people_before=people_before)]


def test_variant_costs_its_own_price_where_no_other_is_given(conference: Conference, variant: Variant) -> None:
    person = participant_input(variant, first_name="Ewa", last_name="Łoś")
    assert [
        (line.kind, line.description, line.amount, line.quantity, line.person, line.variant, line.vat_rate)
        for line in PriceList.of(conference).card_lines(card_input(conference, person), on=LATE)
    ] == [(LineKind.VARIANT, "Wariant I: Ewa Łoś", 120000, 1, 0, variant, None)]


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        (date(2026, 3, 31), 90000),
        (date(2026, 4, 1), 100000),
        (date(2026, 4, 30), 100000),
        (date(2026, 5, 1), 130000),
        (date(2027, 1, 1), 130000),
    ],
)
def test_level_lasts_until_its_day_and_with_it(conference: Conference, variant: Variant, on: date, amount: int) -> None:
    for name, until, price in (
        ("późny", None, 130000),
        ("wczesny", date(2026, 3, 31), 90000),
        ("zwykły", date(2026, 4, 30), 100000),
    ):
        level = PriceLevelFactory.create(conference=conference, name=name, until=until)
        PriceFactory.create(variant=variant, level=level, amount=price)

    assert amounts(conference, card_input(conference, participant_input(variant)), on=on) == [amount]


def test_after_the_last_level_the_price_without_level_returns(conference: Conference, variant: Variant) -> None:
    level = PriceLevelFactory.create(conference=conference, until=EARLY)
    PriceFactory.create(variant=variant, level=level, amount=90000)

    day_after = EARLY + timedelta(days=1)
    assert amounts(conference, card_input(conference, participant_input(variant)), on=day_after) == [120000]


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ([("late", Audience.ALL, Rank.ANY, 1), (None, Audience.MEMBERS, Rank.FIRST, 2)], 1),
        ([("late", Audience.MEMBERS, Rank.ANY, 1), ("late", Audience.ALL, Rank.FIRST, 2)], 1),
        ([(None, Audience.MEMBERS, Rank.ANY, 1), (None, Audience.ALL, Rank.FIRST, 2)], 1),
        ([("late", Audience.ALL, Rank.FIRST, 1), ("late", Audience.ALL, Rank.ANY, 2)], 1),
        ([("late", Audience.MEMBERS, Rank.FIRST, 1), ("late", Audience.MEMBERS, Rank.ANY, 2)], 1),
        ([("early", Audience.MEMBERS, Rank.FIRST, 2), (None, Audience.ALL, Rank.ANY, 1)], 1),
        ([("late", Audience.OTHERS, Rank.ANY, 2), ("late", Audience.ALL, Rank.FURTHER, 3)], 120000),
    ],
    ids=["level", "audience in a level", "audience", "rank in a level", "all", "another level", "none fits"],
)
def test_price_that_says_most_counts(
    conference: Conference, variant: Variant, given: list[tuple[str | None, Audience, Rank, int]], amount: int
) -> None:
    levels = {
        "early": PriceLevelFactory.create(conference=conference, until=EARLY),
        "late": PriceLevelFactory.create(conference=conference, until=None),
    }
    for level, audience, rank, price in given:
        PriceFactory.create(
            variant=variant, level=levels[level] if level else None, audience=audience, rank=rank, amount=price
        )

    price_list = PriceList.of(conference)
    assert price_list.variant_price(variant, on=LATE, is_member=True, is_first=True) == amount


def test_first_person_of_an_institution_pays_another_price(conference: Conference, variant: Variant) -> None:
    PriceFactory.create(variant=variant, rank=Rank.FURTHER, amount=100000)
    data = card_input(conference, *(participant_input(variant) for _ in range(3)))

    assert amounts(conference, data) == [120000, 100000, 100000]
    assert amounts(conference, data, people_before=1) == [100000] * 3


def test_person_who_waits_costs_nothing_and_is_not_the_first(conference: Conference, variant: Variant) -> None:
    PriceFactory.create(variant=variant, rank=Rank.FURTHER, amount=100000)
    waits, comes = participant_input(variant, waits=True), participant_input(variant)

    lines = PriceList.of(conference).card_lines(card_input(conference, waits, comes, comes), on=LATE)

    assert [(line.person, line.amount) for line in lines] == [(1, 120000), (2, 100000)]


def test_extras_cost_once_or_for_each_night(conference: Conference, variant: Variant) -> None:
    gala = ExtraFactory.create(conference=conference, price=15000)
    companion = ExtraFactory.create(
        conference=conference, kind=ExtraKind.COMPANION, price=20000, is_per_night=True, name="Osoba towarzysząca"
    )
    workshop = ExtraFactory.create(conference=conference, kind=ExtraKind.WORKSHOP, price=0)
    nights = (date(2026, 6, 1),)
    first = participant_input(variant, extras=(gala, companion, workshop))
    second = participant_input(variant, extras=(companion, companion), nights=nights)
    third = participant_input(variant, extras=(companion,), nights=())

    lines = PriceList.of(conference).card_lines(card_input(conference, first, second, third), on=LATE)

    assert [(line.person, line.extra, line.amount, line.quantity) for line in lines] == [
        (0, None, 120000, 1),
        (0, gala, 15000, 1),
        (0, companion, 40000, 2),
        (1, None, 120000, 1),
        (1, companion, 20000, 1),
        (2, None, 120000, 1),
    ]


@pytest.mark.parametrize(
    ("wish", "is_taken", "is_offered", "surcharge"),
    [
        (RoomWish.ALONE, False, True, [10000]),
        (RoomWish.ALONE, True, True, [10000]),
        (RoomWish.ANY, True, True, [10000]),
        (RoomWish.ANY, False, True, []),
        (RoomWish.SAME, False, True, []),
        (RoomWish.ALONE, False, False, []),
    ],
)
def test_room_alone_costs_where_it_is_wished_or_taken(
    conference: Conference, variant: Variant, wish: RoomWish, is_taken: bool, is_offered: bool, surcharge: list[int]
) -> None:
    room = ExtraFactory.create(conference=conference, kind=ExtraKind.SINGLE_ROOM, price=5000, is_per_night=True)
    room.variants.add(variant if is_offered else VariantFactory.create(conference=conference))
    person = participant_input(variant, room_wish=wish, extras=(room,) if is_taken else ())

    assert amounts(conference, card_input(conference, person)) == [120000, *surcharge]


@pytest.mark.parametrize(
    ("exemption", "funding", "rate", "basis"),
    [
        (Exemption.ALWAYS, NONE, None, "A"),
        (Exemption.ALWAYS, WHOLE, None, "A"),
        (Exemption.WHOLE, WHOLE, None, "A"),
        (Exemption.WHOLE, MOST, 23, ""),
        (Exemption.WHOLE, NONE, 23, ""),
        (Exemption.MOST, WHOLE, None, "A"),
        (Exemption.MOST, MOST, None, "B"),
        (Exemption.MOST, NONE, 23, ""),
        (Exemption.NEVER, WHOLE, 23, ""),
    ],
)
def test_vat_is_as_the_rule_and_the_statement_say(
    exemption: Exemption, funding: PublicFunding, rate: int | None, basis: str
) -> None:
    within = VatRule(rate=23, exemption=exemption, basis="A", basis_partly="B", price_includes_vat=True)
    beside = VatRule(rate=23, exemption=exemption, basis="A", basis_partly="B", price_includes_vat=False)

    assert with_vat(100000, within, funding) == (100000, rate, basis)
    assert with_vat(100000, beside, funding) == (100000 if rate is None else 123000, rate, basis)


def test_one_basis_serves_both_statements_where_no_other_is_given() -> None:
    rule = VatRule(exemption=Exemption.MOST, basis="A")
    assert with_vat(1, rule, MOST) == (1, None, "A")


@pytest.mark.parametrize(("net", "gross"), [(1, 1), (2, 2), (50, 62), (150, 185), (101, 124), (99999, 122999)])
def test_vat_is_added_to_the_grosz_halves_up(net: int, gross: int) -> None:
    rule = VatRule(rate=23, exemption=Exemption.NEVER, price_includes_vat=False)
    assert with_vat(net, rule, WHOLE) == (gross, 23, "")


def test_vat_is_added_to_the_price_of_one_night(conference: Conference, variant: Variant) -> None:
    rule = VatRuleFactory.create(conference=conference, exemption=Exemption.NEVER, price_includes_vat=False)
    extra = ExtraFactory.create(conference=conference, price=50, is_per_night=True, vat_rule=rule)
    person = participant_input(variant, extras=(extra,))

    line = PriceList.of(conference).card_lines(card_input(conference, person), on=LATE)[1]

    assert (line.amount, line.quantity, line.vat_rate) == (124, 2, 23)


def test_each_price_item_has_its_own_vat_rule(conference: Conference, variant: Variant) -> None:
    variant.vat_rule = VatRuleFactory.create(conference=conference)
    taxed = VatRuleFactory.create(conference=conference, rate=8, exemption=Exemption.NEVER)
    extra = ExtraFactory.create(conference=conference, price=10000, vat_rule=taxed)
    data = card_input(conference, participant_input(variant, extras=(extra,)), public_funding=WHOLE)

    lines = PriceList.of(conference).card_lines(data, on=LATE)

    assert [(line.amount, line.vat_rate, line.vat_basis) for line in lines] == [(120000, None, ACT), (10000, 8, "")]


def test_discount_in_per_cent_is_of_the_variants(conference: Conference, variant: Variant) -> None:
    gala = ExtraFactory.create(conference=conference, price=15000)
    code = DiscountCodeFactory.create(conference=conference, code="CZŁONEK", percent=15)
    first = participant_input(variant, first_name="Ewa", last_name="Łoś", extras=(gala,))
    data = card_input(conference, first, participant_input(variant), discount=code)

    lines = PriceList.of(conference).card_lines(data, on=LATE)

    assert [line.amount for line in lines] == [120000, 15000, 120000, -18000, -18000]
    assert (lines[3].kind, lines[3].description, lines[3].person) == (LineKind.DISCOUNT, "Rabat CZŁONEK: Ewa Łoś", 0)


@pytest.mark.parametrize(
    ("amount", "cuts"),
    [(100, [-47, -6, -47]), (255000, [-120000, -15000, -120000]), (999999, [-120000, -15000, -120000])],
)
def test_discount_of_an_amount_is_shared_and_takes_no_more_than_is_due(
    conference: Conference, variant: Variant, amount: int, cuts: list[int]
) -> None:
    taxed = VatRuleFactory.create(conference=conference, exemption=Exemption.NEVER)
    gala = ExtraFactory.create(conference=conference, price=15000, vat_rule=taxed)
    code = DiscountCodeFactory.create(conference=conference, amount=amount)
    data = card_input(conference, participant_input(variant, extras=(gala,)), participant_input(variant), discount=code)

    lines = PriceList.of(conference).card_lines(data, on=LATE)

    assert [line.amount for line in lines[3:]] == cuts
    assert [(line.person, line.vat_rate) for line in lines[3:]] == [(0, None), (0, 23), (1, None)]


def test_prices_are_read_in_four_queries_and_then_none(
    conference: Conference, variant: Variant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    variant.vat_rule = VatRuleFactory.create(conference=conference)
    for _ in range(2):
        ExtraFactory.create(conference=conference, kind=ExtraKind.SINGLE_ROOM).variants.add(
            variant, VariantFactory.create(conference=conference)
        )
        level = PriceLevelFactory.create(conference=conference, until=LATE + timedelta(days=Price.objects.count()))
        PriceFactory.create(variant=variant, level=level)
    people = [participant_input(variant, room_wish=RoomWish.ALONE) for _ in range(3)]
    card = card_input(conference, *people)
    with django_assert_num_queries(4):
        price_list = PriceList.of(conference)
        assert len(price_list.card_lines(card, on=LATE)) == 6
    with django_assert_num_queries(0):
        assert len(price_list.card_lines(card, on=LATE)) == 6


def test_rules_and_rooms_that_nothing_needs_are_not_read(
    conference: Conference, variant: Variant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    VatRuleFactory.create(conference=conference)
    ExtraFactory.create(conference=conference, kind=ExtraKind.SINGLE_ROOM)
    card = card_input(conference, participant_input(variant))
    with django_assert_num_queries(1):
        assert len(PriceList.of(conference).card_lines(card, on=LATE)) == 1


def test_prices_of_another_conference_do_not_count(conference: Conference, variant: Variant) -> None:
    other = ConferenceFactory.create()
    PriceLevelFactory.create(conference=other, until=None)
    ExtraFactory.create(conference=other, kind=ExtraKind.SINGLE_ROOM)
    PriceFactory.create(variant=VariantFactory.create(conference=other))

    person = participant_input(variant, room_wish=RoomWish.ALONE)
    assert amounts(conference, card_input(conference, person)) == [120000]


def test_standing_counts_people_of_the_institution_on_cards_that_stand(
    conference: Conference, variant: Variant
) -> None:
    data = card_input(conference, participant_input(variant), participant_input(variant))
    party = data.institution.party
    other_centre = card_input(conference, participant_input(variant), institution=data.institution)
    submit_card(conference=conference, data=data, texts=[])
    gone = submit_card(conference=conference, data=other_centre, texts=[])
    cancel_card(card=gone, by=None, reason="")
    elsewhere = VariantFactory.create()
    submit_card(
        conference=elsewhere.conference, data=card_input(elsewhere.conference, participant_input(elsewhere)), texts=[]
    )

    assert standing_of(conference, party) == Standing(is_member=False, people_before=2)
    assert standing_of(elsewhere.conference, party) == Standing(is_member=False, people_before=1)


@pytest.mark.parametrize("name", ["MOPS Radomsko", "Miejski Ośrodek w Radomsku"])
def test_member_is_who_the_association_knows_by_the_nip(conference: Conference, name: str) -> None:
    InstitutionFactory.create(association=conference.association, nip="1111111111", name=name, is_member=True)
    party = card_input(conference).institution.party

    assert standing_of(conference, party).is_member is True
    assert standing_of(ConferenceFactory.create(), party).is_member is False
    Institution.objects.update(is_member=False)
    assert standing_of(conference, party).is_member is False
