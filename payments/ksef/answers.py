"""What KSeF's answers mean for an invoice."""

from datetime import timedelta

from django.utils import timezone

from payments.ksef.gateway import AccessRefused, Ksef, NotThere, RequestRefused, Status
from payments.ksef.moves import move
from payments.ksef.numbers import is_ksef_number, sha256
from payments.ksef.states import KsefState
from payments.models.ksef import KsefInvoice

IN_PROGRESS_BELOW = 200
OK, KNOWN, CANCELLED = 200, 440, 550
RETRY = timedelta(minutes=1)
RECEIPT_PAUSE = timedelta(minutes=5)


class Answers:
    def __init__(self, ksef: Ksef) -> None:
        self.ksef = ksef

    def take(self, row: KsefInvoice) -> None:
        """Ask about one invoice and write down the answer; a receipt still missing is fetched."""
        if row.state == KsefState.SENT:
            self.ask(row)
        if row.state == KsefState.ACCEPTED and row.upo is None:
            self.fetch_receipt(row)

    def ask(self, row: KsefInvoice) -> None:
        try:
            status = self.ksef.status(row.session_ref, row.invoice_ref)
        except NotThere:
            # KSeF knows nothing of it: the test environment forgets from time to time.
            back_to_queue(row, "KSeF does not know the invoice")
            return
        if status.code < IN_PROGRESS_BELOW:
            return
        if status.code == OK:
            self.accept(row, status, status.ksef_number)
        elif status.code == KNOWN:
            self.meet_again(row, status)
        elif status.code == CANCELLED:
            back_to_queue(row, status.description)
        else:
            move(row, KsefState.REJECTED, code=status.code, reasons=reasons_of(status))

    def accept(self, row: KsefInvoice, status: Status, number: str, session: str = "") -> None:
        """A number whose check does not hold is not written on any invoice."""
        if not is_ksef_number(number):
            raise RequestRefused(f"KSeF gave a number that does not hold: {number}")
        noted = row.document.ksef_number
        if noted and noted != number:
            # Somebody wrote another number on the document: a person must look before anything else is believed.
            move(row, KsefState.DUPLICATE, code=status.code, reasons=[noted, number])
            return
        accepted_at = status.accepted_at or timezone.now()
        move(
            row,
            KsefState.ACCEPTED,
            ksef_number=number,
            accepted_at=accepted_at,
            code=status.code,
            reasons=[],
            last_error="",
            session_ref=session or row.session_ref,
        )

    def meet_again(self, row: KsefInvoice, status: Status) -> None:
        """KSeF has an invoice of this seller, kind and number. Ours, if its bytes are ours."""
        if status.original_number and self.is_ours(row, status):
            self.accept(row, status, status.original_number, status.original_session)
            return
        reasons = [*reasons_of(status), *([status.original_number] if status.original_number else [])]
        move(row, KsefState.DUPLICATE, code=status.code, reasons=reasons)

    def is_ours(self, row: KsefInvoice, status: Status) -> bool:
        """By the session that took it, which the right to send lets us read; else by the invoice itself."""
        digest = bytes.fromhex(row.sha256)
        if status.original_session:
            try:
                if self.ksef.find_in_session(status.original_session, digest):
                    return True
            except (AccessRefused, RequestRefused):
                pass
        try:
            return sha256(self.ksef.invoice(status.original_number)) == digest
        except (AccessRefused, RequestRefused):
            return False

    def fetch_receipt(self, row: KsefInvoice) -> None:
        """The receipt is made a moment after the number: not there yet is no error."""
        try:
            receipt = self.ksef.receipt(row.session_ref, row.ksef_number)
        except (AccessRefused, RequestRefused) as error:
            KsefInvoice.objects.filter(pk=row.pk).update(due_at=timezone.now() + RECEIPT_PAUSE, last_error=str(error))
            return
        move(row, KsefState.ACCEPTED, upo=receipt)


def back_to_queue(row: KsefInvoice, reason: str) -> None:
    to = KsefState.OFFLINE if row.offline_since else KsefState.QUEUED
    move(row, to, reason=reason, session_ref="", invoice_ref="", due_at=timezone.now() + RETRY, last_error=reason)


def reasons_of(status: Status) -> list[str]:
    return [status.description, *status.details]
