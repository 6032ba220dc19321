from payments.models.document_settings import DocumentRefusal, DocumentRequest, DocumentSeries, DocumentSettings
from payments.models.documents import Document, DocumentLine, DocumentPaper, DocumentParty, DocumentPerson
from payments.models.ksef import KsefAccess, KsefInvoice
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
    "Document",
    "DocumentLine",
    "DocumentPaper",
    "DocumentParty",
    "DocumentPerson",
    "DocumentRefusal",
    "DocumentRequest",
    "DocumentSeries",
    "DocumentSettings",
    "KsefAccess",
    "KsefInvoice",
    "PayerAccount",
    "Payment",
    "Refund",
    "RefundFile",
    "Statement",
    "StripeEvent",
    "WriteOff",
]
