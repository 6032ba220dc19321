"""What people and the clock do with invoices for KSeF; the sending itself is payments.ksef.sending."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.history import signed
from events.models import Association
from payments.documents.ksef_notes import OtherNumber
from payments.enums import DocumentRole
from payments.ksef.access import credentials_of, environment
from payments.ksef.moves import Overtaken, move
from payments.ksef.numbers import is_ksef_number
from payments.ksef.preparing import write_file
from payments.ksef.seal import seal
from payments.ksef.states import STOPPED, KsefEnvironment, KsefState
from payments.models import KsefAccess, KsefInvoice
from payments.tasks import send_to_ksef


class WrongNumber(Exception):
    """The number does not hold, is another seller's, or the document's is another."""


class NothingIsSent(Exception):
    """No environment, NIP or token: there is nowhere to send to."""


@transaction.atomic
def send_again(*, row: KsefInvoice, by: User) -> KsefInvoice:
    """Make the file anew and queue it. Of one already in the queue only the waiting ends. Raises NothingIsSent.

    What was queued for another environment than today's is queued for today's: a person has to say so.
    """
    locked = KsefInvoice.objects.select_for_update().select_related("document__association").get(pk=row.pk)
    if credentials_of(locked.document.association) is None:
        raise NothingIsSent
    if locked.state in STOPPED or (locked.is_moving and locked.environment != environment()):
        write_file(locked, by=by)
    elif locked.is_moving:
        KsefInvoice.objects.filter(pk=locked.pk).update(due_at=timezone.now())
        transaction.on_commit(partial(send_to_ksef.delay, locked.document.association_id), robust=True)
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
    transaction.on_commit(partial(send_to_ksef.delay, association.pk), robust=True)
    return access


@transaction.atomic
def forget_token(*, association: Association, by: User) -> None:
    for access in KsefAccess.objects.filter(association=association, environment=environment()):
        signed(access, by=by).delete()
