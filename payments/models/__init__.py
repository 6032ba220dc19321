from payments.models.received import Payment
from payments.models.refunds import Refund, RefundFile, WriteOff
from payments.models.stripe import Checkout, Dispute, StripeEvent

__all__ = ["Checkout", "Dispute", "Payment", "Refund", "RefundFile", "StripeEvent", "WriteOff"]
