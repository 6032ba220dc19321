"""Which of a variant's prices counts on which day and for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from events.enums import Audience, Rank
from events.models import Conference, Price, PriceLevel, Variant

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PriceTable:
    """The prices of a conference by their variants' keys; what they are without VAT where the rule says so."""

    levels: Sequence[PriceLevel]
    prices: Mapping[int, Sequence[Price]]

    @classmethod
    def of(cls, conference: Conference) -> "PriceTable":
        """One query, and one more where prices have levels."""
        prices: dict[int, list[Price]] = {}
        for price in Price.objects.filter(variant__conference=conference).order_by("pk"):
            prices.setdefault(price.variant_id, []).append(price)
        has_levels = any(price.level_id for given in prices.values() for price in given)
        levels = list(PriceLevel.objects.filter(conference=conference)) if has_levels else []
        return cls(levels, prices)

    @property
    def ranks_people(self) -> bool:
        """Whether it matters who is the first of an institution: else nobody need be counted."""
        return any(price.rank != Rank.ANY for prices in self.prices.values() for price in prices)

    def level_on(self, on: date) -> PriceLevel | None:
        return next((level for level in self.levels if level.until is None or on <= level.until), None)

    def price_on(self, variant: Variant, on: date, *, is_member: bool = False, is_first: bool = True) -> int:
        """In grosze; of several prices that fit, that which says most."""
        level = self.level_on(on)
        levels = {None, level.pk if level else None}
        audiences = {Audience.ALL, Audience.MEMBERS if is_member else Audience.OTHERS}
        ranks = {Rank.ANY, Rank.FIRST if is_first else Rank.FURTHER}
        fitting = [
            price
            for price in self.prices.get(variant.pk, ())
            if price.level_id in levels and price.audience in audiences and price.rank in ranks
        ]
        return max(fitting, key=weight).amount if fitting else variant.price

    def last_day_of_price(self, variant: Variant, on: date) -> date | None:
        """Until when the price for others than members stays as it is; None where no day is set for a change."""
        now = self.price_on(variant, on)
        ends = [level.until for level in self.levels if level.until is not None and level.until >= on]
        return next((end for end in ends if self.price_on(variant, end + ONE_DAY) != now), None)


def weight(price: Price) -> tuple[bool, bool, bool]:
    """How much a price says: the level counts before the audience, and that before the rank."""
    return price.level_id is not None, price.audience != Audience.ALL, price.rank != Rank.ANY
