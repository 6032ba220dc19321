"""Whatever fails on the way, and whoever sent it before, an invoice has one number in KSeF, and it is ours."""

from collections.abc import Callable

import pytest

from events.models import Conference
from payments.ksef import sending
from payments.ksef.answers import Answers
from payments.ksef.gateway import Ksef, Session
from payments.ksef.sending import send_due_of
from payments.ksef.standin.server import KsefStandin
from payments.ksef.states import KsefState
from payments.models import Document, KsefInvoice
from tests.payments.ksef.world import fresh, prepared, work

pytestmark = pytest.mark.django_db


class Died(BaseException):
    """A worker's process ends here: nothing after it happens."""


def die(*arguments: object, **named: object) -> None:
    raise Died


def die_after(work: Callable[..., object]) -> Callable[..., None]:
    def done_and_dead(*arguments: object, **named: object) -> None:
        work(*arguments, **named)
        raise Died

    return done_and_dead


CRASHES = {
    "before signing in": (sending, "signed_in", die),
    "before the session is opened": (Ksef, "open_session", die),
    "after the session is opened": (Ksef, "open_session", die_after(Ksef.open_session)),
    "before the invoice leaves": (Session, "send", die),
    "after it has left": (Session, "send", die_after(Session.send)),
    "before it is noted": (sending, "note_sent", die),
    "after it is noted": (sending, "note_sent", die_after(sending.note_sent)),
    "before the session is closed": (Session, "close", die),
    "before the answer": (Answers, "ask", die),
    "before the acceptance is noted": (Answers, "accept", die),
    "after the acceptance is noted": (Answers, "accept", die_after(Answers.accept)),
    "before the receipt": (Answers, "fetch_receipt", die),
}


@pytest.mark.parametrize(("owner", "name", "death"), CRASHES.values(), ids=CRASHES.keys())
def test_a_crash_at_any_step_sends_once(
    conference: Conference, standin: KsefStandin, owner: object, name: str, death: Callable[..., None]
) -> None:
    row = prepared(conference)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, death)
        with pytest.raises(Died):
            work(conference)
    # The lease of the dead worker keeps others away until it ends.
    if not is_done(row):
        asked = len(standin.book.requests)
        send_due_of(conference.association)
        assert len(standin.book.requests) == asked
    for _ in range(3):
        work(conference)
    row = fresh(row)
    assert row.state == KsefState.ACCEPTED
    assert row.upo
    assert [one.ksef_number for one in standin.book.invoices if one.ksef_number] == [row.ksef_number]
    assert len(standin.book.invoices) == 1


def is_done(row: KsefInvoice) -> bool:
    return fresh(row).upo is not None


def test_a_lost_answer_is_found_by_its_session(conference: Conference, standin: KsefStandin) -> None:
    row = prepared(conference)
    standin.server.drop_after = lambda method, path: method == "POST" and path.endswith("/invoices")
    work(conference)
    assert fresh(row).state == KsefState.OFFLINE
    standin.server.drop_after = None
    work(conference)
    assert fresh(row).state == KsefState.ACCEPTED
    assert len(standin.book.invoices) == 1


def test_a_second_sending_of_the_same_bytes_takes_the_first_ones_number(
    conference: Conference, standin: KsefStandin
) -> None:
    """The trace of a session is lost too (a database restored from yesterday): KSeF answers 440, and it is ours."""
    row = prepared(conference)
    work(conference)
    number = fresh(row).ksef_number
    first_session = fresh(row).session_ref
    Document.objects.filter(pk=row.document_id).update(ksef_number="")
    KsefInvoice.objects.filter(pk=row.pk).update(
        state=KsefState.QUEUED, ksef_number="", session_ref="", invoice_ref="", upo=None, accepted_at=None
    )
    work(conference)
    row = fresh(row)
    assert (row.state, row.ksef_number, row.session_ref) == (KsefState.ACCEPTED, number, first_session)
    assert row.upo
    assert row.document.ksef_number == number
    assert len([one for one in standin.book.invoices if one.ksef_number]) == 1


def test_the_same_bytes_sent_from_elsewhere_are_ours_too(conference: Conference, standin: KsefStandin) -> None:
    """The session is another's (the accountant uploaded the file by hand): the invoice itself is compared."""
    row = prepared(conference)
    work(conference)
    standin.book.sessions[fresh(row).session_ref].nip = "another's"
    number = fresh(row).ksef_number
    Document.objects.filter(pk=row.document_id).update(ksef_number="")
    KsefInvoice.objects.filter(pk=row.pk).update(
        state=KsefState.QUEUED, ksef_number="", session_ref="", invoice_ref="", accepted_at=None
    )
    work(conference)
    assert (fresh(row).state, fresh(row).ksef_number) == (KsefState.ACCEPTED, number)


def test_a_number_that_does_not_hold_is_not_taken(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.slow = 9
    row = prepared(conference)
    work(conference)
    invoice = standin.book.invoices[0]
    right, invoice.ksef_number, invoice.asks_left = invoice.ksef_number, f"{invoice.ksef_number[:-2]}ZZ", 0
    work(conference)
    assert fresh(row).state == KsefState.SENT
    assert "does not hold" in fresh(row).last_error
    invoice.ksef_number = right
    work(conference)
    assert fresh(row).state == KsefState.ACCEPTED
