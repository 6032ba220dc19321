import pytest
from django.utils import translation

from payments.documents.titles import file_name, numbered_title, title_of
from payments.enums import DocumentKind
from payments.models import Document

TITLES = {
    DocumentKind.PROFORMA: ("Proforma", "Proforma"),
    DocumentKind.INVOICE: ("Faktura", "Invoice"),
    DocumentKind.NOTE: ("Nota księgowa", "Accounting note"),
    DocumentKind.BILL: ("Rachunek", "Bill"),
}
CORRECTIONS = {
    DocumentKind.INVOICE: ("Faktura korygująca", "Correcting invoice"),
    DocumentKind.NOTE: ("Nota korygująca", "Correcting note"),
    DocumentKind.BILL: ("Rachunek korygujący", "Correcting bill"),
}


def in_both(document: Document) -> tuple[str, ...]:
    told = []
    for language in ("pl", "en"):
        with translation.override(language):
            told.append(title_of(document))
    return tuple(told)


@pytest.mark.parametrize("kind", TITLES)
def test_document_is_called_by_its_kind(kind: DocumentKind) -> None:
    assert in_both(Document(kind=kind)) == TITLES[kind]


@pytest.mark.parametrize("kind", CORRECTIONS)
def test_correction_is_called_by_what_it_corrects(kind: DocumentKind) -> None:
    assert in_both(Document(kind=DocumentKind.CORRECTION, corrects=Document(kind=kind))) == CORRECTIONS[kind]


def test_title_with_its_number() -> None:
    document = Document(kind=DocumentKind.INVOICE, number="FV/7/06/2027")
    assert numbered_title(document) == "Faktura nr FV/7/06/2027"
    with translation.override("en"):
        assert numbered_title(document) == "Invoice no. FV/7/06/2027"


@pytest.mark.parametrize(
    ("number", "name"), [("FV/12/06/2027", "fv-12-06-2027.pdf"), ("R 3.2027", "r-3-2027.pdf"), ("a_b-1", "a_b-1.pdf")]
)
def test_file_is_named_by_the_number_alone(number: str, name: str) -> None:
    assert file_name(Document(kind=DocumentKind.BILL, number=number)) == name
