from datetime import date

from django.db import transaction
from django.db.models import F

from events.models import Association
from payments.documents.patterns import fill_pattern
from payments.enums import DocumentKind
from payments.models import DocumentSeries, DocumentSettings


def take_number(
    *, association: Association, kind: DocumentKind, on: date, settings: DocumentSettings
) -> tuple[DocumentSeries, int, str]:
    """The series, the next ordinal in it and the number as it is written.

    Call it inside the transaction that writes the document, as late as can be: others wait for its end. When it
    fails, the number is given back, so that there is no gap. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take_number outside a transaction would leave gaps.")
    series, _is_new = DocumentSeries.objects.get_or_create(association=association, kind=kind, year=on.year)
    DocumentSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db(fields=["last"])
    return series, series.last, fill_pattern(settings.pattern_of(kind), number=series.last, on=on)
