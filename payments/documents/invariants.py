"""What must always be true of documents. Read by payments.invariants."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Max

from payments.documents.amounts import Sum, by_rate, per_cent_of, total, vat_within
from payments.documents.fingerprint import fingerprint_now
from payments.documents.papers import PaperSpoilt, content_of_paper
from payments.documents.sheets import sides
from payments.models import Document, DocumentPaper, DocumentSeries


def broken_documents() -> Iterator[str]:
    yield from gaps()
    yield from wrong_content()
    yield from sold_twice()
    yield from spoilt_papers()


def gaps() -> Iterator[str]:
    """Unique ordinals that are as many as the last one, all from one on, leave no gap."""
    counted = DocumentSeries.objects.annotate(written=Count("documents"), highest=Max("documents__ordinal"))
    for series in counted.select_related("association"):
        if not series.last == series.written == (series.highest or 0):
            yield (
                f"Series {series} of {series.association}: {series.written} documents, the highest {series.highest}, "
                f"the counter says {series.last}."
            )


def wrong_content() -> Iterator[str]:
    documents = Document.objects.select_related("series", "corrects").prefetch_related("parties", "lines", "people")
    for document in documents.iterator(200):
        yield from wrong_sums(document)
        if fingerprint_now(document) != document.fingerprint:
            yield f"Document {document} was changed after it was issued."
        if (document.series.association_id, document.series.kind) != (document.association_id, document.kind):
            yield f"Document {document} is in a series of others."
        if document.corrects is not None and document.corrects.card_id != document.card_id:
            yield f"Correction {document} corrects a document of another card."


def wrong_sums(document: Document) -> Iterator[str]:
    before, after = sides(document)
    if total(after) - total(before) != Sum(document.net, document.vat, document.gross):
        yield f"Document {document}: its sums are not those of its lines."
    for rate, sums in by_rate(after).items():
        if sums.vat != vat_within(sums.gross, per_cent_of(rate)):
            yield f"Document {document}: the VAT of {rate} is not that of its gross."


def sold_twice() -> Iterator[str]:
    """A card has one invoice, note or bill that was not corrected to nothing."""
    standing: Counter[str] = Counter()
    sales = Document.objects.sales().prefetch_related("corrections").select_related("card")
    for document in sales.iterator(200):
        if document.gross + sum(one.gross for one in document.corrections.all()):
            standing[document.card.code] += 1
    for code, count in standing.items():
        if count > 1:
            yield f"Card {code} has {count} invoices, notes or bills that stand."


def spoilt_papers() -> Iterator[str]:
    """The kept PDF is the one that was drawn."""
    for paper in DocumentPaper.objects.select_related("document").iterator(200):
        try:
            content_of_paper(paper)
        except (PaperSpoilt, OSError):
            yield f"The PDF of document {paper.document} is not the one that was drawn."
