"""Stripe's events as it posts them: whole objects, really signed."""

import hashlib
import hmac
import json
import time
from typing import Any

from django.conf import settings
from django.test import Client

from payments.models import Checkout
from payments.standin.objects import checkout_session

WEBHOOK = "/api/v1/stripe/webhook/"


def session_json(checkout: Checkout, **changes: Any) -> dict[str, Any]:
    """The session of an attempt as Stripe shows it once it was paid."""
    order = {
        "amount": checkout.amount,
        "cancel_url": "http://testserver/",
        "client_reference_id": checkout.card.code,
        "currency": checkout.currency.lower(),
        "customer_email": checkout.card.contact_email,
        "expires_at": int(checkout.expires_at.timestamp()),
        "locale": "pl",
        "metadata": {"reference": checkout.card.code},
        "submit_type": "pay",
        "success_url": "http://testserver/",
    }
    session = checkout_session(order, identifier=checkout.session_id or "", url=checkout.url, created=int(time.time()))
    paid = {"status": "complete", "payment_status": "paid", "payment_intent": f"pi_{checkout.session_id}"}
    return {**session, **paid, **changes}


def event_json(identifier: str, kind: str, session: dict[str, Any], *, livemode: bool = False) -> bytes:
    event = {
        "id": identifier,
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(time.time()),
        "type": kind,
        "livemode": livemode,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "data": {"object": session},
    }
    return json.dumps(event).encode()


def signature(payload: bytes, *, secret: str | None = None, at: float | None = None) -> str:
    moment = int(time.time() if at is None else at)
    signed = f"{moment}.".encode() + payload
    key = (settings.STRIPE_WEBHOOK_SECRET if secret is None else secret).encode()
    return f"t={moment},v1={hmac.new(key, signed, hashlib.sha256).hexdigest()}"


def post_event(
    client: Client, payload: bytes, header: str | None = None, content_type: str = "application/json"
) -> int:
    """Post as Stripe does; the answer's status."""
    headers = {"Stripe-Signature": signature(payload) if header is None else header}
    return client.post(WEBHOOK, payload, content_type=content_type, headers=headers).status_code
