from payments.models.received import Payment
from payments.models.stripe import Checkout, StripeEvent

__all__ = ["Checkout", "Payment", "StripeEvent"]
