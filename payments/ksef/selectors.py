"""What the treasurer's page of KSeF shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from events.models import Association
from payments.enums import DocumentMode
from payments.ksef.states import MOVING, TO_SEND, KsefState
from payments.models import Document, KsefInvoice

STUCK = (KsefState.REJECTED, KsefState.DUPLICATE, KsefState.FAULTY)

# The parts of the page, by what its reader has to do.
PARTS: dict[str, tuple[KsefState, ...]] = {
    "decide": STUCK,
    "moving": MOVING,
    "made": (KsefState.PRODUCED,),
    "accepted": (KsefState.ACCEPTED,),
}


@dataclass(frozen=True)
class Summary:
    """How many invoices each part has; the earliest day until which one must be sent, and how many are late."""

    counts: dict[str, int]
    send_by: date | None
    late: int
    waiting_corrections: int


def of_association(association: Association) -> QuerySet[KsefInvoice]:
    return KsefInvoice.objects.filter(document__association=association)


def part_of(association: Association, part: str) -> QuerySet[KsefInvoice]:
    """Rows of one part, the most pressing first; without the bytes of the files."""
    rows = of_association(association).filter(state__in=PARTS[part]).defer("xml", "upo")
    rows = rows.annotate(has_upo=Q(upo__isnull=False)).select_related("document__conference", "document__card")
    return rows.order_by("-document__issued_on", "-pk") if part == "accepted" else rows.order_by("send_by", "pk")


def summary_of(association: Association) -> Summary:
    """Two queries."""
    per_part = {name: Count("pk", filter=Q(state__in=states)) for name, states in PARTS.items()}
    unsent = Q(state__in=TO_SEND)
    found = of_association(association).aggregate(
        **per_part,
        first_day=Min("send_by", filter=unsent),
        late=Count("pk", filter=unsent & Q(send_by__lt=timezone.localdate())),
    )
    waiting = corrections_waiting().filter(association=association).count()
    return Summary({name: found[name] for name in PARTS}, found["first_day"], found["late"], waiting)


def corrections_waiting() -> QuerySet[Document]:
    """Corrections of invoices in KSeF that have no KSeF number yet, which a correction must name."""
    return Document.objects.for_ksef().filter(
        ksef__isnull=True, corrects__isnull=False, corrects__mode=DocumentMode.KSEF, corrects__ksef_number=""
    )


def ksef_files_missing() -> QuerySet[Document]:
    missing = Document.objects.for_ksef().filter(ksef__isnull=True)
    return missing.exclude(pk__in=corrections_waiting().values("pk"))
