"""The job of the ledger: everything that was owed, paid, given back and given up, in the order in which it happened."""

import heapq
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Conference
from panel.exports.columns import zlotys
from panel.exports.writers import WRITERS
from panel.jobs.progress import Progress
from panel.models import Job
from payments.enums import RefundState
from payments.models import Payment, Refund, WriteOff
from registrations.models import CardLine

log = structlog.get_logger(__name__)

FORMATS = ("xlsx", "csv")
WIDTHS = (18, 16, 12, 40, 14, 50, 14, 14, 8, 18, 30)
CHUNK = 1000
Row = tuple[datetime, list[Any]]


def write_ledger(job: Job, progress: Progress) -> str:
    progress.begin(1)
    kind = job.params["format"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ledger.{kind}"
        count = WRITERS[kind](path, _("Ledger"), headers(), WIDTHS, entries_of(job.conference))
        progress.keep_file(path, _("ledger-%(conference)s") % {"conference": job.conference.slug} + f".{kind}")
    progress.reach(1)
    log.info("ledger exported", by=job.author_id, conference=job.conference_id, rows=count)
    return ngettext("%(count)s row.", "%(count)s rows.", count) % {"count": count}


def headers() -> Sequence[str]:
    return (
        _("When"),
        _("What it is"),
        _("Card"),
        _("Institution"),
        _("NIP"),
        _("Description"),
        _("Due"),
        _("Settled"),
        _("Currency"),
        _("Method"),
        _("Who"),
    )


def entries_of(conference: Conference) -> Iterator[list[Any]]:
    """Due less settled, over all rows of a card, is what the card still owes. A thousand rows of each in memory."""
    streams = (lines(conference), payments(conference), refunds(conference), write_offs(conference))
    for at, row in heapq.merge(*streams, key=lambda one: one[0]):
        yield [timezone.localtime(at), *row]


def lines(conference: Conference) -> Iterator[Row]:
    found = CardLine.objects.filter(card__conference=conference).select_related("card__institution")
    for one in found.order_by("written_at", "pk").iterator(CHUNK):
        told = row_of(one.card, one.get_kind_display(), one.description, due=one.amount)
        yield one.written_at, told


def payments(conference: Conference) -> Iterator[Row]:
    found = Payment.objects.filter(card__conference=conference).select_related("card__institution", "recorded_by")
    for one in found.order_by("recorded_at", "pk").iterator(CHUNK):
        kind = _("taken back") if one.reverses_id else _("payment")
        method, by = one.get_method_display(), str(one.recorded_by or "")
        yield one.recorded_at, row_of(one.card, kind, one.title, settled=one.amount, method=method, by=by)


def refunds(conference: Conference) -> Iterator[Row]:
    """Those that were made."""
    found = Refund.objects.filter(card__conference=conference, state=RefundState.DONE, done_at__isnull=False)
    for one in found.select_related("card__institution", "decided_by").order_by("done_at", "pk").iterator(CHUNK):
        method, by = one.get_method_display(), str(one.decided_by or "")
        assert one.done_at is not None  # the filter says so
        yield one.done_at, row_of(one.card, _("refund"), one.reason, settled=-one.amount, method=method, by=by)


def write_offs(conference: Conference) -> Iterator[Row]:
    found = WriteOff.objects.filter(card__conference=conference).select_related("card__institution", "recorded_by")
    for one in found.order_by("recorded_at", "pk").iterator(CHUNK):
        told = row_of(one.card, _("difference"), one.reason, settled=one.amount, by=str(one.recorded_by or ""))
        yield one.recorded_at, told


def row_of(
    card: Any, kind: str, what: str, *, due: int = 0, settled: int = 0, method: str = "", by: str = ""
) -> list[Any]:
    return [
        kind,
        card.code,
        card.institution.name,
        card.institution.nip,
        what,
        zlotys(due) if due else None,
        zlotys(settled) if settled else None,
        card.currency,
        method,
        by,
    ]
