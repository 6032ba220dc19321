"""Resigning, its fee, and what becomes of places, money and the discount code."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import ResignationFee
from mailings.models import Letter
from registrations.enums import CardState, LineKind, ParticipantState
from registrations.invariants import broken
from registrations.resignation import FeeTable, what_resigning_means
from registrations.services import CardClosed, cancel_card, resign, settle_card
from tests.factories.accounts import UserFactory
from tests.factories.events import DiscountCodeFactory, days_ahead
from tests.registrations.changes import Event, person_of

pytestmark = pytest.mark.django_db


def steps(event: Event, *given: tuple[int, int]) -> None:
    for days, percent in given:
        ResignationFee.objects.create(conference=event.conference, until=days_ahead(days), percent=percent)


@pytest.mark.parametrize(
    ("day", "percent"), [(9, 0), (10, 0), (11, 50), (20, 50), (21, 70), (30, 70), (31, 100), (59, 100)]
)
def test_fee_grows_in_steps_and_each_lasts_until_and_with_its_day(day: int, percent: int) -> None:
    event = Event(resignation_until=days_ahead(10))
    steps(event, (20, 50), (30, 70))

    assert FeeTable.of(event.conference).percent_on(days_ahead(day)) == percent


def test_without_days_and_fees_resigning_is_always_free_and_with_fees_alone_it_is_not() -> None:
    event = Event(resignation_until=None)
    free = FeeTable.of(event.conference).percent_on(days_ahead(59))
    steps(event, (20, 50))

    assert (free, FeeTable.of(event.conference).percent_on(days_ahead(1))) == (0, 50)


def test_fee_told_is_the_fee_written_rounded_to_the_grosz() -> None:
    event = Event(resignation_until=days_ahead(-1))
    steps(event, (20, 50))
    card = event.card("Łoś", "Żak")
    settle_card(card=card, settled=240002, by=None)
    gone = person_of(card, "Łoś")
    told = what_resigning_means(card, [gone])

    after = resign(participants=[gone], by=None, reason="choroba")

    assert (told.price, told.fee, told.due_after, told.comes_back) == (120001, 60001, 180002, 60000)
    assert (after.due, after.state) == (180002, CardState.SUBMITTED)
    lines = {line.kind: line.amount for line in card.lines.filter(participant=gone)}
    assert lines == {LineKind.VARIANT: 120001, LineKind.RESIGNATION: -120001, LineKind.FEE: 60001}
    assert event.beds_taken() == 1
    assert list(broken()) == []


def test_one_who_resigns_in_time_owes_nothing_and_the_others_stay() -> None:
    event = Event()
    card = event.card("Łoś", "Żak")

    resign(participants=[person_of(card, "Łoś")], by=None, reason="choroba")

    card.refresh_from_db()
    assert (card.due, card.state) == (120001, CardState.SUBMITTED)
    assert person_of(card, "Łoś").state == ParticipantState.CANCELLED
    assert person_of(card, "Łoś").history.latest().history_change_reason == "choroba"
    letter = Letter.objects.get(kind="people_resigned")
    assert "Ewa Łoś, Pełny" in letter.text
    assert "Żak" not in letter.text


def test_resigning_twice_changes_nothing_the_second_time() -> None:
    event = Event(resignation_until=days_ahead(-1))
    steps(event, (20, 50))
    card = event.card("Łoś", "Żak")
    gone = person_of(card, "Łoś")

    for _ in range(2):
        resign(participants=[gone], by=None, reason="")

    assert card.lines.filter(kind=LineKind.FEE).count() == 1
    assert Letter.objects.filter(kind="people_resigned").count() == 1
    assert list(broken()) == []


def test_last_ones_end_the_card_and_free_the_discount_code() -> None:
    event = Event()
    code = DiscountCodeFactory.create(conference=event.conference, percent=10, amount=None)
    card = event.card("Łoś", "Żak", discount=code)
    due = card.due

    resign(participants=[person_of(card, "Łoś")], by=None, reason="")
    code.refresh_from_db()
    used_by_one = code.used
    cancel_card(card=card, by=None, reason="")
    card.refresh_from_db()
    code.refresh_from_db()

    assert (due, used_by_one, code.used) == (216002, 1, 0)
    assert (card.state, card.due) == (CardState.CANCELLED, 0)
    assert Letter.objects.filter(kind="card_cancelled").count() == 1
    assert list(broken()) == []


def test_who_stays_gets_the_badge_when_the_rest_resigns_and_the_card_is_settled_by_it() -> None:
    event = Event()
    card = event.card("Łoś", "Żak")
    settle_card(card=card, settled=120001, by=None)

    resign(participants=[person_of(card, "Łoś")], by=None, reason="")

    assert [letter.to_email for letter in Letter.objects.filter(kind="badge_ready")] == ["zak@example.org"]


def test_after_the_beginning_staff_alone_may_and_nobody_after_the_end() -> None:
    event = Event()
    card = event.card("Łoś", "Żak")
    staff = UserFactory.create()
    event.move_to_start()
    with pytest.raises(CardClosed):
        resign(participants=[person_of(card, "Łoś")], by=None, reason="")
    resign(participants=[person_of(card, "Łoś")], by=staff, reason="nie dojechał")
    event.move_to_start(days=-5)
    with pytest.raises(CardClosed):
        resign(participants=[person_of(card, "Żak")], by=staff, reason="")

    assert card.history.first().history_user == staff
    assert person_of(card, "Żak").is_active


def test_people_of_two_cards_do_not_resign_together() -> None:
    event = Event()
    people = [person_of(event.card("Łoś"), "Łoś"), person_of(event.card("Żak"), "Żak")]

    with pytest.raises(ValueError, match="one card"):
        resign(participants=people, by=None, reason="")

    assert event.beds_taken() == 2


def test_fee_keeps_the_vat_of_what_it_is_a_part_of() -> None:
    event = Event(resignation_until=timezone.localdate() - timedelta(days=1))
    steps(event, (20, 50))
    card = event.card("Łoś")
    card.lines.update(vat_rate=23)

    resign(participants=[person_of(card, "Łoś")], by=None, reason="")

    assert set(card.lines.values_list("vat_rate", flat=True)) == {23}
