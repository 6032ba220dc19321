"""Three hundred cards at once, from sixteen connections, for a hundred places behind two variants."""

from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from benchmarks.client import Outcome, Request, measure
from benchmarks.data import full_conference, sending, typed_card
from benchmarks.server import Server
from events.models import Conference, PlacePool
from registrations.models import CardDraft

CARDS, PLACES, CLIENTS = 300, 100, 16
TAKEN, REFUSED = 302, 200
LONGEST_SECONDS = 120


def prepare_rushes(rounds: int) -> list[tuple[Conference, list[Request]]]:
    """For each round a conference of its own and its cards, ready to be sent."""
    return [prepare_rush() for _ in range(rounds)]


def prepare_rush() -> tuple[Conference, list[Request]]:
    conference = full_conference()
    beds = PlacePool.objects.create(conference=conference, name="Hotel", size=PLACES)
    variants = list(conference.variants.order_by("pk")[:2])
    for variant in variants:
        variant.pools.set([beds])
    typed = typed_card(conference)
    turns = zip(range(CARDS), cycle(variant.slug for variant in variants), strict=False)
    drafts = CardDraft.objects.bulk_create(
        CardDraft(conference=conference, typed=for_one(typed, slug)) for _number, slug in turns
    )
    return conference, [sending(draft.token) for draft in drafts]


def for_one(typed: dict[str, Any], variant: str) -> dict[str, Any]:
    """The typed card for its first person alone, in the variant."""
    first = typed["participants"]["people"][0] | {"variant": variant}
    return typed | {"participants": typed["participants"] | {"people": [first]}}


def rush(server: Server, conference: Conference, requests: Sequence[Request]) -> Outcome:
    """Sends them all; a wrong count of places is no measurement."""
    outcome = measure(server, iter(requests), clients=CLIENTS, seconds=LONGEST_SECONDS, warm_up=0)
    told, taken = Counter(outcome.statuses), conference.pools.get(name="Hotel").taken
    if told != Counter({TAKEN: PLACES, REFUSED: CARDS - PLACES}) or taken != PLACES:
        raise RuntimeError(f"The rush was answered {outcome.statuses}, and {taken} of {PLACES} places are taken.")
    return outcome
