"""What may be taken beside a variant, with the places left in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from events.enums import ExtraKind
from events.models import Conference, Extra, PlacePool, Variant


@dataclass(frozen=True)
class Offered:
    """An extra and the keys of the variants it is offered in; none means all of them."""

    extra: Extra
    variants: frozenset[int] = frozenset()

    def is_offered_in(self, variant: Variant) -> bool:
        return not self.variants or variant.pk in self.variants

    @property
    def is_room_alone(self) -> bool:
        """The surcharge is taken by wishing for a room alone, not by a box of its own."""
        return self.extra.kind == ExtraKind.SINGLE_ROOM

    @property
    def left(self) -> int | None:
        return self.extra.pool.left if self.extra.pool else None

    @property
    def is_full(self) -> bool:
        return self.left is not None and self.left <= 0


def offered_extras(conference: Conference) -> list[Offered]:
    """The extras of a conference in their order. Two queries."""
    extras = Extra.objects.filter(conference=conference).select_related("pool").prefetch_related("variants")
    return [Offered(extra, frozenset(variant.pk for variant in extra.variants.all())) for extra in extras]


def group_name(group: str) -> str:
    """A name for the field of extras that exclude one another: the organiser's words may hold any sign."""
    return f"one-of-{sha256(group.encode()).hexdigest()[:8]}"


def extras_missing(
    offered: Sequence[Offered], wanted: Counter[int], refused: PlacePool | None = None
) -> list[tuple[Extra, str]]:
    """A sentence for each extra with fewer places than people who want it, counted by the extra's key.

    `refused` is a pool as a submission found it, newer than the one of the page.
    """
    told = []
    by_pool: dict[int, list[Extra]] = {}
    for one in offered:
        if one.extra.pool_id is not None and wanted[one.extra.pk]:
            by_pool.setdefault(one.extra.pool_id, []).append(one.extra)
    for key, extras in by_pool.items():
        pool = refused if refused is not None and refused.pk == key else extras[0].pool
        count = sum(wanted[extra.pk] for extra in extras)
        if pool is not None and count > pool.left:
            told.append((extras[0], no_places(extras, left=pool.left, wanted=count)))
    return told


def no_places(extras: Sequence[Extra], *, left: int, wanted: int) -> str:
    names = _(" and ").join(f"„{extra.name}”" for extra in extras)
    if left <= 0:
        return _("No places are left for %(names)s. Take it off, please.") % {"names": names}
    return _("Places left for %(names)s: %(left)s; people of this card who want one: %(wanted)s.") % {
        "names": names,
        "left": left,
        "wanted": wanted,
    }
