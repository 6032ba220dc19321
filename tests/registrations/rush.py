"""Many institutions at once for the last places: real processes, real connections.

Run as `python -m tests.registrations.rush [--for WHAT] [--unguarded]` with DATABASE_URL naming a migrated, empty
database; WHAT is `beds` of a variant, a `workshop`, or a discount `code`. Prints what came of it as JSON.
`--unguarded` takes the guard out, to show that the race is there without it.
"""

import argparse
import json
import multiprocessing
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django

from tests import environment  # noqa: F401  settles what is not set yet

django.setup()

from django.db import connections  # noqa: E402
from django.db.models import F  # noqa: E402
from django.db.models.functions import Least  # noqa: E402

from events.models import Conference, DiscountCode, Extra, PlacePool, Variant  # noqa: E402
from events.services import DiscountUsedUp, NoPlaces  # noqa: E402
from registrations.invariants import broken  # noqa: E402
from registrations.models import Participant, ParticipationCard  # noqa: E402
from registrations.services import places, submit_card, submitting  # noqa: E402
from tests.factories.events import (  # noqa: E402
    ConferenceFactory,
    DiscountCodeFactory,
    ExtraFactory,
    PlacePoolFactory,
    VariantFactory,
)
from tests.factories.registrations import card_input, participant_input  # noqa: E402

PLACES = 10
CARDS = 40
PROCESSES = 4


@dataclass(frozen=True)
class Scarce:
    """Ten of something, asked for by forty people: `taken` tells how many the database says are gone."""

    variant: Variant
    extras: tuple[Extra, ...] = ()
    discount: DiscountCode | None = None

    @classmethod
    def of(cls, what: str, conference: Conference) -> "Scarce":
        variant = VariantFactory.create(conference=conference)
        if what == "code":
            return cls(variant, discount=DiscountCodeFactory.create(conference=conference, limit=PLACES))
        pool = PlacePoolFactory.create(conference=conference, size=PLACES)
        if what == "workshop":
            return cls(variant, extras=(ExtraFactory.create(conference=conference, pool=pool, price=0),))
        variant.pools.add(pool)
        return cls(variant)

    @property
    def taken(self) -> int:
        return DiscountCode.objects.get().used if self.discount else PlacePool.objects.get().taken


def send_card(conference: Conference, scarce: Scarce, number: int) -> str:
    try:
        person = participant_input(scarce.variant, first_name=f"Osoba {number}", extras=scarce.extras)
        data = card_input(conference, person, discount=scarce.discount)
        submit_card(conference=conference, data=data, texts=[])
    except (NoPlaces, DiscountUsedUp) as refused:
        return "no places" if isinstance(refused, NoPlaces) else "used up"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "registered"


def take_unchecked(*, wanted: Mapping[int, int]) -> None:
    """Places taken without a check of their own: whoever looked before is believed."""
    for key, count in wanted.items():
        PlacePool.objects.filter(pk=key).update(taken=Least(F("taken") + count, F("size")))


def use_unchecked(code: DiscountCode) -> None:
    DiscountCode.objects.filter(pk=code.pk).update(used=Least(F("used") + 1, F("limit")))


def look_then_send(conference: Conference, scarce: Scarce, number: int) -> str:
    """What one writes at first: look whether there is room, then register. Others do the same meanwhile."""
    if scarce.taken >= PLACES:
        return "no places"
    time.sleep(0.05)
    return send_card(conference, scarce, number)


def crowd(conference_key: int, scarce: Scarce, numbers: range, start_at: float, guarded: bool, answers: Any) -> None:
    """One process: a thread with its own connection for each card, all let go at the same moment."""
    conference = Conference.objects.select_related("association").get(pk=conference_key)
    send = send_card if guarded else look_then_send
    if not guarded:
        setattr(places, "take_places", take_unchecked)  # noqa: B010  the control has no guard
        setattr(submitting, "use_discount", use_unchecked)  # noqa: B010
    connections.close_all()

    def one(number: int) -> None:
        time.sleep(max(0.0, start_at - time.time()))
        answers.put(send(conference, scarce, number))
        connections.close_all()

    threads = [threading.Thread(target=one, args=[number]) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def rush(*, what: str, guarded: bool) -> dict[str, Any]:
    conference = ConferenceFactory.create()
    scarce = Scarce.of(what, conference)
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()
    share = CARDS // PROCESSES
    start_at = time.time() + 1
    processes = [
        fork.Process(
            target=crowd, args=[conference.pk, scarce, range(first, first + share), start_at, guarded, answers]
        )
        for first in range(0, CARDS, share)
    ]
    for process in processes:
        process.start()
    told = Counter(answers.get() for _ in range(CARDS))
    for process in processes:
        process.join()
    return {
        "told": dict(told),
        "cards": ParticipationCard.objects.count(),
        "participants": Participant.objects.count(),
        "taken": scarce.taken,
        "broken": list(broken()),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--for", dest="what", choices=("beds", "workshop", "code"), default="beds")
    parser.add_argument("--unguarded", action="store_true")
    asked = parser.parse_args()
    print(json.dumps(rush(what=asked.what, guarded=not asked.unguarded)))  # noqa: T201
