from payments.models.received import Payment
from payments.models.refunds import Refund, RefundFile, WriteOff
from payments.models.statements import BankAccount, BankTransaction, CsvFormat, PayerAccount, Statement
from payments.models.stripe import Checkout, Dispute, StripeEvent

__all__ = [
    "BankAccount",
    "BankTransaction",
    "Checkout",
    "CsvFormat",
    "Dispute",
    "PayerAccount",
    "Payment",
    "Refund",
    "RefundFile",
    "Statement",
    "StripeEvent",
    "WriteOff",
]
