"""The waiting list: fair, offered, taken once, passed on."""

from datetime import timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.models import PlacePool, Price, PriceLevel
from events.services import NoPlaces
from mailings.models import Letter
from registrations.enums import CardState, ParticipantState, WaitingState
from registrations.invariants import broken
from registrations.models import ParticipationCard, WaitingEntry
from registrations.periodic import pass_on_offers
from registrations.services import (
    CardClosed,
    TurnClosed,
    add_participant,
    decline_offer,
    leave_list,
    move_turn,
    offer_places,
    offer_turn,
    resign,
    settle_card,
    split_turn,
    submit_card,
    take_offer,
)
from registrations.turns import turns_of
from tests.factories.events import ExtraFactory, days_ahead
from tests.factories.registrations import card_input
from tests.registrations.changes import Event, person_of

pytestmark = pytest.mark.django_db


def turn_of(card: ParticipationCard) -> WaitingEntry:
    return card.waiting.get()


def free_a_bed(card: ParticipationCard) -> None:
    first = card.participants.active().first()
    assert first is not None
    resign(participants=[first], by=None, reason="")


def test_place_given_back_is_offered_at_once_to_the_first_in_order(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    event = Event(beds=1)
    holder = event.card("Łoś")
    first, second = event.card("Żak", waits=True), event.card("Mak", waits=True)
    free = (first.due, second.due, first.balance)

    with django_capture_on_commit_callbacks(execute=True):
        free_a_bed(holder)

    assert free == (0, 0, 0)
    assert [turn_of(card).state for card in (first, second)] == [WaitingState.OFFERED, WaitingState.WAITING]
    assert event.beds_taken() == 1
    letter = Letter.objects.get(kind="place_offered")
    assert (letter.reference, letter.to_email) == (first.code, first.contact_email)
    assert "/turns/1/" in letter.text
    assert list(broken()) == []


def test_taken_place_costs_what_it_cost_when_the_list_was_joined() -> None:
    event = Event(beds=1)
    early = PriceLevel.objects.create(conference=event.conference, name="Wczesna", until=days_ahead(3))
    Price.objects.create(variant=event.full, level=early, amount=100000)
    holder = event.card("Łoś")
    waiting = event.card("Żak", waits=True)
    event.move_clock(days=10)
    free_a_bed(holder)
    offer_places(conference=event.conference)

    for _ in range(2):
        take_offer(entry=turn_of(waiting))

    waiting.refresh_from_db()
    assert (waiting.due, person_of(waiting, "Żak").state) == (100000, ParticipantState.REGISTERED)
    assert waiting.pay_by == days_ahead(24)
    assert Letter.objects.filter(kind="place_taken").count() == 1
    assert list(broken()) == []


def test_lapsed_offer_is_passed_on_by_the_clock_and_told_once() -> None:
    event = Event(beds=1, offer_hours=24)
    free_a_bed(holder := event.card("Łoś"))
    first, second = event.card("Żak", waits=True), event.card("Mak", waits=True)
    pass_on_offers()
    event.move_clock(hours=23)
    still = pass_on_offers()
    event.move_clock(days=3)
    passed = [pass_on_offers() for _ in range(2)]

    assert (still, passed) == (0, [1, 0])
    assert [turn_of(card).state for card in (first, second)] == [WaitingState.LAPSED, WaitingState.OFFERED]
    first.refresh_from_db()
    assert (first.state, holder.code) != (CardState.SUBMITTED, "")
    assert Letter.objects.filter(kind="offer_lapsed", reference=first.code).count() == 1
    assert Letter.objects.filter(kind="place_offered").count() == 2
    with pytest.raises(CardClosed):
        take_offer(entry=turn_of(first))
    assert list(broken()) == []


def test_offer_that_has_ended_is_not_taken_even_before_the_clock_noticed() -> None:
    event = Event(beds=1, offer_hours=24)
    waiting = event.card("Żak", waits=True)
    offer_places(conference=event.conference)
    event.move_clock(hours=25)

    with pytest.raises(TurnClosed):
        take_offer(entry=turn_of(waiting))

    assert turns_of(waiting)[0].is_offered is False or not turn_of(waiting).conference.clock_shift


def test_nothing_is_taken_that_was_not_offered() -> None:
    event = Event(beds=1)
    waiting = event.card("Żak", waits=True)

    with pytest.raises(TurnClosed):
        take_offer(entry=turn_of(waiting))
    with pytest.raises(TurnClosed):
        decline_offer(entry=turn_of(waiting))

    assert list(broken()) == []


def test_declined_place_goes_to_the_next(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    event = Event(beds=1)
    first, second = event.card("Żak", waits=True), event.card("Mak", waits=True)
    offer_places(conference=event.conference)

    with django_capture_on_commit_callbacks(execute=True):
        decline_offer(entry=turn_of(first))
    with pytest.raises(CardClosed):
        decline_offer(entry=turn_of(first))

    assert turn_of(first).state == WaitingState.LEFT
    assert turn_of(second).state == WaitingState.OFFERED
    assert list(broken()) == []


def test_group_waits_for_all_its_places_and_does_not_stop_those_behind_it() -> None:
    event = Event(beds=2)
    holder = event.card("Łoś", "Cis")
    group = event.card("Żak", "Ryś", waits=True, keeps_together=True)
    single = event.card("Mak", waits=True)
    free_a_bed(holder)
    offer_places(conference=event.conference)
    passed_over = [turn_of(card).state for card in (group, single)]
    free_a_bed(holder)
    decline_offer(entry=turn_of(single))
    offer_places(conference=event.conference)

    assert passed_over == [WaitingState.WAITING, WaitingState.OFFERED]
    assert turn_of(group).state == WaitingState.OFFERED
    take_offer(entry=turn_of(group))
    group.refresh_from_db()
    assert (group.due, event.beds_taken()) == (240002, 2)
    assert list(broken()) == []


def test_group_that_waits_one_by_one_keeps_its_place_in_the_order() -> None:
    event = Event(beds=1)
    group = event.card("Żak", "Ryś", waits=True, keeps_together=True)
    event.card("Mak", waits=True)

    split_turn(entry=turn_of(group))
    offer_places(conference=event.conference)

    assert [turn.place for turn in turns_of(group)] == [None, 1]
    assert [turn.entry.state for turn in turns_of(group)] == [WaitingState.OFFERED, WaitingState.WAITING]
    assert list(broken()) == []


def test_moved_turn_comes_first_and_who_joins_later_comes_last() -> None:
    event = Event(beds=0)
    one, two, three = (event.card(name, waits=True) for name in ("Żak", "Mak", "Lis"))

    move_turn(entry=turn_of(three), before=turn_of(one))
    move_turn(entry=turn_of(one), before=None)
    late = event.card("Cis", waits=True)

    places = [turns_of(card)[0].place for card in (one, two, three, late)]
    assert places == [3, 2, 1, 4]
    assert three.history.count() == 2


def test_who_leaves_the_list_leaves_the_card_and_the_others_stay() -> None:
    event = Event(beds=1)
    card = event.card("Łoś")
    waiting = add_participant(card=card, person=event.person("Żak", waits=True), by=None)

    leave_list(entry=turn_of(card))

    waiting.refresh_from_db()
    card.refresh_from_db()
    assert (waiting.state, card.state) == (ParticipantState.CANCELLED, CardState.SUBMITTED)
    assert list(broken()) == []


def test_one_of_a_group_who_resigns_gives_back_the_place_held_for_them() -> None:
    event = Event(beds=2)
    group = event.card("Żak", "Ryś", waits=True, keeps_together=True)
    offer_places(conference=event.conference)
    held = event.beds_taken()

    resign(participants=[person_of(group, "Żak")], by=None, reason="")
    take_offer(entry=turn_of(group))

    group.refresh_from_db()
    assert (held, event.beds_taken(), group.due) == (2, 1, 120001)
    assert list(broken()) == []


def test_offer_by_hand_needs_a_place_and_skips_the_order() -> None:
    event = Event(beds=1)
    first, second = event.card("Żak", waits=True), event.card("Mak", waits=True)

    offer_turn(entry=turn_of(second), by=None)
    with pytest.raises(NoPlaces):
        offer_turn(entry=turn_of(first), by=None)

    assert [turn_of(card).state for card in (first, second)] == [WaitingState.WAITING, WaitingState.OFFERED]
    assert list(broken()) == []


def test_no_offers_are_made_once_the_conference_has_begun_and_none_lasts_into_it() -> None:
    event = Event(beds=1, offer_hours=48)
    waiting = event.card("Żak", waits=True)
    event.move_to_start(days=1)
    offer_places(conference=event.conference)
    until = turn_of(waiting).offer_until
    other = Event(beds=1)
    late = other.card("Mak", waits=True)
    other.move_to_start()
    offer_places(conference=other.conference)

    assert until is not None
    assert until < event.conference.now() + timedelta(hours=13)
    assert turn_of(late).state == WaitingState.WAITING


def test_place_that_costs_nothing_brings_the_badge_when_it_is_taken() -> None:
    event = Event(beds=1)
    event.full.price = 0
    event.full.save()
    waiting = event.card("Żak", waits=True)
    before = Letter.objects.filter(kind="badge_ready").count()
    offer_places(conference=event.conference)

    take_offer(entry=turn_of(waiting))
    settle_card(card=waiting, settled=0, by=None)

    assert (before, Letter.objects.filter(kind="badge_ready").count()) == (0, 1)


def test_extra_that_ran_out_is_left_out_of_the_offer_and_named() -> None:
    event = Event(beds=1)
    places = PlacePool.objects.create(conference=event.conference, name="Gala", size=0)
    gala = ExtraFactory.create(conference=event.conference, name="Uroczysta kolacja", price=100, pool=places)
    data = card_input(event.conference, event.person("Żak", waits=True, extras=(gala,)))
    card = submit_card(conference=event.conference, data=data, texts=[])

    offer_places(conference=event.conference)
    take_offer(entry=turn_of(card))

    card.refresh_from_db()
    assert card.due == 120001
    assert "dodatkowo: Uroczysta kolacja." in Letter.objects.get(kind="place_offered").text
    assert list(broken()) == []
