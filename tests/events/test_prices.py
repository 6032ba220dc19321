from datetime import date

import pytest

from events.models import Price, PriceLevel, Variant
from events.prices import PriceTable

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


def table(**amounts: int) -> tuple[PriceTable, Variant]:
    """A variant of 130000 with prices by level: early until March, regular until April, late to the end."""
    levels = {
        "early": PriceLevel(pk=1, until=MARCH),
        "regular": PriceLevel(pk=2, until=APRIL),
        "late": PriceLevel(pk=3, until=None),
    }
    variant = Variant(pk=1, price=130000)
    prices = [Price(variant=variant, level_id=levels[name].pk, amount=amount) for name, amount in amounts.items()]
    return PriceTable(list(levels.values()), {1: prices}), variant


@pytest.mark.parametrize(
    ("amounts", "on", "until"),
    [
        ({"early": 90000, "regular": 100000}, MARCH, MARCH),
        ({"early": 90000, "regular": 90000}, MARCH, APRIL),
        ({"early": 130000, "late": 140000}, MARCH, APRIL),
        ({"early": 90000}, date(2026, 4, 1), None),
        ({"regular": 100000, "late": 100000}, APRIL, None),
        ({"late": 150000}, date(2026, 5, 1), None),
        ({}, MARCH, None),
    ],
)
def test_price_lasts_until_the_day_after_which_it_differs(
    amounts: dict[str, int], on: date, until: date | None
) -> None:
    prices, variant = table(**amounts)
    assert prices.last_day_of_price(variant, on) == until
