"""Sends an association's invoices that are due and asks what became of those sent. Safe to call any number of times.

A crash at any step loses nothing and sends nothing twice: what is written before each step tells where to go on, and
KSeF itself refuses a second invoice of the same number (440), in which case the first one's bytes are compared.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from time import sleep

import structlog
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from events.models import Association
from payments.ksef.access import Credentials, credentials_of
from payments.ksef.answers import Answers
from payments.ksef.gateway import (
    ADDRESSES,
    AccessRefused,
    Ksef,
    KsefError,
    RateLimited,
    RequestRefused,
    Session,
    Unavailable,
    signed_in,
)
from payments.ksef.moves import Overtaken, move
from payments.ksef.states import MOVING, TO_SEND, KsefEnvironment, KsefState
from payments.models.ksef import KsefInvoice

log = structlog.get_logger(__name__)

# KSeF takes thirty invoices a minute, and the clock starts us twice in it.
AT_ONCE = 15
# Longer than a worker's task may last: what is still claimed after it was left by a worker that died.
LEASE = timedelta(minutes=3)
# After the first failures in minutes, then hourly.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60)]
ACCESS_PAUSE = timedelta(minutes=15)
ASKS, ASK_PAUSE_SECONDS = 3, 1.0


def due(now: datetime) -> Q:
    """What is moved by the clock, and the receipts that were not there yet when an invoice was accepted."""
    receipt_missing = Q(state=KsefState.ACCEPTED, upo__isnull=True) & ~Q(session_ref="")
    return Q(due_at__lte=now) & (Q(state__in=MOVING) | receipt_missing)


def send_due_of(association: Association) -> None:
    credentials = credentials_of(association)
    if credentials is None:
        return
    rows = claim(association, credentials.environment)
    if not rows:
        return
    sender = Sender(rows)
    try:
        with signed_in(base_url(credentials), nip=credentials.nip, token=credentials.token) as ksef:
            sender.work(ksef)
    except KsefError as error:
        sender.give_way(error)


def base_url(credentials: Credentials) -> str:
    if credentials.environment == KsefEnvironment.STANDIN:
        return str(settings.KSEF_STANDIN_URL)
    return ADDRESSES[credentials.environment]


def claim(association: Association, environment: KsefEnvironment) -> list[KsefInvoice]:
    """Take what is due for this worker, each row by one conditional update."""
    now = timezone.now()
    waiting = KsefInvoice.objects.filter(due(now), document__association=association, environment=environment)
    taken = [
        pk
        for pk, due_at in waiting.order_by("due_at", "pk").values_list("pk", "due_at")[:AT_ONCE]
        if KsefInvoice.objects.filter(pk=pk, due_at=due_at).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    ]
    return list(KsefInvoice.objects.filter(pk__in=taken).select_related("document").order_by("pk"))


class Sender:
    """One worker's turn: a session for all that is to be sent, then the answers."""

    def __init__(self, rows: Iterable[KsefInvoice]) -> None:
        # What an error in the middle leaves to be put off.
        self.left = list(rows)

    def work(self, ksef: Ksef) -> None:
        self.send_all(ksef)
        answers = Answers(ksef)
        for turn in range(ASKS):
            if turn:
                sleep(ASK_PAUSE_SECONDS)
            for row in list(self.left):
                self.attempt(row, answers.take)
                if row.state != KsefState.SENT:
                    self.let_go(row)
            if not self.left:
                return
        for row in self.left:
            postpone(row, pause_after(row))

    def send_all(self, ksef: Ksef) -> None:
        outbox = Outbox(ksef)
        try:
            for row in [row for row in self.left if row.state in TO_SEND]:
                self.attempt(row, outbox.deliver)
        finally:
            outbox.close()

    def attempt(self, row: KsefInvoice, step: Callable[[KsefInvoice], None]) -> None:
        """What KSeF has against one invoice, or another worker did with it, does not stop the rest."""
        try:
            step(row)
        except Overtaken:
            self.let_go(row)
        except RequestRefused as error:
            postpone(row, pause_after(row), error=f"{type(error).__name__}: {error}")
            self.let_go(row)

    def let_go(self, row: KsefInvoice) -> None:
        if row in self.left:
            self.left.remove(row)

    def give_way(self, error: KsefError) -> None:
        """Put off what is left: as long as KSeF asks; as issued offline in an outage; until a person helps."""
        log.warning("KSeF did not take all", error=str(error), kind=type(error).__name__, left=len(self.left))
        for row in self.left:
            pause = pause_after(row)
            if isinstance(error, RateLimited):
                pause = timedelta(seconds=error.pause)
            elif isinstance(error, AccessRefused):
                pause = ACCESS_PAUSE
            with suppress(Overtaken):
                if isinstance(error, Unavailable) and row.state == KsefState.QUEUED:
                    move(row, KsefState.OFFLINE, reason="KSeF does not answer", offline_since=timezone.now())
                postpone(row, pause, error=f"{type(error).__name__}: {error}")


class Outbox:
    """Sends invoices in one session, opened when the first one needs it."""

    def __init__(self, ksef: Ksef) -> None:
        self.ksef = ksef
        self.session: Session | None = None

    def deliver(self, row: KsefInvoice) -> None:
        """The session is written down before the invoice leaves, its reference number after."""
        found = self.find_again(row)
        if found:
            note_sent(row, found)
            return
        self.session = self.session or self.ksef.open_session()
        offline = row.state == KsefState.OFFLINE or row.document.issued_on < timezone.localdate()
        move(row, KsefState(row.state), session_ref=self.session.reference)
        reference = self.session.send(bytes(row.xml), offline=offline, replaced=bytes.fromhex(row.replaces_sha256))
        note_sent(row, reference)

    def find_again(self, row: KsefInvoice) -> str:
        """The reference number, if a worker that died had sent the invoice in the session that it wrote down."""
        if not row.session_ref:
            return ""
        try:
            found = self.ksef.find_in_session(row.session_ref, bytes.fromhex(row.sha256))
        except RequestRefused:
            return ""
        return found.reference if found else ""

    def close(self) -> None:
        """Only the collective receipt depends on it: an open session ends by itself."""
        if self.session:
            with suppress(KsefError):
                self.session.close()


def note_sent(row: KsefInvoice, reference: str) -> None:
    move(row, KsefState.SENT, invoice_ref=reference, sent_at=timezone.now(), last_error="")


def pause_after(row: KsefInvoice) -> timedelta:
    return PAUSES[min(max(row.attempts, 1), len(PAUSES)) - 1]


def postpone(row: KsefInvoice, pause: timedelta, *, error: str = "") -> None:
    """Without a line in the history: nothing has happened."""
    row.due_at = timezone.now() + pause
    row.last_error = error or row.last_error
    KsefInvoice.objects.filter(pk=row.pk).update(due_at=row.due_at, last_error=row.last_error)
