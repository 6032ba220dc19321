"""Reads Stripe's objects into ours; whatever has another shape than expected raises one of UNREADABLE."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from payments.gateway.objects import (
    CheckoutSession,
    GatewayEvent,
    ProviderDispute,
    ProviderRefund,
    SessionState,
)

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError, RecursionError)


def session_from(data: Mapping[str, Any]) -> CheckoutSession:
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
        metadata=_metadata(data),
        failed=_has_failed(data),
    )


def _has_failed(data: Mapping[str, Any]) -> bool:
    """Of a session that is complete and unpaid, what its payment says, where the whole of it was sent."""
    payment = data["payment_intent"]
    waits = data["status"] == "complete" and data["payment_status"] == "unpaid"
    return waits and isinstance(payment, dict) and payment.get("status") in {"requires_payment_method", "canceled"}


def refund_from(data: Mapping[str, Any]) -> ProviderRefund:
    _expect_object(data, "refund")
    return ProviderRefund(
        id=_text(data["id"]),
        status=_text(data["status"]),
        amount=_whole(data["amount"]),
        currency=_text(data["currency"]).upper(),
        payment_intent=_id_of(data["payment_intent"]),
        failure=_text(data.get("failure_reason") or ""),
        metadata=_metadata(data),
    )


def dispute_from(data: Mapping[str, Any]) -> ProviderDispute:
    _expect_object(data, "dispute")
    due_by = (data.get("evidence_details") or {}).get("due_by")
    return ProviderDispute(
        id=_text(data["id"]),
        status=_text(data["status"]),
        amount=_whole(data["amount"]),
        currency=_text(data["currency"]).upper(),
        payment_intent=_id_of(data["payment_intent"]),
        reason=_text(data["reason"]),
        answer_by=None if due_by is None else _moment(due_by),
    )


def event_from(data: Any) -> GatewayEvent:
    _expect_object(data, "event")
    about = data["data"]["object"]
    return GatewayEvent(
        id=_text(data["id"]),
        type=_text(data["type"]),
        created=_moment(data["created"]),
        livemode=_flag(data["livemode"]),
        session=session_from(about) if about.get("object") == "checkout.session" else None,
        refund=refund_from(about) if about.get("object") == "refund" else None,
        dispute=dispute_from(about) if about.get("object") == "dispute" else None,
        payment_intent=_payment_of(about),
        metadata=_metadata(about),
        raw=data,
    )


def _payment_of(about: Mapping[str, Any]) -> str:
    is_payment = about.get("object") == "payment_intent"
    return _text(about.get("id") or "") if is_payment else _id_of(about.get("payment_intent"))


def _metadata(data: Mapping[str, Any]) -> dict[str, str]:
    return {_text(key): _text(value) for key, value in dict(data.get("metadata") or {}).items()}


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
