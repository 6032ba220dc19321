from payments.services.checkouts import NothingToPay, ReturnAddresses, start_checkout
from payments.services.events import DoesNotFit, reconcile, settle_session, take_event
from payments.services.recording import PaymentReversed, record_payment, reverse_payment

__all__ = [
    "DoesNotFit",
    "NothingToPay",
    "PaymentReversed",
    "ReturnAddresses",
    "reconcile",
    "record_payment",
    "reverse_payment",
    "settle_session",
    "start_checkout",
    "take_event",
]
