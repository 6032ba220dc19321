from payments.models.document_settings import DocumentRequest, DocumentSeries, DocumentSettings
from payments.models.documents import Document, DocumentLine, DocumentPaper, DocumentParty, DocumentPerson
from payments.models.ksef import KsefAccess, KsefInvoice
from payments.models.received import Payment
from payments.models.stripe import Checkout, StripeEvent

__all__ = [
    "Checkout",
    "Document",
    "DocumentLine",
    "DocumentPaper",
    "DocumentParty",
    "DocumentPerson",
    "DocumentRequest",
    "DocumentSeries",
    "DocumentSettings",
    "KsefAccess",
    "KsefInvoice",
    "Payment",
    "StripeEvent",
]
