"""The waiting lists of a conference as its organisers see them. Four queries, however many wait."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from events.models import Conference, Variant
from events.selectors import places_left
from registrations.enums import WaitingState
from registrations.models import Participant, WaitingEntry
from registrations.turns import IN_ORDER


@dataclass(frozen=True)
class WaitingTurn:
    """`number` counts the turns of its card from one, as addresses have it; `place` is the order of those who wait."""

    entry: WaitingEntry
    number: int
    people: list[Participant]
    place: int | None
    is_first: bool = False
    is_last: bool = False

    @property
    def is_offered(self) -> bool:
        return self.entry.state == WaitingState.OFFERED


@dataclass(frozen=True)
class VariantList:
    variant: Variant
    left: int | None
    turns: list[WaitingTurn]

    @property
    def people(self) -> int:
        return sum(len(turn.people) for turn in self.turns)


def waiting_lists(conference: Conference) -> list[VariantList]:
    """Of the variants for which somebody waits or holds an offer; offers stand first."""
    entries = list(
        conference.waiting.filter(state__in=[WaitingState.WAITING, WaitingState.OFFERED])
        .select_related("card__institution", "variant")
        .prefetch_related("participants")
        .order_by(*IN_ORDER)
    )
    numbers = numbers_of(conference, {entry.card_id for entry in entries})
    places = places_left(conference)
    by_variant: dict[int, list[WaitingEntry]] = {}
    for entry in entries:
        by_variant.setdefault(entry.variant_id, []).append(entry)
    lists = [
        VariantList(of[0].variant, places[key].left if key in places else None, turns_in_order(of, numbers))
        for key, of in by_variant.items()
    ]
    return sorted(lists, key=lambda one: (one.variant.position, one.variant.pk))


def turns_in_order(entries: list[WaitingEntry], numbers: Mapping[int, int]) -> list[WaitingTurn]:
    offered = [entry for entry in entries if entry.state == WaitingState.OFFERED]
    waiting = [entry for entry in entries if entry.state == WaitingState.WAITING]
    turns = [WaitingTurn(entry, numbers[entry.pk], people_of(entry), None) for entry in offered]
    for place, entry in enumerate(waiting, start=1):
        turn = WaitingTurn(entry, numbers[entry.pk], people_of(entry), place, place == 1, place == len(waiting))
        turns.append(turn)
    return turns


def people_of(entry: WaitingEntry) -> list[Participant]:
    return sorted(entry.participants.all(), key=lambda person: person.pk)


def numbers_of(conference: Conference, cards: set[int]) -> dict[int, int]:
    """The number of each turn on its card, by the turn's key."""
    seen: Counter[int] = Counter()
    numbers = {}
    keys = WaitingEntry.objects.filter(conference=conference, card__in=cards).order_by("pk")
    for key, card in keys.values_list("pk", "card_id"):
        seen[card] += 1
        numbers[key] = seen[card]
    return numbers


def turn_by_number(conference: Conference, code: str, number: int) -> WaitingEntry:
    """Raises Http404."""
    turns = WaitingEntry.objects.filter(conference=conference, card__code=code).select_related("variant", "card")
    for entry in turns.order_by("pk")[number - 1 : number] if number else []:
        return entry
    raise Http404


def neighbour(entry: WaitingEntry, *, up: bool) -> tuple[bool, WaitingEntry | None]:
    """Before which turn it goes when moved by one: whether it can go at all, and None for behind all the others."""
    turns = list(WaitingEntry.objects.filter(variant=entry.variant_id, state=WaitingState.WAITING).order_by(*IN_ORDER))
    keys = [turn.pk for turn in turns]
    if entry.pk not in keys:
        return False, None
    at = keys.index(entry.pk)
    if up:
        return at > 0, turns[at - 1] if at > 0 else None
    return at < len(turns) - 1, turns[at + 2] if at + 2 < len(turns) else None
