from payments.refund_moves import RefundClosed
from payments.services.checkouts import NothingToPay, PaymentUnderWay, ReturnAddresses, start_checkout
from payments.services.events import EVENTS, settle_session, take_event
from payments.services.reconciling import act_again, read_missed, reconcile
from payments.services.recording import PaymentReturned, PaymentReversed, record_payment, reverse_payment
from payments.services.refunds import (
    NothingToSend,
    Recipient,
    TooMuch,
    cancel_refund,
    decide_refund,
    make_refund_file,
    mark_refund_done,
    mark_refund_failed,
)
from payments.services.stripe_money import DoesNotFit, take_dispute, take_refund
from payments.services.writing_off import NoDifference, WriteOffReversed, take_back_write_off, write_off

__all__ = [
    "EVENTS",
    "DoesNotFit",
    "NoDifference",
    "NothingToPay",
    "NothingToSend",
    "PaymentReturned",
    "PaymentReversed",
    "PaymentUnderWay",
    "Recipient",
    "RefundClosed",
    "ReturnAddresses",
    "TooMuch",
    "WriteOffReversed",
    "act_again",
    "cancel_refund",
    "decide_refund",
    "make_refund_file",
    "mark_refund_done",
    "mark_refund_failed",
    "read_missed",
    "reconcile",
    "record_payment",
    "reverse_payment",
    "settle_session",
    "start_checkout",
    "take_back_write_off",
    "take_dispute",
    "take_event",
    "take_refund",
    "write_off",
]
