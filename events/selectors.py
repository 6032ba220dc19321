from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from events.models import Conference, Variant


@dataclass(frozen=True)
class PlacesLeft:
    """Places of a variant: those of its tightest pool. None where no pool limits it."""

    left: int | None
    size: int | None


def tightness(places: PlacesLeft) -> float:
    return inf if places.left is None else places.left


def places_left(conference: Conference) -> dict[int, PlacesLeft]:
    """Places of every variant of the conference, by the variant's key. One query."""
    pools = Variant.objects.filter(conference=conference).values_list("pk", "pools__size", "pools__taken")
    rows: Iterable[tuple[int, int | None, int | None]] = pools
    found: dict[int, PlacesLeft] = {}
    for pk, size, taken in rows:
        here = PlacesLeft(None, None) if size is None or taken is None else PlacesLeft(size - taken, size)
        found[pk] = min(found.get(pk, here), here, key=tightness)
    return found


def days_of(conference: Conference) -> list[date]:
    """Every day of the conference, the first and the last too."""
    length = (conference.ends_on - conference.starts_on).days
    return [conference.starts_on + timedelta(days=number) for number in range(length + 1)]
