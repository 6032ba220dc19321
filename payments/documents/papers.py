"""The PDF of a document: drawn once, kept with its hash, and given out as it was drawn."""

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.formats import day
from payments.documents.pdf import draw_document
from payments.documents.sheets import document_sheet
from payments.enums import PaperKind
from payments.models import Document, DocumentPaper


class PaperSpoilt(Exception):
    """The kept file is not the one that was drawn."""


def whole(uid: str) -> Document:
    """The document with everything its paper says. Five queries."""
    documents = Document.objects.select_related("conference", "corrects").prefetch_related("parties", "lines", "people")
    return documents.get(uid=uid)


def paper_of(document: Document, *, kind: PaperKind = PaperKind.ORIGINAL, language: str = "") -> DocumentPaper:
    """The kept paper, drawn now where there is none: of an original one for each state of its KSeF number.

    Two who draw it at once draw the same bytes; the row of the first counts.
    """
    language = language or document.language
    drawn_on = timezone.localdate() if kind == PaperKind.DUPLICATE else document.issued_on
    if kept := kept_paper(document, kind, language, drawn_on):
        return kept
    sheet = document_sheet(whole(str(document.uid)), language=language, kind=kind, drawn_on=day(drawn_on))
    content = draw_document(sheet)
    paper = DocumentPaper(
        document=document,
        kind=kind,
        language=language,
        ksef_number=document.ksef_number,
        drawn_on=drawn_on,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    paper.file.save(f"{document.uid}-{kind}-{language}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        paper.file.delete(save=False)
        return kept_paper(document, kind, language, drawn_on) or paper
    return paper


def kept_paper(document: Document, kind: PaperKind, language: str, drawn_on: date) -> DocumentPaper | None:
    papers = DocumentPaper.objects.filter(
        document=document, kind=kind, language=language, ksef_number=document.ksef_number
    )
    return papers.filter(drawn_on=drawn_on).first() if kind == PaperKind.DUPLICATE else papers.first()


def content_of_paper(paper: DocumentPaper) -> bytes:
    """Raises PaperSpoilt when the file was changed."""
    with paper.file.open("rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != paper.sha256:
        raise PaperSpoilt(str(paper))
    return content


def document_pdf(uid: str) -> bytes:
    """The source of the attachment `payments.document`, by the document's identifier."""
    return content_of_paper(paper_of(Document.objects.get(uid=uid)))
