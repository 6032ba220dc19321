import itertools
import time

import pytest
from django.test import Client

from payments.enums import CheckoutState, EventOutcome
from payments.invariants import broken
from payments.models import Checkout, Payment, StripeEvent
from tests.factories.payments import CheckoutFactory
from tests.payments.events import event_json, post_event, session_json, signature

pytestmark = pytest.mark.django_db

COMPLETED = "checkout.session.completed"
EXPIRED = "checkout.session.expired"
FAILED = "payment_intent.payment_failed"


@pytest.fixture
def checkout() -> Checkout:
    return CheckoutFactory.create()


def test_event_of_a_paid_session_settles_the_card_once(client: Client, checkout: Checkout) -> None:
    payload = event_json("evt_1", COMPLETED, session_json(checkout))

    answers = [post_event(client, payload) for _ in range(5)]

    assert answers == [200] * 5
    payment = Payment.objects.get()
    assert (payment.card, payment.amount, payment.currency) == (checkout.card, 120000, "PLN")
    checkout.card.refresh_from_db()
    assert checkout.card.settled == 120000
    checkout.refresh_from_db()
    assert checkout.state == CheckoutState.PAID
    assert StripeEvent.objects.get().outcome == EventOutcome.DONE
    assert list(broken()) == []


@pytest.mark.parametrize("order", list(itertools.permutations(["completed", "async", "expired", "again"])))
def test_events_in_any_order_come_to_the_same_end(client: Client, checkout: Checkout, order: tuple[str, ...]) -> None:
    paid = session_json(checkout)
    expired = session_json(checkout, status="expired", payment_status="unpaid", payment_intent=None)
    events = {
        "completed": event_json("evt_1", COMPLETED, paid),
        "async": event_json("evt_2", "checkout.session.async_payment_succeeded", paid),
        "expired": event_json("evt_3", EXPIRED, expired),
        "again": event_json("evt_1", COMPLETED, paid),
    }

    for name in order:
        assert post_event(client, events[name]) == 200

    assert Payment.objects.count() == 1
    checkout.card.refresh_from_db()
    checkout.refresh_from_db()
    assert (checkout.card.settled, checkout.state) == (120000, CheckoutState.PAID)


def test_event_of_a_session_completed_but_not_paid_settles_nothing(client: Client, checkout: Checkout) -> None:
    payload = event_json("evt_1", COMPLETED, session_json(checkout, payment_status="unpaid", payment_intent=None))

    assert post_event(client, payload) == 200

    assert Payment.objects.count() == 0
    checkout.refresh_from_db()
    assert checkout.state == CheckoutState.PROCESSING


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_total": 1},
        {"currency": "eur"},
        {"client_reference_id": "KUAAAAAAAA"},
        {"id": "cs_of_nobody"},
    ],
)
def test_event_that_does_not_fit_waits_for_a_person(
    client: Client, checkout: Checkout, changes: dict[str, object]
) -> None:
    payload = event_json("evt_1", COMPLETED, session_json(checkout, **changes))

    assert post_event(client, payload) == 200

    assert Payment.objects.count() == 0
    checkout.card.refresh_from_db()
    assert checkout.card.settled == 0
    stored = StripeEvent.objects.get()
    assert stored.outcome == EventOutcome.PARKED
    assert stored.reason
    assert stored.payload["id"] == "evt_1"


def test_session_of_one_card_naming_another_settles_neither(client: Client, checkout: Checkout) -> None:
    other = CheckoutFactory.create()
    payload = event_json("evt_1", COMPLETED, session_json(checkout, client_reference_id=other.card.code))

    assert post_event(client, payload) == 200

    for card in (checkout.card, other.card):
        card.refresh_from_db()
        assert card.settled == 0


def test_event_that_is_not_signed_for_us_is_refused_and_forgotten(client: Client, checkout: Checkout) -> None:
    payload = event_json("evt_1", COMPLETED, session_json(checkout))
    live = event_json("evt_1", COMPLETED, session_json(checkout, livemode=True), livemode=True)
    headers = [
        "",
        "t=1,v1=0",
        "ą",
        signature(payload, secret="whsec_of_somebody_else"),
        signature(payload, secret=""),
        signature(payload, at=time.time() - 301),
        signature(payload, at=time.time() + 310),
        signature(payload + b" "),
    ]

    answers = [post_event(client, payload, header) for header in headers]
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "")
    answers += [post_event(client, payload, content_type=kind) for kind in kinds]
    answers += [post_event(client, body) for body in (b"{", b"[]", b"{}", b"", b"x" * 1_000_000, live)]

    assert set(answers) == {400}
    assert StripeEvent.objects.count() == 0
    assert Payment.objects.count() == 0


def test_event_is_not_taken_by_get(client: Client) -> None:
    assert client.get("/api/v1/stripe/webhook/").status_code == 405
