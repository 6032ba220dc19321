"""The stand-in's imitation of Stripe's API: what it refuses, how, and the shapes of what it answers."""

from urllib.parse import urlencode

import pytest
import stripe

from payments.gateway import StripeGateway
from payments.standin import objects
from payments.standin.server import Standin
from tests.payments.conftest import API_KEY, Answer, ask, open_session

pytestmark = pytest.mark.once

AUTHORIZED = {"Authorization": f"Bearer {API_KEY}", "Content-Type": "application/x-www-form-urlencoded"}


def test_events_are_listed_newest_first_in_pages(standin: Standin, standin_gateway: StripeGateway) -> None:
    for number in range(3):
        standin.choose(open_session(standin_gateway, reference=f"CARD-{number}"), "paid")
    kept = [event["id"] for event in reversed(standin.book.all_events())]
    assert len(kept) == 6
    first = ask(standin, "GET", "/v1/events?limit=4", headers=AUTHORIZED).json
    assert ([row["id"] for row in first["data"]], first["has_more"]) == (kept[:4], True)
    rest = ask(standin, "GET", f"/v1/events?starting_after={kept[3]}", headers=AUTHORIZED).json
    assert ([row["id"] for row in rest["data"]], rest["has_more"]) == (kept[4:], False)
    paid = ask(standin, "GET", "/v1/events?type=checkout.session.completed", headers=AUTHORIZED).json
    assert {row["type"] for row in paid["data"]} == {"checkout.session.completed"}
    assert len(paid["data"]) == 3
    one = ask(standin, "GET", f"/v1/events/{kept[0]}", headers=AUTHORIZED).json
    assert one == standin.book.event(kept[0])


VALID_FORM = {
    "mode": "payment",
    "success_url": "http://127.0.0.1:8910/paid/",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "pln",
    "line_items[0][price_data][unit_amount]": "1000",
    "line_items[0][price_data][product_data][name]": "Karta",
}


def create(standin: Standin, form: dict[str, str], **headers: str) -> Answer:
    return ask(standin, "POST", "/v1/checkout/sessions", urlencode(form), {**AUTHORIZED, **headers})


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("line_items[0][price_data][unit_amount]", "0", "parameter_invalid_integer"),
        ("line_items[0][price_data][unit_amount]", "0.1", "parameter_invalid_integer"),
        ("line_items[0][price_data][unit_amount]", "1e3", "parameter_invalid_integer"),
        ("line_items[0][price_data][unit_amount]", "٣٠٠", "parameter_invalid_integer"),
        ("line_items[0][price_data][unit_amount]", "100", "amount_too_small"),
        ("line_items[0][price_data][currency]", "eur", None),
        ("line_items[0][quantity]", "-1", "parameter_invalid_integer"),
        ("line_items[0][quantity]", "1000", "parameter_invalid_integer"),
        ("payment_method_types[0]", "card", "parameter_unknown"),
        ("ui_mode", "hosted", None),
        ("mode", "subscription", None),
        ("success_url", "http://a\r\nSet-Cookie: x=1", "url_invalid"),
        ("success_url", "http://[::1", "url_invalid"),
        ("client_reference_id", "x" * 201, None),
        ("expires_at", "99999999999999999999", None),
    ],
)
def test_bad_field_is_refused_by_its_name(standin: Standin, name: str, value: str, code: str | None) -> None:
    answer = create(standin, {**VALID_FORM, name: value})
    error = answer.json["error"]
    assert (answer.status, error["type"]) == (400, "invalid_request_error")
    if code != "amount_too_small":
        assert error["param"] == name
    if code is not None:
        assert error["code"] == code
    assert create(standin, VALID_FORM).json["amount_total"] == 1000


@pytest.mark.parametrize("name", [name for name in VALID_FORM if name != "mode"])
def test_missing_field_is_refused_by_its_name(standin: Standin, name: str) -> None:
    answer = create(standin, {key: value for key, value in VALID_FORM.items() if key != name})
    assert answer.status == 400
    assert answer.json["error"]["param"] == name
    assert answer.json["error"]["code"] == "parameter_missing"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 401),
        (b"", {"Authorization": "Bearer sk_live_x"}, 401),
        (b"", {"Authorization": "Basic sk_test_x"}, 401),
        (b"", {**AUTHORIZED, "Stripe-Version": "2020-08-27"}, 400),
        (b"mode=payment&mode=payment", AUTHORIZED, 400),
        (b"\xff", AUTHORIZED, 400),
        (b"mode=%FF", AUTHORIZED, 400),
        (b"mode", AUTHORIZED, 400),
        (b"a=1&" * 300, AUTHORIZED, 400),
        (b"x" * 70_000, AUTHORIZED, 413),
        (b"mode=payment", {**AUTHORIZED, "Idempotency-Key": "x" * 256}, 400),
    ],
    ids=range(11),
)
def test_unreadable_request_is_answered_in_stripes_shape(
    standin: Standin, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = ask(standin, "POST", "/v1/checkout/sessions", body, headers)
    assert answer.status == status
    assert set(answer.json["error"]) >= {"type", "message"}
    assert standin.book.all_events() == []


def test_unknown_paths_are_404(standin: Standin) -> None:
    for method, path in [("GET", "/v1/charges"), ("POST", "/v1/customers"), ("POST", "/_control/stop")]:
        answer = ask(standin, method, path, headers=AUTHORIZED)
        assert answer.status == 404
        assert "Unrecognized request URL" in answer.json["error"]["message"]


def test_repeated_answer_is_marked_and_stays_as_it_was(standin: Standin) -> None:
    first = create(standin, VALID_FORM, **{"Idempotency-Key": "k"})
    standin.choose(first.json["id"], "paid")
    again = create(standin, VALID_FORM, **{"Idempotency-Key": "k"})
    assert again.json == first.json
    assert again.json["status"] == "open"
    assert (first.headers["Idempotent-Replayed"], again.headers["Idempotent-Replayed"]) == (None, "true")
    other = create(standin, {**VALID_FORM, "mode": "payment", "locale": "en"}, **{"Idempotency-Key": "k"})
    assert (other.status, other.json["error"]["type"]) == (400, "idempotency_error")


def test_refused_request_does_not_use_its_key_up(standin: Standin) -> None:
    refused = create(standin, {**VALID_FORM, "locale": "xx"}, **{"Idempotency-Key": "k"})
    assert refused.status == 400
    assert create(standin, VALID_FORM, **{"Idempotency-Key": "k"}).status == 200


@pytest.mark.parametrize(
    ("kind", "sdk_type"),
    [
        ("session", stripe.checkout.Session),
        ("intent", stripe.PaymentIntent),
        ("refund", stripe.Refund),
        ("event", stripe.Event),
        ("charge", stripe.Charge),
        ("dispute", stripe.Dispute),
    ],
)
def test_objects_have_the_shape_of_the_sdks_types(
    standin: Standin, standin_gateway: StripeGateway, kind: str, sdk_type: type[stripe.StripeObject]
) -> None:
    session_id = open_session(standin_gateway)
    standin.choose(session_id, "paid")
    payment_intent = standin_gateway.retrieve_checkout(session_id).payment_intent
    standin_gateway.refund(payment_intent=payment_intent, amount=100, idempotency_key="r")
    standin.book.dispute(session_id, "lost")
    intent_event, session_event, refund_event, charge_event, dispute_event, *_ = standin.book.all_events()
    sample = {
        "session": session_event["data"]["object"],
        "intent": intent_event["data"]["object"],
        "refund": refund_event["data"]["object"],
        "event": session_event,
        "charge": charge_event["data"]["object"],
        "dispute": dispute_event["data"]["object"],
    }[kind]
    fields = {name: str(hint) for name, hint in sdk_type.__annotations__.items() if "ClassVar" not in str(hint)}
    required = {name for name, hint in fields.items() if "Optional" not in hint and "NoneType" not in hint}
    assert sample.keys() <= fields.keys()
    assert required <= sample.keys()
    assert len(required) >= 5
    assert (stripe.VERSION, stripe.api_version) == ("16.1.0", objects.API_VERSION)
