"""The only module that imports `stripe`: what we ask of a payment operator, and Stripe as that operator.

Nothing here touches the database or opens a transaction. Every call but `read_event` goes over the network.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol, TypeVar

import stripe
from django.conf import settings
from stripe.params.checkout import SessionCreateParams

API_VERSION = "2026-10-28.endive"
TIMEOUT_SECONDS = 10
NETWORK_RETRIES = 2
SIGNATURE_TOLERANCE_SECONDS = 300
MAX_EVENT_BYTES = 256 * 1024

Answer = TypeVar("Answer")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError, RecursionError)

# Telemetry would also leave an identifier in a file of the home directory.
stripe.enable_telemetry = False


class GatewayError(Exception):
    """Whatever goes wrong between us and the operator."""


class GatewayUnavailable(GatewayError):
    """No answer, or none we can read: the same call may be made again with the same idempotency key."""


class GatewayRefused(GatewayError):
    """The operator understood and said no; asking again changes nothing."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class BadSignature(GatewayError):
    """What was posted is not a recent event of our own account; to be answered with 400 and forgotten."""


class SessionState(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True)
class CheckoutOrder:
    """What is to be paid. With the same `idempotency_key` every other field must be the same too.

    `reference` is the card's code, `amount` is in grosze, `success_url` may hold `{CHECKOUT_SESSION_ID}`,
    `locale` is `pl` or `en`; Stripe accepts an `expires_at` from 30 minutes to 24 hours ahead.
    """

    reference: str
    amount: int
    currency: str
    description: str
    customer_email: str
    success_url: str
    cancel_url: str
    locale: str
    idempotency_key: str
    expires_at: datetime
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CheckoutSession:
    """A page where one order is paid. `url` and `payment_intent` are empty while there is none."""

    id: str
    url: str
    state: SessionState
    paid: bool
    amount: int
    currency: str
    reference: str
    payment_intent: str
    livemode: bool
    expires_at: datetime
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class GatewayEvent:
    """What the operator told us. `session` is None for events about anything but a checkout session."""

    id: str
    type: str
    created: datetime
    livemode: bool
    session: CheckoutSession | None
    raw: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Refund:
    """`status` is one of Stripe's: pending, requires_action, succeeded, failed, canceled."""

    id: str
    status: str
    amount: int
    currency: str
    payment_intent: str


class PaymentGateway(Protocol):
    """Every method may raise GatewayUnavailable or GatewayRefused; `read_event` raises only BadSignature."""

    @property
    def livemode(self) -> bool: ...

    def create_checkout(self, order: CheckoutOrder) -> CheckoutSession: ...

    def retrieve_checkout(self, session_id: str) -> CheckoutSession: ...

    def expire_checkout(self, session_id: str) -> CheckoutSession: ...

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent: ...

    def refund(self, *, payment_intent: str, amount: int, idempotency_key: str) -> Refund: ...


class StripeGateway:
    """Stripe, or with `api_base` whatever speaks like it."""

    def __init__(self, *, api_key: str, webhook_secret: str, livemode: bool, api_base: str | None = None) -> None:
        if not api_key.strip():
            raise ValueError("Stripe's secret key is empty.")
        if not webhook_secret.strip():
            raise ValueError("The secret of Stripe's webhook is empty: anyone could sign events with it.")
        self._webhook_secret = webhook_secret
        self._livemode = livemode
        self._client = stripe.StripeClient(
            api_key,
            stripe_version=API_VERSION,
            base_addresses={"api": api_base} if api_base else None,
            max_network_retries=NETWORK_RETRIES,
            http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        )

    @property
    def livemode(self) -> bool:
        return self._livemode

    def create_checkout(self, order: CheckoutOrder) -> CheckoutSession:
        sessions = self._client.v1.checkout.sessions
        return _call(
            lambda: sessions.create(
                params=_create_params(order), options={"idempotency_key": order.idempotency_key}
            ).to_dict(),
            _session_from,
        )

    def retrieve_checkout(self, session_id: str) -> CheckoutSession:
        return _call(lambda: self._client.v1.checkout.sessions.retrieve(session_id).to_dict(), _session_from)

    def expire_checkout(self, session_id: str) -> CheckoutSession:
        """Close the page to payment; GatewayRefused when it is not open any more."""
        return _call(lambda: self._client.v1.checkout.sessions.expire(session_id).to_dict(), _session_from)

    def refund(self, *, payment_intent: str, amount: int, idempotency_key: str) -> Refund:
        return _call(
            lambda: self._client.v1.refunds.create(
                params={"payment_intent": payment_intent, "amount": amount},
                options={"idempotency_key": idempotency_key},
            ).to_dict(),
            _refund_from,
        )

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        """Check that the raw body of a webhook was signed for us within 300 seconds of now, then read it.

        Raises BadSignature for everything else: a wrong, missing, old or future signature, another shape
        than expected, a live event for a test key or the reverse.
        """
        if len(payload) > MAX_EVENT_BYTES:
            raise BadSignature(f"The event is {len(payload)} bytes long.")
        self._verify(payload, signature)
        try:
            event = _event_from(json.loads(payload))
        except UNREADABLE as error:
            raise BadSignature(f"The event has another shape than expected: {error!r}.") from error
        if event.livemode is not self._livemode:
            raise BadSignature(f"The event {event.id} has livemode {event.livemode}, ours is {self._livemode}.")
        return event

    def _verify(self, payload: bytes, signature: str) -> None:
        # The SDK compares with hmac.compare_digest, which raises TypeError on letters outside ASCII.
        if not signature.isascii():
            raise BadSignature("The signature holds letters that no signature has.")
        try:
            stripe.WebhookSignature.verify_header(
                payload, signature, self._webhook_secret, tolerance=SIGNATURE_TOLERANCE_SECONDS
            )
            signed_at = next(int(item[2:]) for item in signature.split(",") if item.startswith("t="))
        except (stripe.SignatureVerificationError, ValueError, StopIteration) as error:
            raise BadSignature(f"The signature is not ours: {error}.") from error
        # The SDK looks at the past only: a stolen clock could sign events for next year.
        if signed_at > time.time() + SIGNATURE_TOLERANCE_SECONDS:
            raise BadSignature("The signature comes from the future.")


def gateway_from_settings() -> PaymentGateway:
    """The gateway of this installation; one per process and set of values, so that connections are reused."""
    return _gateway(settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API_BASE)


@lru_cache(maxsize=8)
def _gateway(api_key: str, webhook_secret: str, api_base: str) -> StripeGateway:
    return StripeGateway(
        api_key=api_key,
        webhook_secret=webhook_secret,
        api_base=api_base or None,
        livemode=api_key.startswith(("sk_live_", "rk_live_")),
    )


def _create_params(order: CheckoutOrder) -> SessionCreateParams:
    metadata = {**order.metadata, "reference": order.reference}
    params: SessionCreateParams = {
        "mode": "payment",
        "submit_type": "pay",
        "client_reference_id": order.reference,
        "locale": order.locale,
        "expires_at": int(order.expires_at.timestamp()),
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": order.currency.lower(),
                    "unit_amount": order.amount,
                    "product_data": {"name": order.description},
                },
            }
        ],
        "metadata": metadata,
        "payment_intent_data": {"description": order.description, "metadata": metadata},
    }
    if order.customer_email:
        params["customer_email"] = order.customer_email
    return params


def _call(ask: Callable[[], dict[str, Any]], read: Callable[[dict[str, Any]], Answer]) -> Answer:
    try:
        answer = ask()
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
        raise GatewayUnavailable(str(error)) from error
    except stripe.StripeError as error:
        raise GatewayRefused(str(error), code=error.code or "") from error
    try:
        return read(answer)
    except UNREADABLE as error:
        raise GatewayUnavailable(f"The operator's answer has another shape than expected: {error!r}.") from error


def _session_from(data: Mapping[str, Any]) -> CheckoutSession:
    _expect_object(data, "checkout.session")
    return CheckoutSession(
        id=_text(data["id"]),
        url=_text(data["url"] or ""),
        state=SessionState(data["status"]),
        paid=data["payment_status"] == "paid",
        # Sessions that another shop of the same account opened may have neither sum nor currency.
        amount=_whole(data["amount_total"] or 0),
        currency=_text(data["currency"] or "").upper(),
        reference=_text(data["client_reference_id"] or ""),
        payment_intent=_id_of(data["payment_intent"]),
        livemode=_flag(data["livemode"]),
        expires_at=_moment(data["expires_at"]),
        metadata={_text(key): _text(value) for key, value in dict(data["metadata"] or {}).items()},
    )


def _refund_from(data: Mapping[str, Any]) -> Refund:
    _expect_object(data, "refund")
    return Refund(
        id=_text(data["id"]),
        status=_text(data["status"]),
        amount=_whole(data["amount"]),
        currency=_text(data["currency"]).upper(),
        payment_intent=_id_of(data["payment_intent"]),
    )


def _event_from(data: Any) -> GatewayEvent:
    _expect_object(data, "event")
    about = data["data"]["object"]
    return GatewayEvent(
        id=_text(data["id"]),
        type=_text(data["type"]),
        created=_moment(data["created"]),
        livemode=_flag(data["livemode"]),
        session=_session_from(about) if about.get("object") == "checkout.session" else None,
        raw=data,
    )


def _expect_object(data: Any, name: str) -> None:
    if not isinstance(data, dict) or data.get("object") != name:
        raise ValueError(f"not a {name}")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _moment(value: Any) -> datetime:
    return datetime.fromtimestamp(_whole(value), tz=UTC)


def _id_of(value: Any) -> str:
    """An identifier, from what Stripe sends as null, as the identifier or as the whole object."""
    return _text(value["id"] if isinstance(value, dict) else value or "")
