"""The only package that imports `stripe`: what we ask of a payment operator, and Stripe as that operator.

Nothing here touches the database or opens a transaction. Every call but `read_event` goes over the network.
"""

from payments.gateway.objects import (
    BadSignature,
    CheckoutOrder,
    CheckoutSession,
    GatewayError,
    GatewayEvent,
    GatewayRefused,
    GatewayUnavailable,
    PaymentGateway,
    ProviderDispute,
    ProviderRefund,
    SessionState,
)
from payments.gateway.operator import API_VERSION, StripeGateway, gateway_from_settings
from payments.gateway.reading import event_from

__all__ = [
    "API_VERSION",
    "BadSignature",
    "CheckoutOrder",
    "CheckoutSession",
    "GatewayError",
    "GatewayEvent",
    "GatewayRefused",
    "GatewayUnavailable",
    "PaymentGateway",
    "ProviderDispute",
    "ProviderRefund",
    "SessionState",
    "StripeGateway",
    "event_from",
    "gateway_from_settings",
]
