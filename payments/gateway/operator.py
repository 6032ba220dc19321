"""Stripe as a payment operator, or whatever speaks like it."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

import stripe
from django.conf import settings
from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams, SessionRetrieveParams

from payments.gateway.objects import (
    BadSignature,
    CheckoutOrder,
    CheckoutSession,
    GatewayEvent,
    GatewayRefused,
    GatewayUnavailable,
    PaymentGateway,
    ProviderRefund,
)
from payments.gateway.reading import UNREADABLE, event_from, refund_from, session_from

API_VERSION = "2026-10-28.endive"
TIMEOUT_SECONDS = 10
NETWORK_RETRIES = 2
SIGNATURE_TOLERANCE_SECONDS = 300
MAX_EVENT_BYTES = 256 * 1024
# Stripe gives a hundred a page; a page more is asked for while there is one, up to so many.
PAGE = 100
MOST_EVENTS = 5_000

Answer = TypeVar("Answer")

# Telemetry would also leave an identifier in a file of the home directory.
stripe.enable_telemetry = False


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
            session_from,
        )

    def retrieve_checkout(self, session_id: str) -> CheckoutSession:
        params: SessionRetrieveParams = {"expand": ["payment_intent"]}
        return _call(lambda: self._client.v1.checkout.sessions.retrieve(session_id, params).to_dict(), session_from)

    def expire_checkout(self, session_id: str) -> CheckoutSession:
        """Close the page to payment; GatewayRefused when it is not open any more."""
        return _call(lambda: self._client.v1.checkout.sessions.expire(session_id).to_dict(), session_from)

    def refund(
        self, *, payment_intent: str, amount: int, idempotency_key: str, metadata: Mapping[str, str] | None = None
    ) -> ProviderRefund:
        params: RefundCreateParams = {"payment_intent": payment_intent, "amount": amount}
        if metadata:
            params["metadata"] = dict(metadata)
        return _call(
            lambda: self._client.v1.refunds.create(
                params=params, options={"idempotency_key": idempotency_key}
            ).to_dict(),
            refund_from,
        )

    def retrieve_refund(self, refund_id: str) -> ProviderRefund:
        return _call(lambda: self._client.v1.refunds.retrieve(refund_id).to_dict(), refund_from)

    def refunds_of(self, payment_intent: str) -> list[ProviderRefund]:
        """All refunds of one payment, whoever made them."""
        params: Any = {"payment_intent": payment_intent, "limit": PAGE}
        return _call(
            lambda: self._client.v1.refunds.list(params=params).to_dict(),
            lambda answer: [refund_from(row) for row in answer["data"]],
        )

    def events_since(self, moment: datetime, types: Sequence[str]) -> list[GatewayEvent]:
        """What was told since then, the oldest first; Stripe keeps it for 30 days and takes at most 20 types.

        Events of a shape that we do not know are left out: they are told again by the webhook, which refuses them.
        """
        params = {"types": list(types), "created": {"gte": int(moment.timestamp())}, "limit": PAGE}
        found: list[GatewayEvent] = []
        after: dict[str, str] = {}
        while len(found) < MOST_EVENTS:
            page = self._page_of_events({**params, **after})
            found += [event for event in page.events if event.livemode is self._livemode]
            if not page.last:
                break
            after = {"starting_after": page.last}
        # Stripe tells the newest first, to the second: what happened within one stays in its order.
        found.reverse()
        return sorted(found, key=lambda event: event.created)

    def _page_of_events(self, params: Any) -> "_Page":
        return _call(lambda: self._client.v1.events.list(params=params).to_dict(), _page_from)

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        """Check that the raw body of a webhook was signed for us within 300 seconds of now, then read it.

        Raises BadSignature for everything else: a wrong, missing, old or future signature, another shape
        than expected, a live event for a test key or the reverse.
        """
        if len(payload) > MAX_EVENT_BYTES:
            raise BadSignature(f"The event is {len(payload)} bytes long.")
        self._verify(payload, signature)
        try:
            event = event_from(json.loads(payload))
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


@dataclass(frozen=True)
class _Page:
    """`last` is the identifier after which the next page begins, empty when there is none."""

    events: list[GatewayEvent]
    last: str


def _page_from(answer: Mapping[str, Any]) -> _Page:
    events = []
    for row in answer["data"]:
        try:
            events.append(event_from(row))
        except UNREADABLE:
            continue
    return _Page(events, str(answer["data"][-1]["id"]) if answer["has_more"] and answer["data"] else "")
