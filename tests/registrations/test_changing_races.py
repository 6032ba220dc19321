"""Several institutions and the clock at once, on real connections."""

from events.services import NoPlaces
from registrations.enums import WaitingState
from registrations.invariants import broken
from registrations.models import Participant, ParticipationCard, WaitingEntry
from registrations.periodic import pass_on_offers
from registrations.services import (
    CardClosed,
    TurnClosed,
    add_participant,
    change_stay,
    change_variant,
    offer_places,
    resign,
    take_offer,
)
from tests.races import RACES, Work, at_once
from tests.registrations.changes import Event, person_of
from tests.registrations.staying import Stay, stay_with

pytestmark = RACES
REFUSALS = (NoPlaces, TurnClosed, CardClosed)


def resigning(person: Participant) -> Work:
    return lambda: resign(participants=[person], by=None, reason="")


def taking(entry: WaitingEntry) -> Work:
    return lambda: take_offer(entry=entry)


def moving(event: Event, person: Participant) -> Work:
    return lambda: change_variant(participant=person, variant=event.full, by=None)


def test_last_place_goes_to_one_of_eight_changes() -> None:
    event = Event(beds=1)
    people = [person_of(event.card(f"Osoba{number}", variant=event.day), f"Osoba{number}") for number in range(8)]

    told = at_once([moving(event, person) for person in people], *REFUSALS)

    assert told == ["NoPlaces"] * 7 + ["done"]
    assert event.beds_taken() == 1
    assert list(broken()) == []


def test_last_place_of_an_extra_goes_to_one_of_eight_changes_of_stay() -> None:
    event = Stay(seats=1)
    people = [person_of(event.card(f"Osoba{number}"), f"Osoba{number}") for number in range(8)]
    works: list[Work] = [
        (lambda person=person: change_stay(participant=person, stay=stay_with(person, event.gala), by=None))  # type: ignore[misc]
        for person in people
    ]

    told = at_once(works, *REFUSALS)

    assert told == ["NoPlaces"] * 7 + ["done"]
    assert event.seats_taken() == 1
    assert sum(card.due for card in ParticipationCard.objects.all()) == 8 * 120001 + 18000
    assert list(broken()) == []


def test_two_who_exchange_hotels_do_not_wait_for_each_other() -> None:
    event = Event(beds=4)
    other = Event(beds=0).hotel
    other.conference, other.size, other.name = event.conference, 4, "Drugi"
    other.save()
    event.day.pools.add(other)
    here = [person_of(event.card(f"A{number}"), f"A{number}") for number in range(3)]
    there = [person_of(event.card(f"B{number}", variant=event.day), f"B{number}") for number in range(3)]
    works = [moving(event, person) for person in there]
    works += [
        (lambda person=person: change_variant(participant=person, variant=event.day, by=None))  # type: ignore[misc]
        for person in here
    ]

    told = at_once(works, *REFUSALS)

    assert set(told) <= {"done", "NoPlaces"}
    assert told.count("done") >= 3
    assert list(broken()) == []


def test_offer_is_taken_or_resigned_from_and_never_both() -> None:
    event = Event(beds=4)
    cards = [event.card(f"C{number}", waits=True) for number in range(4)]
    offer_places(conference=event.conference)
    people = [card.participants.get() for card in cards]
    works = [taking(card.waiting.get()) for card in cards] + [resigning(person) for person in people]

    told = at_once(works, *REFUSALS)

    assert told.count("done") >= 4
    assert Participant.objects.active().count() == 0
    assert event.beds_taken() == 0
    assert list(broken()) == []


def test_clock_passes_on_what_is_taken_at_the_same_moment_once() -> None:
    event = Event(beds=3, offer_hours=1)
    waiting = [event.card(f"D{number}", waits=True) for number in range(6)]
    pass_on_offers()
    event.move_clock(hours=2)
    works = [taking(card.waiting.get()) for card in waiting[:3]] + [pass_on_offers, pass_on_offers]

    told = at_once(works, *REFUSALS)

    states = list(WaitingEntry.objects.order_by("pk").values_list("state", flat=True))
    assert told.count("done") == 2
    assert states == [WaitingState.LAPSED] * 3 + [WaitingState.OFFERED] * 3
    assert event.beds_taken() == 3
    assert list(broken()) == []


def test_place_that_is_given_back_while_many_want_it_is_held_by_one() -> None:
    event = Event(beds=2)
    holders = [person_of(event.card(f"E{number}"), f"E{number}") for number in range(2)]
    for number in range(3):
        event.card(f"F{number}", waits=True)
    others = [event.card(f"G{number}", variant=event.day) for number in range(4)]
    works: list[Work] = [resigning(person) for person in holders]
    works += [moving(event, card.participants.get()) for card in others[:2]]
    works += [
        (lambda card=card: add_participant(card=card, person=event.person("Nowy"), by=None))  # type: ignore[misc]
        for card in others[2:]
    ]

    told = at_once(works, *REFUSALS)
    offer_places(conference=event.conference)

    assert told.count("done") >= 2
    assert event.beds_taken() == 2
    assert list(broken()) == []
