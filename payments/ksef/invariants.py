"""What must always be true of invoices for KSeF. Read by payments.invariants."""

from collections.abc import Iterator

from django.db.models import F

from payments.ksef.numbers import is_ksef_number, sha256
from payments.ksef.states import KsefState
from payments.models import KsefInvoice


def broken_ksef() -> Iterator[str]:
    """The file is the one whose hash is printed and sent; an accepted invoice's number stands on its document."""
    rows = KsefInvoice.objects.select_related("document").defer("upo")
    for row in rows.exclude(sha256="").iterator(200):
        if sha256(bytes(row.xml)).hex() != row.sha256:
            yield f"The KSeF file of {row.document} is not the one that was made."
    for row in rows.filter(state=KsefState.ACCEPTED).exclude(document__ksef_number=F("ksef_number")):
        yield f"Document {row.document} has another KSeF number than KSeF gave."
    for number in rows.filter(state=KsefState.ACCEPTED).values_list("ksef_number", flat=True):
        if not is_ksef_number(number):
            yield f"KSeF number {number} does not hold."
