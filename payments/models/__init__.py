from payments.models.received import Payment
from payments.models.statements import BankAccount, BankTransaction, CsvFormat, PayerAccount, Statement
from payments.models.stripe import Checkout, StripeEvent

__all__ = [
    "BankAccount",
    "BankTransaction",
    "Checkout",
    "CsvFormat",
    "PayerAccount",
    "Payment",
    "Statement",
    "StripeEvent",
]
