"""Three hundred cards over sixteen connections for a hundred beds behind two variants, while people change their minds.

Run as `python -m tests.registrations.crush` with DATABASE_URL naming a migrated, empty database of PostgreSQL.
Prints what came of it as JSON.
"""

import json
import multiprocessing
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

from tests import environment  # noqa: F401  settles what is not set yet

django.setup()

from django.db import connections  # noqa: E402

from events.models import Conference, PlacePool, Variant  # noqa: E402
from events.services import NoPlaces  # noqa: E402
from registrations.enums import WaitingState  # noqa: E402
from registrations.inputs import NewPerson  # noqa: E402
from registrations.invariants import broken  # noqa: E402
from registrations.models import Participant, PlaceHold, WaitingEntry  # noqa: E402
from registrations.services import submit_card  # noqa: E402
from registrations.services.changing import (  # noqa: E402
    NotOffered,
    add_participant,
    change_variant,
    exchange_participant,
)
from registrations.services.locking import CardClosed, TooLate  # noqa: E402
from registrations.services.passing_on import TurnClosed  # noqa: E402
from registrations.services.resigning import resign  # noqa: E402
from registrations.services.waiting import take_offer  # noqa: E402
from tests.factories.events import ConferenceFactory, PlacePoolFactory, VariantFactory  # noqa: E402
from tests.factories.registrations import card_input, participant_input  # noqa: E402

BEDS = 100
CARDS = 300
PROCESSES, THREADS = 4, 4
POLITE = (NoPlaces, CardClosed, TooLate, NotOffered, TurnClosed)


class Clerk:
    """One connection's worth of institutions: sends cards, and in between changes whatever card comes to hand."""

    def __init__(self, conference: Conference, number: int) -> None:
        self.conference = conference
        self.chance = random.Random(number)
        self.variants: list[Variant] = list(conference.variants.order_by("pk"))
        self.told: Counter[str] = Counter()

    def work(self, cards: int) -> None:
        for _ in range(cards):
            self.say("card", self.send_card)
            if self.chance.random() < 0.4:
                self.say(*self.chance.choice(self.second_thoughts()))

    def second_thoughts(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("moved", self.move),
            ("moved", self.move),
            ("exchanged", self.exchange),
            ("added", self.add),
            ("resigned", self.resign),
            ("offer", self.take_offer),
        ]

    def say(self, what: str, do: Callable[[], object]) -> None:
        try:
            do()
        except POLITE as refused:
            self.told[f"{what}: {type(refused).__name__}"] += 1
        except Exception as error:
            self.told[f"STACK TRACE {what}: {type(error).__name__}: {error}"] += 1
        else:
            self.told[what] += 1

    def send_card(self) -> None:
        people = [
            participant_input(self.chance.choice(self.variants[:2]), waits=self.chance.random() < 0.1)
            for _ in range(self.chance.choice((1, 1, 2)))
        ]
        submit_card(conference=self.conference, data=card_input(self.conference, *people), texts=[])

    def anybody(self) -> Participant:
        """Often the same person as another clerk at the same moment: of the last few that came."""
        people = list(Participant.objects.filter(conference=self.conference).order_by("-pk")[:12])
        if not people:
            raise CardClosed
        return self.chance.choice(people)

    def move(self) -> None:
        change_variant(participant=self.anybody(), variant=self.chance.choice(self.variants), by=None)

    def exchange(self) -> None:
        person = NewPerson(first_name="Jan", last_name="Zając", email="jan@example.org")
        exchange_participant(participant=self.anybody(), person=person, by=None)

    def add(self) -> None:
        person = participant_input(self.chance.choice(self.variants))
        add_participant(card=self.anybody().card, person=person, by=None)

    def resign(self) -> None:
        one = self.anybody()
        people = list(one.card.participants.all()) if self.chance.random() < 0.5 else [one]
        resign(participants=people, by=None, reason="zmiana planów")

    def take_offer(self) -> None:
        turn = WaitingEntry.objects.filter(state=WaitingState.OFFERED).order_by("?").first()
        if turn is not None:
            take_offer(entry=turn, by=None)


def crowd(conference_key: int, process: int, start_at: float, answers: Any) -> None:
    """One process: some clerks, each in a thread with a connection of its own."""
    conference = Conference.objects.select_related("association").get(pk=conference_key)
    clerks = [Clerk(conference, process * THREADS + number) for number in range(THREADS)]
    connections.close_all()
    clerk_cards = [CARDS // (PROCESSES * THREADS)] * THREADS
    if process == 0:
        clerk_cards[0] += CARDS % (PROCESSES * THREADS)

    def one(clerk: Clerk, cards: int) -> None:
        time.sleep(max(0.0, start_at - time.time()))
        clerk.work(cards)
        connections.close_all()

    threads = [threading.Thread(target=one, args=pair) for pair in zip(clerks, clerk_cards, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put(dict(sum((clerk.told for clerk in clerks), Counter[str]())))


def full_hotel() -> Conference:
    """Two variants with beds of one hotel, and one without a bed."""
    conference = ConferenceFactory.create()
    beds = PlacePoolFactory.create(conference=conference, size=BEDS)
    for nights in (2, 1):
        VariantFactory.create(conference=conference, nights=nights).pools.add(beds)
    VariantFactory.create(conference=conference, nights=0, price=40000)
    return conference


def fill_up(conference: Conference) -> int:
    """One card after another until the hotel refuses: how many beds nobody had and nobody was given."""
    variant = conference.variants.order_by("pk")[0]
    for sent in range(BEDS + 1):
        try:
            submit_card(conference=conference, data=card_input(conference, participant_input(variant)), texts=[])
        except NoPlaces:
            return sent
    return BEDS + 1


def crush() -> dict[str, Any]:
    conference = full_hotel()
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()
    start_at = time.time() + 1
    processes = [
        fork.Process(target=crowd, args=[conference.pk, number, start_at, answers]) for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    told = sum((Counter(answers.get()) for _ in processes), Counter[str]())
    seconds = time.time() - start_at
    for process in processes:
        process.join()
    pool = PlacePool.objects.get()
    outcome = {"told": dict(told), "taken": pool.taken, "held": PlaceHold.objects.count(), "broken": list(broken())}
    left = fill_up(conference)
    pool.refresh_from_db()
    return outcome | {"left": left, "taken_at_last": pool.taken, "broken_at_last": list(broken()), "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(crush()))  # noqa: T201
