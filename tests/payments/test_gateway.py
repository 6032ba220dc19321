"""The contract of the gateway, and what it takes for a signed event.

The contract runs against the stand-in, and against Stripe itself when STRIPE_TEST_KEY holds a key of its test mode.
"""

import hashlib
import hmac
import json
import os
import socket
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from payments.gateway import (
    BadSignature,
    CheckoutSession,
    GatewayRefused,
    GatewayUnavailable,
    PaymentGateway,
    SessionState,
    StripeGateway,
    gateway_from_settings,
)
from payments.standin.server import Standin
from tests.payments.conftest import make_order

pytestmark = pytest.mark.once

SECRET = "whsec_of_this_test"
OPERATORS = ["standin", *(["stripe"] if os.environ.get("STRIPE_TEST_KEY") else [])]


@pytest.fixture(params=OPERATORS)
def gateway(request: pytest.FixtureRequest) -> PaymentGateway:
    if request.param == "standin":
        return request.getfixturevalue("standin_gateway")  # type: ignore[no-any-return]  # pytest's own Any
    return StripeGateway(api_key=os.environ["STRIPE_TEST_KEY"], webhook_secret=SECRET, livemode=False)


def unique_key() -> str:
    return f"test-{uuid.uuid4()}"


def test_create_checkout_returns_an_open_page_for_the_order(gateway: PaymentGateway) -> None:
    order = make_order(idempotency_key=unique_key())
    session = gateway.create_checkout(order)
    assert session == CheckoutSession(
        id=session.id,
        url=session.url,
        state=SessionState.OPEN,
        paid=False,
        amount=120_000,
        currency="PLN",
        reference="RZM-7K4Q-29",
        payment_intent="",
        livemode=False,
        expires_at=order.expires_at,
        metadata={"conference": "razem-2027", "reference": "RZM-7K4Q-29"},
    )
    assert session.id.startswith("cs_test_")
    assert session.url.startswith("http")


def test_retrieve_checkout_returns_what_was_created(gateway: PaymentGateway) -> None:
    session = gateway.create_checkout(make_order(idempotency_key=unique_key()))
    assert gateway.retrieve_checkout(session.id) == session


def test_create_checkout_answers_the_same_key_with_the_same_session(gateway: PaymentGateway) -> None:
    order = make_order(idempotency_key=unique_key())
    first = gateway.create_checkout(order)
    assert gateway.create_checkout(order) == first
    other = gateway.create_checkout(make_order(idempotency_key=unique_key(), expires_at=order.expires_at))
    assert other.id != first.id


def test_create_checkout_refuses_the_same_key_for_another_order(gateway: PaymentGateway) -> None:
    key = unique_key()
    gateway.create_checkout(make_order(idempotency_key=key))
    with pytest.raises(GatewayRefused, match="same parameters"):
        gateway.create_checkout(make_order(idempotency_key=key, amount=1_000))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 0},
        {"amount": -100},
        {"amount": 199},
        {"amount": 100_000_000},
        {"description": ""},
        {"customer_email": "nobody"},
        {"success_url": "javascript:alert(1)"},
        {"cancel_url": "/card/"},
        {"locale": "xx"},
        {"metadata": {"note": "x" * 501}},
        {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"expires_at": datetime(2100, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_create_checkout_refuses_a_bad_order(gateway: PaymentGateway, change: dict[str, Any]) -> None:
    with pytest.raises(GatewayRefused):
        gateway.create_checkout(make_order(idempotency_key=unique_key(), **change))


def test_expire_checkout_closes_the_page_once(gateway: PaymentGateway) -> None:
    session = gateway.create_checkout(make_order(idempotency_key=unique_key()))
    expired = gateway.expire_checkout(session.id)
    assert (expired.state, expired.url, expired.paid) == (SessionState.EXPIRED, "", False)
    assert gateway.retrieve_checkout(session.id) == expired
    with pytest.raises(GatewayRefused, match="expired"):
        gateway.expire_checkout(session.id)


def test_unknown_session_is_refused_with_a_code(gateway: PaymentGateway) -> None:
    with pytest.raises(GatewayRefused) as refusal:
        gateway.retrieve_checkout("cs_test_that_never_was")
    assert refusal.value.code == "resource_missing"


def test_refund_of_an_unknown_payment_is_refused(gateway: PaymentGateway) -> None:
    with pytest.raises(GatewayRefused) as refusal:
        gateway.refund(payment_intent="pi_that_never_was", amount=100, idempotency_key=unique_key())
    assert refusal.value.code == "resource_missing"


def test_refund_gives_back_part_then_the_rest_and_no_more(standin: Standin, standin_gateway: StripeGateway) -> None:
    session = standin_gateway.create_checkout(make_order())
    standin.choose(session.id, "paid")
    paid = standin_gateway.retrieve_checkout(session.id)
    assert (paid.state, paid.paid, paid.url) == (SessionState.COMPLETE, True, "")
    part = standin_gateway.refund(payment_intent=paid.payment_intent, amount=20_000, idempotency_key="refund-1")
    assert (part.status, part.amount, part.currency) == ("succeeded", 20_000, "PLN")
    repeated = standin_gateway.refund(payment_intent=paid.payment_intent, amount=20_000, idempotency_key="refund-1")
    assert repeated == part
    with pytest.raises(GatewayRefused, match="greater than"):
        standin_gateway.refund(payment_intent=paid.payment_intent, amount=100_001, idempotency_key="refund-2")
    rest = standin_gateway.refund(payment_intent=paid.payment_intent, amount=100_000, idempotency_key="refund-3")
    assert rest.amount == 100_000
    with pytest.raises(GatewayRefused) as refusal:
        standin_gateway.refund(payment_intent=paid.payment_intent, amount=1, idempotency_key="refund-4")
    assert refusal.value.code == "charge_already_refunded"


def test_unknown_refund_is_refused_and_unknown_payment_has_none(gateway: PaymentGateway) -> None:
    with pytest.raises(GatewayRefused) as refusal:
        gateway.retrieve_refund("re_that_never_was")
    assert refusal.value.code == "resource_missing"


def test_events_since_tells_what_happened_the_oldest_first(gateway: PaymentGateway) -> None:
    begun = datetime.now(UTC) - timedelta(seconds=5)
    sessions = [gateway.create_checkout(make_order(idempotency_key=unique_key())).id for _ in range(2)]
    for session in sessions:
        gateway.expire_checkout(session)
    told = gateway.events_since(begun, ["checkout.session.expired", "refund.created"])
    ours = [event for event in told if event.session is not None and event.session.id in sessions]
    assert {event.type for event in ours} == {"checkout.session.expired"}
    assert len(ours) == 2
    assert [event.created for event in told] == sorted(event.created for event in told)
    assert gateway.events_since(datetime.now(UTC) + timedelta(hours=1), ["checkout.session.expired"]) == []


def test_events_are_read_page_by_page(standin: Standin, standin_gateway: StripeGateway) -> None:
    for number in range(103):
        standin.book.expire(standin_gateway.create_checkout(make_order(idempotency_key=f"k{number}")).id)
    told = standin_gateway.events_since(datetime(2026, 1, 1, tzinfo=UTC), ["checkout.session.expired"])
    assert len({event.id for event in told}) == 103


def test_refunds_of_a_payment_are_listed_and_read_one_by_one(standin: Standin, standin_gateway: StripeGateway) -> None:
    session = standin_gateway.create_checkout(make_order())
    standin.choose(session.id, "paid")
    intent = standin_gateway.retrieve_checkout(session.id).payment_intent
    made = [
        standin_gateway.refund(payment_intent=intent, amount=100, idempotency_key=key, metadata={"refund": key})
        for key in ("a", "b")
    ]
    assert standin_gateway.refunds_of(intent) == made[::-1]
    assert standin_gateway.retrieve_refund(made[0].id) == made[0]
    assert [one.metadata for one in made] == [{"refund": "a"}, {"refund": "b"}]
    assert standin_gateway.refunds_of("pi_of_nobody") == []


@pytest.mark.parametrize(("succeeds", "paid", "failed"), [(True, True, False), (False, False, True)])
def test_session_whose_bank_answers_later_tells_how_it_ended(
    standin: Standin, standin_gateway: StripeGateway, succeeds: bool, paid: bool, failed: bool
) -> None:
    session = standin_gateway.create_checkout(make_order())
    standin.choose(session.id, "later")
    waits = standin_gateway.retrieve_checkout(session.id)
    assert (waits.state, waits.paid, waits.failed) == (SessionState.COMPLETE, False, False)
    standin.book.confirm(session.id, succeeds=succeeds)
    ended = standin_gateway.retrieve_checkout(session.id)
    assert (ended.paid, ended.failed) == (paid, failed)


def test_dispute_is_told_with_its_day_of_answer(standin: Standin, standin_gateway: StripeGateway) -> None:
    session = standin_gateway.create_checkout(make_order())
    standin.choose(session.id, "paid")
    for status in ("under_review", "lost"):
        standin.book.dispute(session.id, status)
    types = ["charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"]
    told = standin_gateway.events_since(datetime(2026, 1, 1, tzinfo=UTC), types)
    disputes = [event.dispute for event in told if event.dispute is not None]
    assert [one.status for one in disputes] == ["needs_response", "under_review", "lost"]
    assert {(one.amount, one.currency, one.answer_by is not None) for one in disputes} == {(120_000, "PLN", True)}


def test_gateway_is_unavailable_when_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        gateway = StripeGateway(
            api_key="sk_test_x",
            webhook_secret=SECRET,
            api_base=f"http://127.0.0.1:{closed.getsockname()[1]}",
            livemode=False,
        )
        with pytest.raises(GatewayUnavailable):
            gateway.retrieve_checkout("cs_test_any")


def test_live_key_is_refused_by_the_standin(standin: Standin) -> None:
    gateway = StripeGateway(api_key="sk_live_x", webhook_secret=SECRET, api_base=standin.url, livemode=True)
    with pytest.raises(GatewayRefused, match="test keys only"):
        gateway.create_checkout(make_order())
    assert standin.book.all_events() == []


@pytest.mark.parametrize("values", [{"api_key": " "}, {"webhook_secret": ""}, {"webhook_secret": "\t "}])
def test_gateway_without_a_secret_cannot_be_made(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="empty"):
        StripeGateway(**{"api_key": "sk_test_x", "webhook_secret": SECRET, **values}, livemode=False)


def test_gateway_from_settings_talks_to_the_address_of_the_settings(standin: Standin, settings: Settings) -> None:
    session = gateway_from_settings().create_checkout(make_order())
    assert session.url == f"{standin.url}/pay/{session.id}"
    settings.STRIPE_SECRET_KEY = "sk_live_x"
    assert gateway_from_settings().livemode is True


def event_body(**changes: Any) -> bytes:
    session = {
        "id": "cs_test_1",
        "object": "checkout.session",
        "url": None,
        "status": "complete",
        "payment_status": "paid",
        "amount_total": 120_000,
        "currency": "pln",
        "client_reference_id": "RZM-7K4Q-29",
        "payment_intent": {"id": "pi_1", "object": "payment_intent"},
        "livemode": False,
        "expires_at": 1_900_000_000,
        "metadata": {"reference": "RZM-7K4Q-29"},
    }
    event = {
        "id": "evt_1",
        "object": "event",
        "type": "checkout.session.completed",
        "created": 1_800_000_000,
        "livemode": False,
        "data": {"object": session},
    }
    return json.dumps({**event, **changes}).encode()


def signature_of(payload: bytes, *, secret: str = SECRET, shift_seconds: int = 0) -> str:
    """Written out by hand from Stripe's documentation, so that it shares no code with what it checks."""
    moment = int(time.time()) + shift_seconds
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


@pytest.fixture
def reader() -> StripeGateway:
    return StripeGateway(api_key="sk_test_x", webhook_secret=SECRET, livemode=False)


def test_read_event_reads_a_signed_event(reader: StripeGateway) -> None:
    payload = event_body()
    event = reader.read_event(payload, signature_of(payload))
    assert (event.id, event.type, event.livemode) == ("evt_1", "checkout.session.completed", False)
    assert event.created == datetime.fromtimestamp(1_800_000_000, tz=UTC)
    assert event.raw == json.loads(payload)
    assert event.session is not None
    assert (event.session.paid, event.session.amount, event.session.currency) == (True, 120_000, "PLN")
    assert (event.session.reference, event.session.payment_intent) == ("RZM-7K4Q-29", "pi_1")


def test_read_event_without_a_session_tells_so(reader: StripeGateway) -> None:
    payload = event_body(type="payment_intent.payment_failed", data={"object": {"object": "payment_intent"}})
    assert reader.read_event(payload, signature_of(payload)).session is None


def test_read_event_takes_the_same_header_twice(reader: StripeGateway) -> None:
    payload = event_body()
    signature = signature_of(payload)
    first = reader.read_event(payload, signature)
    assert reader.read_event(payload, signature) == first


@pytest.mark.parametrize("shift_seconds", [-290, 290])
def test_read_event_takes_a_clock_that_is_a_little_wrong(reader: StripeGateway, shift_seconds: int) -> None:
    payload = event_body()
    assert reader.read_event(payload, signature_of(payload, shift_seconds=shift_seconds)).id == "evt_1"


@pytest.mark.parametrize("shift_seconds", [-36_000, -310, 310, 36_000])
def test_read_event_refuses_an_old_and_a_future_signature(reader: StripeGateway, shift_seconds: int) -> None:
    payload = event_body()
    with pytest.raises(BadSignature):
        reader.read_event(payload, signature_of(payload, shift_seconds=shift_seconds))


@pytest.mark.parametrize(
    "signature",
    ["", "nonsense", "t=,v1=", "t=1,v1=1", f"t={2**70},v1=abc", "v1=abc", "t=5", "t=x,v1=ż", "t=1" * 3000],
)
def test_read_event_refuses_a_bad_signature(reader: StripeGateway, signature: str) -> None:
    with pytest.raises(BadSignature):
        reader.read_event(event_body(), signature)


def test_read_event_refuses_another_endpoints_secret(reader: StripeGateway) -> None:
    payload = event_body()
    for secret in ("whsec_of_another_endpoint", ""):
        with pytest.raises(BadSignature):
            reader.read_event(payload, signature_of(payload, secret=secret))


def test_read_event_refuses_a_body_changed_after_signing(reader: StripeGateway) -> None:
    payload = event_body()
    with pytest.raises(BadSignature):
        reader.read_event(payload.replace(b"120000", b"120001"), signature_of(payload))


def test_read_event_refuses_an_event_of_the_other_mode(reader: StripeGateway) -> None:
    payload = event_body(livemode=True)
    with pytest.raises(BadSignature, match="livemode"):
        reader.read_event(payload, signature_of(payload))
    live = StripeGateway(api_key="sk_live_x", webhook_secret=SECRET, livemode=True)
    with pytest.raises(BadSignature, match="livemode"):
        live.read_event(event_body(), signature_of(event_body()))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b"1",
        b"\xff\xfe",
        b"[" * 100_000,
        event_body(id=7),
        event_body(created="yesterday"),
        event_body(created=10**30),
        event_body(livemode="no"),
        event_body(data=None),
        event_body(data={"object": []}),
        event_body(data={"object": {"object": "checkout.session"}}),
        event_body(type="x" * 300_000),
    ],
    ids=range(16),
)
def test_read_event_refuses_another_shape(reader: StripeGateway, payload: bytes) -> None:
    with pytest.raises(BadSignature):
        reader.read_event(payload, signature_of(payload))
