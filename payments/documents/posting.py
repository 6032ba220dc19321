"""Documents leave by letter."""

from payments.documents import mail
from payments.enums import DocumentKind, DocumentMode
from payments.models import Document
from registrations.services import link_for_card


def post(document: Document) -> None:
    """An invoice for KSeF goes out when KSeF has given its number; all others at once."""
    if document.mode == DocumentMode.KSEF and document.kind != DocumentKind.PROFORMA and not document.ksef_number:
        return
    mail.document_issued(document, link_for_card(card=document.card))
