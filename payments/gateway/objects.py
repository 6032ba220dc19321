"""What we ask of a payment operator and what it answers; nothing of Stripe is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


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
    """A page where one order is paid. `url` and `payment_intent` are empty while there is none.

    `failed`: it was filled in, and the bank refused later. Known only of a session that was retrieved.
    """

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
    failed: bool = False


@dataclass(frozen=True, kw_only=True)
class GatewayEvent:
    """What the operator told us; of `session`, `refund` and `dispute` the one it is about, if it is any of them.

    `payment_intent` names the payment that it belongs to, `metadata` is that of its subject.
    """

    id: str
    type: str
    created: datetime
    livemode: bool
    session: CheckoutSession | None
    raw: dict[str, Any]
    refund: "ProviderRefund | None" = None
    dispute: "ProviderDispute | None" = None
    payment_intent: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ProviderRefund:
    """`status` is one of Stripe's: pending, requires_action, succeeded, failed, canceled."""

    id: str
    status: str
    amount: int
    currency: str
    payment_intent: str
    failure: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ProviderDispute:
    """`status` is one of Stripe's: needs_response, under_review, won, lost, prevented, and those of inquiries."""

    id: str
    status: str
    amount: int
    currency: str
    payment_intent: str
    reason: str
    answer_by: datetime | None


class PaymentGateway(Protocol):
    """Every method may raise GatewayUnavailable or GatewayRefused; `read_event` raises only BadSignature."""

    @property
    def livemode(self) -> bool: ...

    def create_checkout(self, order: CheckoutOrder) -> CheckoutSession: ...

    def retrieve_checkout(self, session_id: str) -> CheckoutSession: ...

    def expire_checkout(self, session_id: str) -> CheckoutSession: ...

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent: ...

    def refund(
        self, *, payment_intent: str, amount: int, idempotency_key: str, metadata: Mapping[str, str] | None = None
    ) -> ProviderRefund: ...

    def retrieve_refund(self, refund_id: str) -> ProviderRefund: ...

    def refunds_of(self, payment_intent: str) -> list[ProviderRefund]: ...

    def events_since(self, moment: datetime, types: Sequence[str]) -> list[GatewayEvent]: ...
