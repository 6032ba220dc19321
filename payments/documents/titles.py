"""What a document is called, on paper, in letters and in names of files."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from payments.enums import DocumentKind
from payments.models import Document


def title_of(document: Document) -> str:
    """Its kind; of a correction also what it corrects. In the active language."""
    if document.corrects is not None:
        return {
            DocumentKind.INVOICE: _("Correcting invoice"),
            DocumentKind.NOTE: _("Correcting note"),
            DocumentKind.BILL: _("Correcting bill"),
        }[DocumentKind(document.corrects.kind)]
    return {
        DocumentKind.PROFORMA: _("Proforma"),
        DocumentKind.INVOICE: _("Invoice"),
        DocumentKind.NOTE: _("Accounting note"),
        DocumentKind.BILL: _("Bill"),
    }[DocumentKind(document.kind)]


def numbered_title(document: Document) -> str:
    return _("%(title)s no. %(number)s") % {"title": title_of(document), "number": document.number}


def file_name(document: Document) -> str:
    """`fv-12-06-2027.pdf`: the number alone, since it says what the document is."""
    return f"{slugify(document.number.replace('/', '-').replace('.', '-'))}.pdf"
