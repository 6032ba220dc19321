"""Any order, repetition and interleaving of the events of two payments and a refund ends in the same ledger."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailings.models import Letter
from payments import invariants as of_payments
from payments.gateway import event_from
from payments.models import Checkout, Payment, Refund, StripeEvent
from payments.periodic import act_on_stored_events
from payments.selectors.ledger import ledger_of, sums_agree
from payments.services import take_event
from registrations import invariants as of_registrations
from registrations.models import ParticipationCard
from registrations.services import submit_card
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.payments import CheckoutFactory
from tests.factories.registrations import card_input, participant_input
from tests.payments.events import event_json, session_json
from tests.payments.test_stripe_money import COMPLETED, dispute_json, intent_json, refund_json

ASYNC = "checkout.session.async_payment_succeeded"


def story(first: Checkout, second: Checkout) -> list[bytes]:
    """The first is paid by card after a refusal, the second by BLIK whose bank confirms later; a part goes back."""
    waits = session_json(second, payment_status="unpaid")
    expired = session_json(first, status="expired", payment_status="unpaid", payment_intent=None)
    return [
        event_json("evt_0", "payment_intent.payment_failed", intent_json(first)),
        event_json("evt_1", COMPLETED, session_json(first)),
        event_json("evt_2", "payment_intent.succeeded", intent_json(first)),
        event_json("evt_3", COMPLETED, waits),
        event_json("evt_4", ASYNC, session_json(second)),
        event_json("evt_5", "checkout.session.expired", expired),
        event_json("evt_6", "refund.created", refund_json(second, "pending")),
        event_json("evt_7", "refund.updated", refund_json(second, "succeeded")),
        event_json("evt_8", "refund.updated", refund_json(second, "succeeded", description="again")),
        event_json("evt_9", "charge.dispute.created", dispute_json(first, "needs_response")),
        event_json("evt_10", "charge.dispute.closed", dispute_json(first, "won")),
    ]


@pytest.fixture
def card(db: None) -> ParticipationCard:
    conference = ConferenceFactory.create()
    person = participant_input(VariantFactory.create(conference=conference), last_name="Łoś")
    card = submit_card(conference=conference, data=card_input(conference, person), texts=[])
    for number in (1, 2):
        CheckoutFactory.create(card=card, amount=card.due, session_id=f"cs_{number}")
    return card


def told(card: ParticipationCard, order: Iterable[int]) -> dict[str, Any]:
    """The end after the events were told in this order; nothing of it stays."""
    with transaction.atomic():
        events = [event_from(json.loads(event)) for event in story(*card.checkouts.order_by("session_id"))]
        for place in order:
            take_event(event=events[place])
        act_on_stored_events()
        found = end_of(card)
        transaction.set_rollback(True)
    return found


def end_of(card: ParticipationCard) -> dict[str, Any]:
    card.refresh_from_db()
    entries = ledger_of(card)
    return {
        "card": (card.due, card.settled, card.state, card.payment_noted_at),
        "money": sorted((entry.due, entry.settled) for entry in entries if entry.due or entry.settled),
        "payments": sorted((one.amount, str(one.provider_ref)) for one in Payment.objects.all()),
        "refunds": list(Refund.objects.values_list("amount", "state", "method", "payment__provider_ref")),
        "disputes": [state for one in Payment.objects.all() for state in one.disputes.values_list("state", flat=True)],
        "checkouts": list(Checkout.objects.order_by("session_id").values_list("state", flat=True)),
        "events": sorted(StripeEvent.objects.values_list("event_id", "outcome")),
        "letters": sorted(Letter.objects.values_list("kind", flat=True)),
        "agree": sums_agree(card, entries),
        "broken": [*of_payments.broken(), *of_registrations.broken()],
    }


NUMBERS = range(11)


def test_events_in_any_order_and_repeated_end_in_the_same_ledger(card: ParticipationCard) -> None:
    expected = told(card, NUMBERS)
    assert (expected["broken"], expected["agree"]) == ([], True)
    assert [amount for amount, *_ in expected["refunds"]] == [20_000]
    assert expected["letters"].count("paid_twice") == 1

    @settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(order=st.permutations(NUMBERS), again=st.lists(st.tuples(st.sampled_from(NUMBERS), st.integers(0, 11))))
    def in_any_order(order: list[int], again: list[tuple[int, int]]) -> None:
        for event, place in again:
            order.insert(min(place, len(order)), event)
        assert told(card, order) == expected

    in_any_order()
