"""A running stand-in for Stripe, and a webhook of our own to hear it."""

import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlencode

import pytest
from pytest_django import Settings

from payments.gateway import BadSignature, CheckoutOrder, GatewayEvent, StripeGateway
from payments.standin.server import Standin

API_KEY = "sk_test_of_the_tests"
QUICK_PAUSES = (0.01,) * 19


class Receiver:
    """A webhook that keeps what it could verify and answers with the statuses it is told, then with 200."""

    def __init__(self, gateway: StripeGateway) -> None:
        self.gateway = gateway
        self.events: list[GatewayEvent] = []
        self.refused: list[str] = []
        self.answers: list[int] = []
        self._heard = threading.Condition()
        self._server = _ReceiverServer(("127.0.0.1", 0), _ReceiverHandler)
        self._server.receiver = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/webhook/"

    @property
    def types(self) -> list[str]:
        return [event.type for event in self.events]

    def take(self, payload: bytes, signature: str) -> int:
        with self._heard:
            status = self.answers.pop(0) if self.answers else 200
            try:
                self.events.append(self.gateway.read_event(payload, signature))
            except BadSignature as error:
                self.refused.append(str(error))
                status = 400
            self._heard.notify_all()
        return status

    def wait_for(self, count: int, timeout: float = 5.0) -> list[GatewayEvent]:
        with self._heard:
            assert self._heard.wait_for(lambda: len(self.events) >= count, timeout), self.types
            return list(self.events)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _ReceiverServer(ThreadingHTTPServer):
    daemon_threads = True
    # Twenty deliveries at once on a busy machine: the five that a socket keeps waiting by default are too few.
    request_queue_size = 64
    receiver: Receiver


class _ReceiverHandler(BaseHTTPRequestHandler):
    server: _ReceiverServer

    def do_POST(self) -> None:
        payload = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.receiver.take(payload, self.headers.get("Stripe-Signature", ""))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests readable."""


def make_order(**changes: Any) -> CheckoutOrder:
    values: dict[str, Any] = {
        "reference": "RZM-7K4Q-29",
        "amount": 120_000,
        "currency": "PLN",
        "description": "Karta uczestnictwa RZM-7K4Q-29, 3 osoby",
        "customer_email": "sekretariat@mops.example",
        "success_url": "http://127.0.0.1:8910/paid/?session_id={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8910/card/",
        "locale": "pl",
        "idempotency_key": "order-1",
        "expires_at": datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2),
        "metadata": {"conference": "razem-2027"},
    }
    return CheckoutOrder(**{**values, **changes})


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def ask(
    standin: Standin, method: str, path: str, body: bytes | str = b"", headers: dict[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", standin.port, timeout=20)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        return Answer(connection.getresponse())
    finally:
        connection.close()


def choose(standin: Standin, session_id: str, outcome: str) -> Answer:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(standin, "POST", f"/pay/{session_id}", urlencode({"outcome": outcome}), form)


def control(standin: Standin, action: str, **wanted: Any) -> Any:
    answer = ask(standin, "POST", f"/_control/{action}", json.dumps(wanted))
    assert answer.status == 200, answer.text
    return answer.json


def open_session(gateway: StripeGateway, **changes: Any) -> str:
    key = f"key-{changes.get('reference', 'one')}"
    return gateway.create_checkout(make_order(**{"idempotency_key": key, **changes})).id


@pytest.fixture
def webhook_secret(settings: Settings) -> str:
    return str(settings.STRIPE_WEBHOOK_SECRET)


@pytest.fixture
def pauses() -> Sequence[float]:
    """Between the tries of one delivery, in seconds; override to see a webhook fail for longer."""
    return QUICK_PAUSES


@pytest.fixture
def standin(settings: Settings, webhook_secret: str, pauses: Sequence[float]) -> Iterator[Standin]:
    """A stand-in on a free port that `gateway_from_settings` talks to; set its `webhook_url` to hear from it."""
    running = Standin(webhook_secret=webhook_secret, pauses=pauses)
    settings.STRIPE_API_BASE = running.url
    with running:
        yield running


@pytest.fixture
def standin_gateway(standin: Standin, webhook_secret: str) -> StripeGateway:
    return StripeGateway(api_key=API_KEY, webhook_secret=webhook_secret, api_base=standin.url, livemode=False)


@pytest.fixture
def receiver(standin: Standin, standin_gateway: StripeGateway) -> Iterator[Receiver]:
    """A webhook the stand-in delivers to."""
    with Receiver(standin_gateway) as listening:
        standin.webhook_url = listening.url
        yield listening
        standin.webhook_url = None
