"""The job of a month: every document the association issued, as PDF, and a register for the accountant."""

import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import structlog
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panel.exports.columns import zlotys
from panel.exports.xlsx import write_xlsx
from panel.jobs.progress import Progress, TurnEnded
from panel.models import Job
from payments.documents.amounts import by_rate, changed_by_rate
from payments.documents.papers import content_of_paper, paper_of
from payments.documents.selectors import documents_in_month
from payments.documents.sheets import sides
from payments.documents.titles import file_name
from payments.enums import DocumentRole, VatRate
from payments.models import Document

log = structlog.get_logger(__name__)


def write_month(job: Job, progress: Progress) -> str:
    month = date.fromisoformat(job.params["month"])
    issued = documents_in_month(job.conference, month)
    count = issued.count()
    progress.begin(count)
    for number, document in enumerate(issued.iterator(200), start=1):
        # What was drawn is kept: the next turn passes over it quickly.
        paper_of(document)
        progress.reach(number)
        if progress.turn_is_over:
            raise TurnEnded
    with tempfile.TemporaryDirectory() as folder:
        register, packed = Path(folder) / "register.xlsx", Path(folder) / "month.zip"
        whole = issued.select_related("corrects", "conference", "card").prefetch_related("parties", "lines")
        write_xlsx(register, _("Register"), headers(), WIDTHS, (row_of(one) for one in whole.iterator(200)))
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(register, _("register-%(month)s.xlsx") % {"month": f"{month:%Y-%m}"})
            for document in issued.iterator(200):
                archive.writestr(f"{document.kind}/{file_name(document)}", content_of_paper(paper_of(document)))
        progress.keep_file(packed, _("documents-%(month)s.zip") % {"month": f"{month:%Y-%m}"})
    log.info("documents packed", by=job.author_id, association=job.conference.association_id, documents=count)
    return ngettext("%(count)s document.", "%(count)s documents.", count) % {"count": count}


NO_SUMS = (None, None, None)
WIDTHS = (20, 14, 12, 12, 40, 14, 40, 14, *(12 for _rate in range(3 * len(VatRate))), 14, 14, 14, 8, 14, 20, 38, 14)


def headers() -> list[str]:
    rates = [f"{rate.label}: {part}" for rate in VatRate for part in (_("net"), _("VAT"), _("gross"))]
    first = [_("Number"), _("Kind"), _("Issued on"), _("Sold on"), _("Buyer"), _("NIP"), _("Recipient"), _("NIP")]
    last = [_("Net"), _("VAT"), _("Gross"), _("Currency"), _("To be paid by"), _("Corrects"), _("KSeF"), _("Card")]
    return [*first, *rates, *last]


def row_of(document: Document) -> list[Any]:
    parties = {party.role: party for party in document.parties.all()}
    buyer, recipient = parties[DocumentRole.BUYER], parties.get(DocumentRole.RECIPIENT)
    before, after = sides(document)
    rates = changed_by_rate(before, after) if document.is_correction else by_rate(after)
    sums = [rates.get(rate) for rate in VatRate]
    return [
        document.number,
        document.get_kind_display(),
        document.issued_on,
        document.sale_to,
        buyer.name,
        buyer.nip,
        recipient.name if recipient else "",
        recipient.nip if recipient else "",
        *(part for one in sums for part in ((zlotys(one.net), zlotys(one.vat), zlotys(one.gross)) if one else NO_SUMS)),
        zlotys(document.net),
        zlotys(document.vat),
        zlotys(document.gross),
        document.currency,
        document.due_on,
        document.corrects.number if document.corrects else "",
        document.ksef_number,
        document.transfer_title,
    ]
