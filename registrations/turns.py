"""The waiting lists as they are read: who comes next, who fits, at which place one stands."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from events.models import Conference, PlacePool
from registrations.enums import ParticipantState, WaitingState
from registrations.models import Participant, ParticipationCard, WaitingEntry

IN_ORDER = ("rank", "joined_at", "pk")
WHO_WAITS = Q(participants__state=ParticipantState.WAITING)


def turns_that_fit(conference: Conference) -> Iterator[WaitingEntry]:
    """Waiting turns, in order, for which enough places are free when each before them has taken its own. Three queries.

    A turn of several people who keep together and do not fit does not stop those behind it: see docs/decisions.
    """
    turns = conference.waiting.filter(state=WaitingState.WAITING).annotate(people=Count("participants", WHO_WAITS))
    found = list(turns.select_related("variant").prefetch_related("variant__pools").order_by(*IN_ORDER))
    if not found:
        return
    left = Counter({pool.pk: pool.left for pool in PlacePool.objects.filter(conference=conference)})
    for turn in found:
        pools = [pool.pk for pool in turn.variant.pools.all()]
        people: int = turn.people
        if people and all(left[pool] >= people for pool in pools):
            left.subtract(dict.fromkeys(pools, people))
            yield turn


@dataclass(frozen=True)
class Turn:
    """A turn as its card shows it. `number` counts the turns of a card from one; `place` in the order is of those
    who wait, None for all others."""

    number: int
    entry: WaitingEntry
    people: list[Participant]
    place: int | None

    @property
    def is_offered(self) -> bool:
        """Whether the place can be taken now: an offer ends by the clock, also before anything has noted it."""
        entry = self.entry
        return (
            entry.state == WaitingState.OFFERED
            and entry.offer_until is not None
            and entry.offer_until > entry.conference.now()
        )

    @property
    def is_waiting(self) -> bool:
        return self.entry.state == WaitingState.WAITING

    @property
    def is_open(self) -> bool:
        return self.is_waiting or self.is_offered


def turns_of(card: ParticipationCard) -> list[Turn]:
    """Every turn the card ever had, in the order of joining. Three queries, one where it has none."""
    entries = list(card.waiting.select_related("variant").prefetch_related("participants").order_by("pk"))
    if not entries:
        return []
    places = places_in_order({entry.variant_id for entry in entries if entry.state == WaitingState.WAITING})
    turns = []
    for number, entry in enumerate(entries, 1):
        entry.card, entry.conference = card, card.conference
        people = sorted(entry.participants.all(), key=lambda person: person.pk)
        turns.append(Turn(number, entry, people, places.get(entry.pk)))
    return turns


def places_in_order(variants: set[int]) -> dict[int, int]:
    """The place of each waiting turn on the list of its variant, from one, by the key of the turn."""
    waiting = WaitingEntry.objects.filter(variant__in=variants, state=WaitingState.WAITING).order_by(*IN_ORDER)
    seen: Counter[int] = Counter()
    places = {}
    for key, variant in waiting.values_list("pk", "variant_id"):
        seen[variant] += 1
        places[key] = seen[variant]
    return places
