"""What the clock does, once, however often and late it is asked."""

import pytest
from django.utils import timezone

from events.models import PaymentReminder
from mailings.models import Letter
from registrations.due_now import partly_paid_past_expiry
from registrations.enums import CardState, ParticipantState
from registrations.invariants import broken
from registrations.models import ParticipationCard
from registrations.periodic import expire_unpaid, remind_unpaid
from registrations.services import cancel_card, note_expected_payment, remind_of_payment, settle_card
from tests.factories.events import DiscountCodeFactory
from tests.registrations.changes import Event, person_of

pytestmark = pytest.mark.django_db


def test_unpaid_card_expires_after_its_last_day_with_places_back_and_one_letter() -> None:
    event = Event(payment_days=7, expires_after_days=2)
    code = DiscountCodeFactory.create(conference=event.conference, percent=10, amount=None)
    card = event.card("Łoś", discount=code)
    event.move_clock(days=9)
    on_the_last_day = expire_unpaid()
    event.move_clock(days=1)
    ended = [expire_unpaid(), expire_unpaid()]

    card.refresh_from_db()
    code.refresh_from_db()
    assert (on_the_last_day, ended) == (0, [1, 0])
    assert (card.state, card.due, card.cancelled_at is not None) == (CardState.EXPIRED, 0, True)
    assert person_of(card, "Łoś").state == ParticipantState.CANCELLED
    assert (event.beds_taken(), code.used) == (0, 0)
    assert Letter.objects.filter(kind="card_expired").count() == 1
    assert list(broken()) == []


@pytest.mark.parametrize("settled", [1, 120001])
def test_card_paid_in_part_never_expires_and_is_listed(settled: int) -> None:
    event = Event(payment_days=7, expires_after_days=2)
    card = event.card("Łoś")
    settle_card(card=card, settled=settled, by=None)
    event.move_clock(days=20)

    assert expire_unpaid() == 0
    assert list(partly_paid_past_expiry(event.conference)) == ([card] if settled == 1 else [])


def test_nothing_expires_where_the_organiser_does_not_want_it_nor_once_the_conference_runs() -> None:
    patient, strict = Event(payment_days=7), Event(payment_days=7, expires_after_days=2)
    for event in (patient, strict):
        event.card("Łoś")
    patient.move_clock(days=30)
    strict.move_to_start()

    assert expire_unpaid() == 0
    assert set(ParticipationCard.objects.values_list("state", flat=True)) == {CardState.SUBMITTED}


def test_payment_is_reminded_of_once_before_its_day() -> None:
    event = Event(payment_days=14, remind_days=3)
    card = event.card("Łoś")
    event.move_clock(days=10)
    early = remind_unpaid()
    event.move_clock(days=1)
    told = [remind_unpaid(), remind_unpaid()]
    event.move_clock(days=3)

    assert (early, told, remind_unpaid()) == (0, [1, 0], 0)
    letter = Letter.objects.get(kind="payment_reminder")
    assert f"{card.pay_by:%d.%m.%Y}" in letter.text
    assert "1\u00a0200,01" in letter.text


def test_no_reminder_when_paid_unwanted_late_or_sent_a_moment_ago() -> None:
    paid, unwanted = Event(payment_days=14), Event(payment_days=14, remind_days=0)
    late, short = Event(payment_days=14), Event(payment_days=2)
    settle_card(card=(card := paid.card("Łoś")), settled=card.due, by=None)
    unwanted.card("Łoś")
    late.card("Łoś")
    short.card("Łoś")
    for event in (paid, unwanted):
        event.move_clock(days=12)
    late.move_clock(days=15)

    assert remind_unpaid() == 0


def reminded() -> list[str]:
    kinds = ["payment_reminder", "payment_overdue"]
    return list(Letter.objects.filter(kind__in=kinds).order_by("pk").values_list("kind", flat=True))


def test_further_reminders_go_by_the_organisers_schedule_with_their_words() -> None:
    event = Event(payment_days=14, remind_days=0)
    for when, days, text in (("before", 7, ""), ("after", 3, "Prosimy o pilną wpłatę."), ("after", 10, "")):
        PaymentReminder.objects.create(conference=event.conference, when=when, days=days, text=text)
    card = event.card("Łoś")
    counts = []
    for days in range(30):
        event.move_clock(days=1 if days else 0)
        counts.append((remind_unpaid(), remind_unpaid()))

    days_told = [day for day, told in enumerate(counts) if told[0]]
    assert (days_told, {again for _, again in counts}) == ([7, 17, 24], {0})
    assert reminded() == ["payment_reminder", "payment_overdue", "payment_overdue"]
    assert "Prosimy o pilną wpłatę." in Letter.objects.filter(kind="payment_overdue").earliest("pk").text
    assert card.code in Letter.objects.filter(kind="payment_overdue").latest("pk").text


def test_clock_that_stood_still_sends_the_latest_reminder_alone() -> None:
    event = Event(payment_days=14, remind_days=0)
    for days in (1, 2, 3):
        PaymentReminder.objects.create(conference=event.conference, when="after", days=days)
    event.card("Łoś")
    event.move_clock(days=18)
    assert [remind_unpaid(), remind_unpaid()] == [1, 0]
    event.move_clock(days=30)
    assert remind_unpaid() == 0


@pytest.mark.parametrize("why", ["paid", "noted", "cancelled"])
def test_nobody_is_reminded_who_has_paid_or_seems_to_have(why: str) -> None:
    event = Event(payment_days=14, remind_days=3)
    PaymentReminder.objects.create(conference=event.conference, when="after", days=1)
    card = event.card("Łoś")
    if why == "paid":
        settle_card(card=card, settled=card.due, by=None)
    elif why == "noted":
        note_expected_payment(card=card, at=timezone.now())
    else:
        cancel_card(card=card, by=None, reason="Choroba")
    for _ in range(16):
        event.move_clock(days=1)
        assert remind_unpaid() == 0
    assert not remind_of_payment(card=card)
    assert reminded() == []


def test_reminders_go_again_once_the_noted_payment_was_cleared() -> None:
    event = Event(payment_days=14, remind_days=3)
    card = event.card("Łoś")
    note_expected_payment(card=card, at=timezone.now())
    event.move_clock(days=12)
    before = remind_unpaid()
    note_expected_payment(card=card, at=None)
    assert (before, remind_unpaid()) == (0, 1)


def test_paid_card_is_told_to_the_contact_person_once() -> None:
    event = Event()
    card = event.card("Łoś")

    for settled in (1, card.due, card.due):
        settle_card(card=card, settled=settled, by=None)

    assert Letter.objects.filter(kind="card_paid").count() == 1
