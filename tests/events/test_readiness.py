from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.enums import Audience, Exemption
from events.models import Conference, Price, PriceLevel, ResignationFee, VatRule
from events.readiness import Facts, Section, problems_of
from tests.factories.events import ConferenceFactory, PlacePoolFactory, VariantFactory, VenueFactory

pytestmark = pytest.mark.django_db
Change = Callable[[Conference], Any]


@pytest.fixture
def ready() -> Conference:
    """A conference of which nothing is to be said."""
    conference = ConferenceFactory.create(
        summary="Trzy dni szkoleń.", contact_phone="44 683 28 85", venue=VenueFactory.create()
    )
    rule = VatRule.objects.create(
        conference=conference, name="Konferencja", exemption=Exemption.MOST, basis="art. 43", basis_partly="§ 3"
    )
    variant = VariantFactory.create(conference=conference, name="Pełny", vat_rule=rule)
    variant.pools.add(PlacePoolFactory.create(conference=conference, name="Hotel"))
    level = PriceLevel.objects.create(conference=conference, name="Wczesna", until=None)
    Price.objects.create(variant=variant, level=level, amount=100000)
    ResignationFee.objects.create(conference=conference, until=day(conference, -10), percent=50)
    return conference


def day(conference: Conference, days: int) -> Any:
    return conference.starts_on + timedelta(days=days)


def found(conference: Conference) -> list[tuple[Section, bool, str]]:
    fresh = Conference.objects.select_related("association").get(pk=conference.pk)
    return [(problem.section, problem.blocks, problem.text) for problem in problems_of(Facts.of(fresh))]


def put(**values: Any) -> Change:
    return lambda conference: Conference.objects.filter(pk=conference.pk).update(**values)


def put_on_association(**values: Any) -> Change:
    return lambda conference: type(conference.association).objects.filter(pk=conference.association_id).update(**values)


def put_on_variant(**values: Any) -> Change:
    return lambda conference: conference.variants.update(**values)


def put_on_rule(**values: Any) -> Change:
    return lambda conference: conference.vat_rules.update(**values)


def put_on_fee(days: int) -> Change:
    return lambda conference: conference.resignation_fees.update(until=day(conference, days))


def put_on_level(days: int) -> Change:
    return lambda conference: conference.price_levels.update(until=day(conference, days))


def add_fee(days: int, percent: int) -> Change:
    return lambda conference: ResignationFee.objects.create(
        conference=conference, until=day(conference, days), percent=percent
    )


def moved_past_start(name: str) -> Change:
    def change(conference: Conference) -> None:
        late = day(conference, 1)
        value: Any = late
        if name.endswith("_at"):
            value = timezone.now() + (late - timezone.localdate())
        Conference.objects.filter(pk=conference.pk).update(**{name: value})

    return change


def without_prices_but_at_a_level(conference: Conference) -> None:
    conference.variants.update(price=0)
    PriceLevel.objects.create(conference=conference, name="Zwykła", until=day(conference, -40))


BLOCKING: dict[str, tuple[Change, Section, str]] = {
    "no account": (put_on_association(bank_account=""), Section.ASSOCIATION, "rachunku"),
    "no variants": (lambda c: c.variants.all().delete(), Section.VARIANTS, "Nie ma wariantów"),
    "no price": (put_on_variant(price=0), Section.VARIANTS, "„Pełny” nie ma ceny"),
    "too many nights": (put_on_variant(nights=9), Section.VARIANTS, "więcej noclegów"),
    "empty pool": (lambda c: c.pools.update(size=0), Section.POOLS, "„Hotel”"),
    "closes late": (moved_past_start("registration_closes_at"), Section.REGISTRATION, "zamyka się po"),
    "resignation late": (moved_past_start("resignation_until"), Section.REGISTRATION, "bezpłatna rezygnacja"),
    "changes late": (moved_past_start("changes_until"), Section.REGISTRATION, "zmiany na kartach"),
    "fee late": (put_on_fee(1), Section.FEES, "50%"),
    "level late": (put_on_level(1), Section.LEVELS, "„Wczesna”"),
    "level gap": (without_prices_but_at_a_level, Section.PRICES, "na niektórych poziomach"),
    "no basis": (put_on_rule(basis=""), Section.VAT, "bez podstawy"),
    "no basis for most": (put_on_rule(basis_partly=""), Section.VAT, "70 procentach"),
    "fees fall": (add_fee(-5, 40), Section.FEES, "40%"),
    "fee before the free day": (put_on_fee(-59), Section.FEES, "nigdy nie obowiąże"),
}
ADVISED: dict[str, tuple[Change, Section]] = {
    "no motto": (put(motto=""), Section.IDENTITY),
    "no summary": (put(summary=""), Section.IDENTITY),
    "no e-mail": (put(contact_email=""), Section.IDENTITY),
    "no phone": (put(contact_phone=""), Section.IDENTITY),
    "no venue": (put(venue=None), Section.PLACE),
    "no opening": (put(registration_opens_at=None), Section.REGISTRATION),
    "no closing": (put(registration_closes_at=None), Section.REGISTRATION),
    "no NIP": (put_on_association(nip=""), Section.ASSOCIATION),
    "variant without a rule": (put_on_variant(vat_rule=None), Section.VARIANTS),
    "level ends early": (put_on_level(-50), Section.LEVELS),
    "unused pool": (lambda c: PlacePoolFactory.create(conference=c), Section.POOLS),
}


def test_conference_that_is_ready_has_no_problems(ready: Conference) -> None:
    assert found(ready) == []


@pytest.mark.parametrize("case", BLOCKING)
def test_problem_blocks_and_says_where_it_is_mended(ready: Conference, case: str) -> None:
    change, section, words = BLOCKING[case]

    change(ready)

    told = [(where, words in text) for where, blocks, text in found(ready) if blocks]
    assert (section, True) in told


@pytest.mark.parametrize("case", ADVISED)
def test_advice_blocks_nothing(ready: Conference, case: str) -> None:
    change, section = ADVISED[case]

    change(ready)

    assert [(where, blocks) for where, blocks, _text in found(ready)] == [(section, False)]


def test_free_variant_is_meant_where_a_price_of_nothing_says_so(ready: Conference) -> None:
    ready.variants.update(price=0)
    Price.objects.create(variant=ready.variants.get(), amount=0, audience=Audience.ALL)

    assert found(ready) == []


def test_reading_takes_as_many_queries_for_one_variant_as_for_many(
    ready: Conference, django_assert_num_queries: Any
) -> None:
    for _number in range(3):
        VariantFactory.create(conference=ready).pools.add(ready.pools.get())
    with django_assert_num_queries(9):
        problems_of(Facts.of(Conference.objects.select_related("association").get(pk=ready.pk)))
