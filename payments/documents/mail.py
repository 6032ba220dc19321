"""The letter with which a document goes out; once for each document, unless somebody sends it again."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from mailings.models import Letter
from mailings.services import Attachment, post_letter
from payments.documents.titles import file_name, numbered_title
from payments.enums import DocumentKind
from payments.models import Document
from registrations.mail import address_of
from registrations.models import AccessLink
from registrations.transfer import transfer_for

SOURCE = "payments.document"
KINDS = {DocumentKind.PROFORMA: "proforma_issued", DocumentKind.CORRECTION: "correction_issued"}


def kind_of_letter(document: Document) -> str:
    return KINDS.get(DocumentKind(document.kind), "document_issued")


def letter_key(document: Document) -> str:
    return f"document:{document.uid}"


def document_issued(document: Document, link: AccessLink, *, again: str = "") -> Letter:
    """`again` names a further sending, so that it goes although the document was sent before."""
    card = document.card
    with override(document.language):
        title = numbered_title(document)
        subject = _("%(title)s for participation card %(code)s") % {"title": title, "code": card.code}
    key = f"{letter_key(document)}:{again}" if again else letter_key(document)
    return post_letter(
        conference=document.conference,
        template=f"payments/mail/{kind_of_letter(document)}",
        subject=subject,
        to_email=card.invoice_email or card.contact_email,
        to_name=card.contact_name,
        dedupe_key=key,
        reference=card.code,
        language=document.language,
        context={
            "card": card,
            "document": document,
            "title": title,
            "transfer": transfer_for(card),
            "address": address_of(link, document.language),
        },
        attachments=[Attachment(file_name(document), SOURCE, str(document.uid))],
    )
