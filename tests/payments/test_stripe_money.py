"""Refunds and disputes as Stripe tells of them: in any order, repeated, before the payment itself; and the job."""

import itertools
import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mailings.models import Letter
from payments.enums import CheckoutState, DisputeState, EventOutcome, PaymentMethod, RefundMethod, RefundState
from payments.gateway import StripeGateway
from payments.invariants import broken
from payments.models import Checkout, Dispute, Payment, Refund, StripeEvent
from payments.periodic import act_on_stored_events, read_missed_events
from payments.selectors import owed_back
from payments.services import (
    PaymentUnderWay,
    ReturnAddresses,
    decide_refund,
    record_payment,
    start_checkout,
)
from payments.standin.objects import charge, dispute, payment_intent, refund
from payments.standin.server import Standin
from payments.tasks import read_refunds, send_refund
from tests.factories.accounts import UserFactory
from tests.factories.payments import CheckoutFactory
from tests.factories.registrations import CardFactory
from tests.payments.conftest import control
from tests.payments.events import event_json, post_event, session_json

pytestmark = pytest.mark.django_db

COMPLETED = "checkout.session.completed"
BACK = ReturnAddresses(paid="http://127.0.0.1:8000/paid/", abandoned="http://127.0.0.1:8000/card/")


@pytest.fixture
def checkout() -> Checkout:
    return CheckoutFactory.create(card__due=120_000, card__conference__title="Konferencja")


def paid(checkout: Checkout) -> bytes:
    return event_json(f"evt_paid_{checkout.pk}", COMPLETED, session_json(checkout))


def intent_json(checkout: Checkout) -> dict[str, Any]:
    order = {
        "amount": checkout.amount,
        "currency": "pln",
        "intent_description": "Karta",
        "intent_metadata": {"checkout": checkout.idempotency_key},
    }
    made = payment_intent(order, created=int(time.time()))
    return {**made, "id": f"pi_{checkout.session_id}", "latest_charge": "ch_1", "status": "succeeded"}


def refund_json(checkout: Checkout, status: str, amount: int = 20_000, **changes: Any) -> dict[str, Any]:
    made = refund(intent_json(checkout), amount=amount, reason=None, metadata={}, created=int(time.time()))
    return {**made, "id": f"re_{checkout.pk}", "status": status, **changes}


def dispute_json(checkout: Checkout, status: str) -> dict[str, Any]:
    return {**dispute(intent_json(checkout), created=int(time.time())), "id": f"du_{checkout.pk}", "status": status}


def tell(client: Client, *events: bytes) -> None:
    assert [post_event(client, event) for event in events] == [200] * len(events)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_refund_made_at_stripe_ends_the_same_in_any_order(
    client: Client, checkout: Checkout, order: tuple[int, ...]
) -> None:
    events = [
        paid(checkout),
        event_json("evt_1", "refund.created", refund_json(checkout, "pending")),
        event_json("evt_2", "refund.updated", refund_json(checkout, "succeeded")),
        event_json("evt_3", "refund.updated", refund_json(checkout, "succeeded")),
    ]

    tell(client, *(events[place] for place in order))

    made = Refund.objects.get()
    assert (made.state, made.amount, made.method, made.provider_ref) == ("done", 20_000, "stripe", f"re_{checkout.pk}")
    checkout.card.refresh_from_db()
    assert checkout.card.settled == 100_000
    assert set(StripeEvent.objects.values_list("outcome", flat=True)) == {EventOutcome.DONE}
    assert list(broken()) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_refund_that_failed_in_the_end_counts_as_not_made(
    client: Client, checkout: Checkout, order: tuple[int, ...]
) -> None:
    tell(client, paid(checkout))
    events = [
        event_json("evt_1", "refund.created", refund_json(checkout, "succeeded")),
        event_json("evt_2", "refund.updated", refund_json(checkout, "succeeded")),
        event_json("evt_3", "refund.failed", refund_json(checkout, "failed", failure_reason="declined")),
    ]

    tell(client, *(events[place] for place in order))

    assert (Refund.objects.get().state, Refund.objects.get().failure) == (RefundState.FAILED, "declined")
    checkout.card.refresh_from_db()
    assert checkout.card.settled == 120_000
    assert list(broken()) == []


@pytest.mark.parametrize("changes", [{"amount": 19_999}, {"currency": "eur"}])
def test_refund_that_says_otherwise_than_was_asked_waits_for_a_person(
    client: Client, checkout: Checkout, changes: dict[str, Any]
) -> None:
    tell(client, paid(checkout), event_json("evt_1", "refund.created", refund_json(checkout, "pending")))
    tell(client, event_json("evt_2", "refund.updated", {**refund_json(checkout, "succeeded"), **changes}))
    assert StripeEvent.objects.get(event_id="evt_2").outcome == EventOutcome.PARKED
    assert Refund.objects.get().state == RefundState.SENT


@pytest.mark.parametrize(
    ("final", "state", "settled"), [("won", DisputeState.WON, 120_000), ("lost", DisputeState.LOST, 0)]
)
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_dispute_ends_the_same_in_any_order(
    client: Client, checkout: Checkout, final: str, state: DisputeState, settled: int, order: tuple[int, ...]
) -> None:
    events = [
        paid(checkout),
        event_json("evt_1", "charge.dispute.created", dispute_json(checkout, "needs_response")),
        event_json("evt_2", "charge.dispute.closed", dispute_json(checkout, final)),
    ]

    tell(client, *(events[place] for place in order), events[1])

    assert Dispute.objects.get().state == state
    checkout.card.refresh_from_db()
    assert checkout.card.settled == settled
    assert Refund.objects.filter(method=RefundMethod.DISPUTE).count() == (1 if final == "lost" else 0)
    assert list(broken()) == []


def test_event_that_waited_too_long_is_parked(client: Client, checkout: Checkout) -> None:
    tell(client, event_json("evt_1", "refund.created", refund_json(checkout, "pending")))
    stored = StripeEvent.objects.get()
    assert (stored.outcome, stored.about) == (EventOutcome.WAITING, f"pi_{checkout.session_id}")
    StripeEvent.objects.update(received_at=timezone.now() - timedelta(days=8))
    act_on_stored_events()
    assert StripeEvent.objects.get().outcome == EventOutcome.PARKED


def test_event_left_behind_by_a_crash_is_acted_upon_later(checkout: Checkout) -> None:
    event = json.loads(paid(checkout))
    StripeEvent.objects.create(
        event_id=event["id"],
        kind=event["type"],
        payload=event,
        received_at=timezone.now() - timedelta(minutes=5),
    )
    act_on_stored_events()
    assert Payment.objects.get().amount == 120_000
    assert StripeEvent.objects.get().outcome == EventOutcome.DONE


def test_payment_whose_bank_confirms_later(client: Client, checkout: Checkout) -> None:
    waits = session_json(checkout, payment_status="unpaid")
    tell(client, event_json("evt_1", COMPLETED, waits))
    checkout.card.refresh_from_db()
    assert checkout.card.awaits_noted_payment
    with pytest.raises(PaymentUnderWay):
        start_checkout(card=checkout.card, gateway=None, back=BACK)  # type: ignore[arg-type]  # it is not asked

    tell(client, event_json("evt_2", "checkout.session.async_payment_succeeded", session_json(checkout)))

    checkout.card.refresh_from_db()
    checkout.refresh_from_db()
    assert (checkout.state, checkout.card.settled, checkout.card.payment_noted_at) == ("paid", 120_000, None)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_payment_that_the_bank_refused_later_may_be_tried_again(
    client: Client, checkout: Checkout, order: tuple[int, int], standin_gateway: StripeGateway
) -> None:
    waits = session_json(checkout, payment_status="unpaid")
    events = [
        event_json("evt_1", COMPLETED, waits),
        event_json("evt_2", "checkout.session.async_payment_failed", waits),
    ]

    tell(client, *(events[place] for place in order))

    checkout.card.refresh_from_db()
    checkout.refresh_from_db()
    assert (checkout.state, checkout.card.settled, checkout.card.payment_noted_at) == ("failed", 0, None)
    assert start_checkout(card=checkout.card, gateway=standin_gateway, back=BACK).startswith("http")


def test_card_refused_once_leaves_the_page_open(client: Client, checkout: Checkout) -> None:
    tell(client, event_json("evt_1", "payment_intent.payment_failed", intent_json(checkout)))
    checkout.refresh_from_db()
    assert checkout.state == CheckoutState.OPEN
    assert checkout.declined_at is not None


class Desk:
    """A card paid twice at the stand-in, and a treasurer."""

    def __init__(self, standin: Standin, gateway: StripeGateway) -> None:
        self.standin, self.by = standin, UserFactory.create()
        self.card = CardFactory.create(due=60_000)
        start_checkout(card=self.card, gateway=gateway, back=BACK)
        self.session = str(Checkout.objects.get().session_id)
        standin.choose(self.session, "paid")
        intent = gateway.retrieve_checkout(self.session).payment_intent
        self.payment = self.record(intent)
        self.record("pi_the_other")
        self.card.refresh_from_db()

    def record(self, name: str) -> Payment:
        return record_payment(
            card=self.card,
            method=PaymentMethod.ONLINE,
            amount=60_000,
            received_on=timezone.localdate(),
            by=None,
            provider_ref=name,
        )

    def decide(self, amount: int = 60_000, key: str = "k") -> Refund:
        return decide_refund(
            card=self.card,
            amount=amount,
            method=RefundMethod.STRIPE,
            payment=self.payment,
            reason="Zapłacono dwa razy",
            key=key,
            by=self.by,
        )


@pytest.fixture
def desk(standin: Standin, standin_gateway: StripeGateway) -> Desk:
    return Desk(standin, standin_gateway)


def test_refund_goes_to_stripe_in_the_background_once(desk: Desk) -> None:
    made = desk.decide()
    for _ in range(3):
        send_refund(made.pk)

    made.refresh_from_db()
    assert (made.state, str(made.provider_ref)[:3]) == (RefundState.DONE, "re_")
    desk.card.refresh_from_db()
    assert (desk.card.settled, owed_back(desk.card)) == (60_000, 0)
    assert [row["amount"] for row in desk.standin.book._tables.refunds.values()] == [60_000]
    assert list(broken()) == []


def test_refunds_in_part_go_one_by_one(desk: Desk) -> None:
    for number, amount in enumerate((10_000, 20_000, 30_000)):
        send_refund(desk.decide(amount, key=str(number)).pk)
    desk.card.refresh_from_db()
    assert desk.card.settled == 60_000
    assert sorted(row["amount"] for row in desk.standin.book._tables.refunds.values()) == [10_000, 20_000, 30_000]


def test_refund_whose_answer_was_lost_is_found_again(desk: Desk, standin_gateway: StripeGateway) -> None:
    """Even after the operator has forgotten the idempotency key."""
    made = desk.decide()
    standin_gateway.refund(
        payment_intent=str(desk.payment.provider_ref),
        amount=60_000,
        idempotency_key="forgotten",
        metadata={"refund": str(made.uid)},
    )
    send_refund(made.pk)
    made.refresh_from_db()
    assert made.state == RefundState.DONE
    assert len(desk.standin.book._tables.refunds) == 1


def test_refund_that_takes_days_is_asked_after(desk: Desk) -> None:
    control(desk.standin, "refunds", status="pending")
    made = desk.decide()
    send_refund(made.pk)
    made.refresh_from_db()
    assert made.state == RefundState.SENT
    control(desk.standin, "refund", refund=made.provider_ref, status="failed")

    send_refund(made.pk)

    made.refresh_from_db()
    assert (made.state, made.failure) == (RefundState.FAILED, "declined")
    assert owed_back(desk.card) == 60_000
    assert list(broken()) == []


def test_refund_that_stripe_refuses_is_owed_again(desk: Desk) -> None:
    Payment.objects.filter(pk=desk.payment.pk).update(provider_ref="pi_of_nobody")
    made = desk.decide()
    send_refund(made.pk)
    made.refresh_from_db()
    assert made.state == RefundState.FAILED
    assert "No such" in made.failure
    assert owed_back(desk.card) == 60_000


def test_refund_waits_while_nobody_answers(desk: Desk, settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    made = desk.decide()
    send_refund(made.pk)
    made.refresh_from_db()
    assert made.state == RefundState.DECIDED


def test_events_that_never_came_are_read_from_the_list(desk: Desk) -> None:
    send_refund(desk.decide(10_000).pk)
    told = read_missed_events()
    assert told >= 3
    assert read_missed_events() == 0
    assert StripeEvent.objects.filter(kind="refund.created", outcome=EventOutcome.DONE).count() == 1
    assert Refund.objects.count() == 1
    assert list(broken()) == []


def test_charge_that_says_it_was_refunded_makes_us_ask_by_which_refunds(
    client: Client, desk: Desk, standin_gateway: StripeGateway
) -> None:
    standin_gateway.refund(payment_intent=str(desk.payment.provider_ref), amount=5_000, idempotency_key="elsewhere")
    intent = {**intent_json(Checkout.objects.get()), "id": desk.payment.provider_ref, "payment_method": None}
    tell(client, event_json("evt_1", "charge.refunded", charge(intent, 5_000)))
    for _ in range(2):
        read_refunds(str(desk.payment.provider_ref))
    made = Refund.objects.get()
    assert (made.amount, made.state, made.decided_by) == (5_000, RefundState.DONE, None)


def test_second_payment_is_told_of_once_in_any_order(client: Client) -> None:
    card = CardFactory.create(due=120_000)
    first, second = CheckoutFactory.create_batch(2, card=card, amount=120_000)
    tell(client, paid(second), paid(first), paid(second))
    card.refresh_from_db()
    assert (card.settled, owed_back(card)) == (240_000, 120_000)
    assert Letter.objects.filter(kind="paid_twice").count() == 1
