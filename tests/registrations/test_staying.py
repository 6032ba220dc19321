"""Another stay of a person on a sent card: what it costs, whose places it takes, and what is told of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from events.models import Extra
from events.services import NoPlaces
from mailings.models import Letter
from registrations.enums import Acceptance, RevisionKind, RoomWish, ScanState
from registrations.inputs import NewPerson
from registrations.invariants import broken
from registrations.models import ParticipationCard
from registrations.services import (
    PriceChanged,
    TooLate,
    add_participant,
    change_participant,
    change_stay,
    change_variant,
    exchange_participant,
    resign,
    settle_card,
    submit_card,
)
from registrations.services.papers import ChangedSince, accept_signed_card, return_signed_card, send_signed_card
from registrations.uploads import CleanFile
from tests.factories.accounts import UserFactory
from tests.factories.events import DiscountCodeFactory, days_ahead
from tests.factories.registrations import card_input
from tests.registrations.changes import person_of
from tests.registrations.staying import Stay, stay_with

pytestmark = pytest.mark.django_db


def due(card: ParticipationCard) -> int:
    card.refresh_from_db()
    return card.due


def test_extra_taken_is_owed_at_the_price_of_today_and_what_stays_keeps_its_price() -> None:
    event = Stay()
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    change_stay(participant=person, stay=stay_with(person, event.gala), by=None, difference=18000)
    Extra.objects.filter(pk=event.gala.pk).update(price=99900)
    change_stay(participant=person, stay=stay_with(person, event.gala, event.second), by=None, difference=5000)

    assert due(card) == 120001 + 18000 + 5000
    assert event.seats_taken() == 1
    assert list(broken()) == []


def test_given_up_extra_is_refunded_as_it_was_frozen_and_its_place_is_free() -> None:
    event = Stay(seats=1)
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    change_stay(participant=person, stay=stay_with(person, event.gala), by=None)
    card.refresh_from_db()
    settle_card(card=card, settled=card.due, by=None)
    Extra.objects.filter(pk=event.gala.pk).update(price=1)
    change_stay(participant=person, stay=stay_with(person), by=None, difference=-18000)

    assert (due(card), card.balance, event.seats_taken()) == (120001, -18000, 0)
    assert list(broken()) == []


def test_surcharge_by_the_night_follows_the_nights() -> None:
    event = Stay()
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    alone = stay_with(person, event.alone, room_wish=RoomWish.ALONE)
    change_stay(participant=person, stay=alone, by=None, difference=20000)
    first = event.conference.starts_on
    change_stay(participant=person, stay=replace(alone, nights=(first,)), by=None, difference=-10000)

    assert due(card) == 130001
    assert [night.on for night in person.nights.all()] == [first]
    assert list(broken()) == []


def test_no_place_left_changes_nothing() -> None:
    event = Stay(seats=1)
    other = event.card("Mak")
    taker = person_of(other, "Mak")
    change_stay(participant=taker, stay=stay_with(taker, event.gala), by=None)
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    with pytest.raises(NoPlaces):
        change_stay(participant=person, stay=stay_with(person, event.gala, event.second), by=None)

    assert (due(card), person.extras.count(), event.seats_taken()) == (120001, 0, 1)
    assert list(broken()) == []


def test_difference_that_was_not_shown_is_refused() -> None:
    event = Stay()
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    with pytest.raises(PriceChanged):
        change_stay(participant=person, stay=stay_with(person, event.gala), by=None, difference=17000)

    assert (due(card), person.extras.count()) == (120001, 0)


def test_two_workshops_of_one_hour_and_extras_of_elsewhere_are_refused() -> None:
    event = Stay()
    person = person_of(event.card("Łoś"), "Łoś")
    for extras in ((event.first, event.second), (Stay().gala,)):
        with pytest.raises(ValidationError):
            change_stay(participant=person, stay=stay_with(person, *extras), by=None)

    assert person.extras.count() == 0


def test_amount_taken_off_never_exceeds_what_is_left_to_pay() -> None:
    event = Stay()
    code = DiscountCodeFactory.create(conference=event.conference, percent=None, amount=130000, limit=None)
    person = event.person("Łoś", extras=(event.gala,))
    card = submit_card(conference=event.conference, data=card_input(event.conference, person, discount=code), texts=[])
    assert card.due == 8001
    change_stay(participant=person_of(card, "Łoś"), stay=stay_with(person_of(card, "Łoś")), by=None)

    assert due(card) == 0
    assert list(broken()) == []


def test_who_waits_changes_the_stay_and_owes_nothing() -> None:
    event = Stay(beds=0)
    card = event.card("Łoś", waits=True)
    person = person_of(card, "Łoś")
    change_stay(participant=person, stay=stay_with(person, event.gala, event.alone, room_wish=RoomWish.ALONE), by=None)

    assert (due(card), person.extras.count(), event.seats_taken()) == (0, 2, 0)
    assert list(broken()) == []


def test_after_the_last_day_only_the_organiser_changes_a_stay() -> None:
    event = Stay(changes_until=days_ahead(5))
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    event.move_clock(days=6)
    with pytest.raises(TooLate):
        change_stay(participant=person, stay=stay_with(person, event.gala), by=None)
    change_stay(participant=person, stay=stay_with(person, event.gala), by=UserFactory.create())

    assert due(card) == 138001


def test_history_and_letter_tell_from_what_to_what() -> None:
    event = Stay()
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    first = event.conference.starts_on
    change_stay(participant=person, stay=stay_with(person, event.gala, nights=(first,)), by=None)

    told = {one.kind: (one.before, one.after) for one in card.revisions.all()}
    second = first + timedelta(days=1)
    assert told == {
        RevisionKind.NIGHTS: (f"{first:%d.%m.%Y}, {second:%d.%m.%Y}", f"{first:%d.%m.%Y}"),
        RevisionKind.EXTRAS: ("", "gala"),
    }
    assert {one.fact for one in card.revisions.all()} == {person.history.latest("history_id").history_id}
    letter = Letter.objects.filter(reference=card.code, kind="card_changed").get()
    assert "Ewa Łoś: zmieniono pobyt i dodatki." in letter.text
    assert "gala" in letter.text


def test_same_stay_once_more_does_nothing() -> None:
    event = Stay()
    card = event.card("Łoś")
    person = person_of(card, "Łoś")
    for _ in range(2):
        change_stay(participant=person, stay=stay_with(person, event.gala), by=None)

    assert card.lines.count() == 2
    assert Letter.objects.filter(reference=card.code, kind="card_changed").count() == 1


def signed_card(event: Stay, state: Acceptance = Acceptance.ACCEPTED) -> ParticipationCard:
    card = event.card("Łoś", "Mak")
    [scan] = send_signed_card(card=card, files=[CleanFile("skan.jpg", b"skan", "image/jpeg")])
    if state == Acceptance.ACCEPTED:
        accept_signed_card(card=card, by=UserFactory.create(), seen=[scan.sha256])
    card.refresh_from_db()
    return card


@pytest.mark.parametrize("state", [Acceptance.SENT, Acceptance.ACCEPTED])
@pytest.mark.parametrize("what", ["stay", "variant", "exchange", "add", "resign", "name"])
def test_change_of_what_was_signed_makes_it_out_of_date_and_keeps_the_file(what: str, state: Acceptance) -> None:
    event = Stay(wants_signed_cards=True)
    card = signed_card(event, state)
    person = person_of(card, "Łoś")
    acts: dict[str, Callable[[], object]] = {
        "stay": lambda: change_stay(participant=person, stay=stay_with(person, event.gala), by=None),
        "variant": lambda: change_variant(participant=person, variant=event.day, by=None),
        "exchange": lambda: exchange_participant(participant=person, person=NewPerson("Jan", "Cis", "c@e.pl"), by=None),
        "add": lambda: add_participant(card=card, person=event.person("Cis"), by=None),
        "resign": lambda: resign(participants=[person], by=None, reason=""),
        "name": lambda: change_participant(participant=person, changes={"last_name": "Łosiowa"}, by=None),
    }
    acts[what]()

    card.refresh_from_db()
    scan = card.scans.get()
    assert card.acceptance == Acceptance.OUTDATED
    assert scan.state == (ScanState.ACCEPTED if state == Acceptance.ACCEPTED else ScanState.SENT)
    assert scan.is_outdated
    letter = Letter.objects.filter(reference=card.code).latest("pk")
    assert "wydrukować kartę jeszcze raz" in letter.text
    assert list(broken()) == []


def test_change_of_a_telephone_or_a_wish_leaves_the_signature() -> None:
    event = Stay(wants_signed_cards=True)
    card = signed_card(event)
    person = person_of(card, "Łoś")
    change_participant(participant=person, changes={"phone": "600 100 200"}, by=None)
    change_stay(participant=person, stay=stay_with(person, room_wish=RoomWish.SAME), by=None)

    card.refresh_from_db()
    assert card.acceptance == Acceptance.ACCEPTED


def test_organiser_takes_what_was_signed_by_their_word_only_as_they_saw_it() -> None:
    event = Stay(wants_signed_cards=True)
    card, organiser = signed_card(event), UserFactory.create()
    person = person_of(card, "Łoś")
    change_stay(participant=person, stay=stay_with(person, event.gala), by=None)
    card.refresh_from_db()
    seen = card.outdated_at
    change_stay(participant=person, stay=stay_with(person), by=None)
    with pytest.raises(ChangedSince):
        accept_signed_card(card=card, by=organiser, seen=[], change=seen)
    card.refresh_from_db()
    accept_signed_card(card=card, by=organiser, seen=[], change=card.outdated_at)

    card.refresh_from_db()
    assert card.acceptance == Acceptance.ACCEPTED


def test_new_signed_card_goes_beside_the_old_one_and_may_be_sent_back() -> None:
    event = Stay(wants_signed_cards=True)
    card = signed_card(event)
    person = person_of(card, "Łoś")
    change_stay(participant=person, stay=stay_with(person, event.gala), by=None)
    send_signed_card(card=card, files=[CleanFile("nowa.jpg", b"nowa", "image/jpeg")])
    card.refresh_from_db()
    states = {scan.name: (scan.state, scan.is_outdated) for scan in card.scans.all()}
    return_signed_card(card=card, by=UserFactory.create(), reason="Brak podpisu.")

    assert card.acceptance == Acceptance.SENT
    assert states == {"skan.jpg": (ScanState.ACCEPTED, True), "nowa.jpg": (ScanState.SENT, False)}
    assert card.scans.get(name="nowa.jpg").state == ScanState.RETURNED
    assert card.scans.get(name="skan.jpg").state == ScanState.ACCEPTED
