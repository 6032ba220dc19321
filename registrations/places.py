"""Variants with the places left in them, and what to say when there are too few."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Conference, PlacePool, Variant


@dataclass(frozen=True)
class VariantPlaces:
    """A variant and the pools it draws on; without pools its places are not limited."""

    variant: Variant
    pools: tuple[PlacePool, ...] = ()

    @property
    def left(self) -> int | None:
        return min((pool.left for pool in self.pools), default=None)

    @property
    def size(self) -> int | None:
        tightest = min(self.pools, key=lambda pool: pool.left, default=None)
        return tightest.size if tightest else None

    @property
    def is_full(self) -> bool:
        return self.left is not None and self.left <= 0


def variants_with_places(conference: Conference) -> list[VariantPlaces]:
    """Variants in order with their places. Two queries."""
    variants = Variant.objects.filter(conference=conference).prefetch_related("pools")
    return [VariantPlaces(variant, tuple(variant.pools.all())) for variant in variants]


def variants_alone(conference: Conference) -> list[VariantPlaces]:
    """Variants in order, for when only the database's own count of places matters. One query."""
    return [VariantPlaces(variant) for variant in Variant.objects.filter(conference=conference)]


def places_missing(
    variants: Sequence[VariantPlaces],
    chosen: Counter[str],
    refused: PlacePool | None = None,
    *,
    may_wait: bool = False,
) -> list[str]:
    """A sentence for each pool with fewer places than people; `refused` is one that a submission was denied."""
    pools = {pool.pk: pool for one in variants for pool in one.pools}
    if refused is not None:
        pools[refused.pk] = refused
    told = []
    for pool in pools.values():
        drawing = [one.variant for one in variants if pool.pk in {other.pk for other in one.pools}]
        wanted = sum(chosen[variant.slug] for variant in drawing)
        if wanted > pool.left:
            names = [variant.name for variant in drawing if chosen[variant.slug]]
            told.append(too_few(names, left=pool.left, wanted=wanted, may_wait=may_wait))
    return list(dict.fromkeys(told))


def too_few(names: Sequence[str], *, left: int, wanted: int, may_wait: bool = False) -> str:
    variants = ngettext("In the variant %(names)s", "In the variants %(names)s", len(names)) % {
        "names": _(" and ").join(f"„{name}”" for name in names)
    }
    if left <= 0 and may_wait:
        return _("%(variants)s no places are left. Choose another variant or its waiting list.") % {
            "variants": variants
        }
    if left <= 0:
        return _("%(variants)s no places are left. Choose another variant.") % {"variants": variants}
    places = ngettext("%(count)s place is left", "%(count)s places are left", left) % {"count": left}
    people = ngettext("%(count)s person is on the card", "%(count)s people are on the card", wanted) % {"count": wanted}
    values = {"variants": variants, "places": places, "people": people}
    if may_wait:
        return (
            _("%(variants)s %(places)s, and %(people)s. Choose another variant or the waiting list for some of them.")
            % values
        )
    return _("%(variants)s %(places)s, and %(people)s. Choose another variant for some of them.") % values
