"""Makes the file of an invoice when it is issued, and puts it in the queue."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from payments.documents.ksef_notes import note_ksef_code
from payments.enums import DocumentKind, DocumentMode
from payments.ksef.access import credentials_of, environment
from payments.ksef.calendar import working_days_after
from payments.ksef.codes import verification_url
from payments.ksef.fa3 import build
from payments.ksef.from_document import DoesNotFit, invoice_of
from payments.ksef.moves import move
from payments.ksef.numbers import sha256
from payments.ksef.schema import NotValid, require_valid
from payments.ksef.states import KsefEnvironment, KsefState
from payments.ksef.texts import MissingData
from payments.models import Document, KsefInvoice
from payments.tasks import send_to_ksef


class NotForKsef(Exception):
    """The document is not an invoice that the association issues in KSeF."""


class WaitsForNumber(Exception):
    """A correction names the KSeF number of what it corrects, which has none yet."""


@transaction.atomic
def prepare(document: Document) -> KsefInvoice:
    """Make the file of an invoice and put it in the queue, if this installation sends. A second call changes nothing.

    To be called in the transaction that issues the document: its paper then carries the code at once.
    """
    if document.mode != DocumentMode.KSEF or document.kind == DocumentKind.PROFORMA:
        raise NotForKsef
    if document.corrects and not document.corrects.ksef_number:
        raise WaitsForNumber
    row, is_new = KsefInvoice.objects.get_or_create(
        document=document, defaults={"send_by": working_days_after(document.issued_on)}
    )
    if is_new:
        write_file(row, by=None)
    return row


def prepare_if_due(document: Document) -> None:
    """For whoever issues documents of all kinds: what does not go to KSeF, or not yet, is left to the clock."""
    try:
        prepare(document)
    except (NotForKsef, WaitsForNumber):
        return


def write_file(row: KsefInvoice, *, by: User | None) -> None:
    """Build, validate, keep; then queue it, or leave it made, or say what is missing."""
    try:
        xml = build(invoice_of(row.document))
        require_valid(xml)
    except (MissingData, DoesNotFit, NotValid) as error:
        move(row, KsefState.FAULTY, by=by, reasons=[f"{type(error).__name__}: {error}"], last_error="")
        return
    digest = sha256(xml).hex()
    # What was given out offline and refused is mended by a technical correction, which names the hash it replaces.
    given_out = row.sha256 if row.offline_since and row.sha256 != digest else row.replaces_sha256
    sends = credentials_of(row.document.association) is not None
    queue = KsefState.OFFLINE if row.offline_since else KsefState.QUEUED
    move(
        row,
        queue if sends else KsefState.PRODUCED,
        by=by,
        xml=xml,
        sha256=digest,
        replaces_sha256=given_out,
        environment=environment() if sends else KsefEnvironment.NONE,
        reasons=[],
        code=None,
        last_error="",
        session_ref="",
        invoice_ref="",
        attempts=0,
        due_at=timezone.now(),
    )
    row.document.ksef_code = verification_url(row.document)
    note_ksef_code(document=row.document, code=row.document.ksef_code)
    if sends:
        transaction.on_commit(partial(send_to_ksef.delay, row.document.association_id), robust=True)
