"""What people and the clock do with invoices for KSeF; the sending itself is payments.ksef.sending."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.history import signed
from events.models import Association
from payments.documents.ksef_notes import OtherNumber, note_ksef_code
from payments.enums import DocumentRole
from payments.ksef.access import credentials_of, environment
from payments.ksef.calendar import working_days_after
from payments.ksef.codes import verification_url
from payments.ksef.fa3 import build
from payments.ksef.from_document import DoesNotFit, invoice_of
from payments.ksef.moves import Overtaken, move
from payments.ksef.numbers import is_ksef_number, sha256
from payments.ksef.schema import NotValid, require_valid
from payments.ksef.seal import seal
from payments.ksef.states import STOPPED, KsefEnvironment, KsefState
from payments.ksef.texts import MissingData
from payments.models import Document, KsefAccess, KsefInvoice
from payments.tasks import send_to_ksef


class NotForKsef(Exception):
    """The document is not an invoice that the association issues in KSeF."""


class WaitsForNumber(Exception):
    """A correction names the KSeF number of what it corrects, which has none yet."""


class WrongNumber(Exception):
    """The number does not hold, is another seller's, or the document's is another."""


class NothingIsSent(Exception):
    """No environment, NIP or token: there is nowhere to send to."""


@transaction.atomic
def prepare(document: Document) -> KsefInvoice:
    """Make the file of an invoice and put it in the queue, if this installation sends. A second call changes nothing.

    To be called in the transaction that issues the document: its paper then carries the code at once.
    """
    if not Document.objects.for_ksef().filter(pk=document.pk).exists():
        raise NotForKsef
    if document.corrects and not document.corrects.ksef_number:
        raise WaitsForNumber
    row, is_new = KsefInvoice.objects.get_or_create(
        document=document, defaults={"send_by": working_days_after(document.issued_on)}
    )
    if is_new:
        write_file(row, by=None)
    return row


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
    to = KsefState.PRODUCED
    if sends:
        to = (
            KsefState.OFFLINE
            if row.offline_since and row.state in {KsefState.REJECTED, KsefState.DUPLICATE}
            else KsefState.QUEUED
        )
    move(
        row,
        to,
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
    note_ksef_code(document=row.document, code=verification_url(row.document))
    if sends:
        transaction.on_commit(partial(send_to_ksef.delay, row.document.association_id))


@transaction.atomic
def send_again(*, row: KsefInvoice, by: User) -> KsefInvoice:
    """Make the file anew and queue it. Of one already in the queue only the waiting ends. Raises NothingIsSent."""
    locked = KsefInvoice.objects.select_for_update().select_related("document__association").get(pk=row.pk)
    if credentials_of(locked.document.association) is None:
        raise NothingIsSent
    if locked.state in STOPPED:
        write_file(locked, by=by)
    elif locked.is_moving:
        KsefInvoice.objects.filter(pk=locked.pk).update(due_at=timezone.now())
        transaction.on_commit(partial(send_to_ksef.delay, locked.document.association_id))
    return locked


@transaction.atomic
def note_by_hand(*, row: KsefInvoice, number: str, by: User) -> KsefInvoice:
    """Write down the number of an invoice whose file a person put into KSeF by hand. Raises WrongNumber, Overtaken."""
    seller = row.document.parties.get(role=DocumentRole.SELLER)
    if not is_ksef_number(number) or not number.startswith(f"{seller.nip}-"):
        raise WrongNumber
    if KsefInvoice.objects.filter(ksef_number=number).exclude(pk=row.pk).exists():
        raise WrongNumber
    try:
        return move(row, KsefState.ACCEPTED, by=by, ksef_number=number, reasons=[], last_error="", session_ref="")
    except OtherNumber:
        raise WrongNumber from None


def send_all_made(*, association: Association, by: User) -> int:
    """Queue what was made while nothing was sent; returns how many."""
    made = KsefInvoice.objects.filter(document__association=association, state=KsefState.PRODUCED)
    sent = 0
    for row in made.order_by("pk"):
        try:
            send_again(row=row, by=by)
        except Overtaken:
            continue
        sent += 1
    return sent


@transaction.atomic
def give_token(*, association: Association, token: str, by: User) -> KsefAccess:
    """Keep the token of the environment that this installation sends to. Raises NothingIsSent without one."""
    where = environment()
    if where == KsefEnvironment.NONE or not association.nip:
        raise NothingIsSent
    access = KsefAccess.objects.filter(association=association, environment=where).first()
    access = access or KsefAccess(association=association, environment=where)
    access.sealed_token, access.set_by, access.set_at = seal(token), by, timezone.now()
    access.full_clean()
    signed(access, by=by).save()
    # What waited for a token that holds need not wait any longer.
    waiting = KsefInvoice.objects.filter(document__association=association, environment=where).exclude(last_error="")
    waiting.filter(state__in=(KsefState.QUEUED, KsefState.OFFLINE, KsefState.SENT)).update(due_at=timezone.now())
    transaction.on_commit(partial(send_to_ksef.delay, association.pk))
    return access


@transaction.atomic
def forget_token(*, association: Association, by: User) -> None:
    for access in KsefAccess.objects.filter(association=association, environment=environment()):
        signed(access, by=by).delete()
