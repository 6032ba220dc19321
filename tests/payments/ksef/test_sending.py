"""Invoices sent to the stand-in over HTTP, really encrypted, through all that KSeF may answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from events.models import Conference
from payments.ksef import moves, sending
from payments.ksef.calendar import working_days_after
from payments.ksef.invariants import broken_ksef
from payments.ksef.numbers import is_ksef_number, sha256
from payments.ksef.sending import send_due_of
from payments.ksef.standin.server import KsefStandin
from payments.ksef.states import KsefEnvironment, KsefState
from payments.models import Document, KsefInvoice
from payments.services.ksef import give_token, send_again
from tests.factories.accounts import UserFactory
from tests.payments.ksef.world import fresh, prepared, work

pytestmark = pytest.mark.django_db


def test_an_invoice_is_accepted_with_its_exact_bytes_number_and_receipt(
    conference: Conference, standin: KsefStandin
) -> None:
    row = prepared(conference)
    assert row.state == KsefState.QUEUED
    work(conference)
    row = fresh(row)
    (taken,) = standin.book.invoices
    assert (row.state, row.ksef_number) == (KsefState.ACCEPTED, taken.ksef_number)
    assert is_ksef_number(row.ksef_number)
    assert taken.xml == bytes(row.xml)
    assert sha256(taken.xml).hex() == row.sha256
    assert not taken.offline
    assert taken.ksef_number.encode() in bytes(row.upo or b"")
    assert row.accepted_at
    assert row.accepted_at - timezone.now() < timedelta(minutes=1)
    assert row.document.ksef_number == taken.ksef_number
    assert row.document.ksef_noted_at
    assert not standin.book.sessions[row.session_ref].is_open
    states = [one.state for one in row.history.order_by("history_id")]
    assert list(dict.fromkeys(states)) == [KsefState.PRODUCED, KsefState.QUEUED, KsefState.SENT, KsefState.ACCEPTED]


def test_many_go_in_one_session(conference: Conference, standin: KsefStandin) -> None:
    rows = [prepared(conference) for _ in range(5)]
    work(conference)
    assert {fresh(row).state for row in rows} == {KsefState.ACCEPTED}
    assert len(standin.book.sessions) == 1
    assert standin.book.requests.count("POST /v2/auth/challenge") == 1


def test_nothing_due_asks_nothing(conference: Conference, standin: KsefStandin) -> None:
    send_due_of(conference.association)
    row = prepared(conference)
    work(conference)
    asked = len(standin.book.requests)
    work(conference)
    assert len(standin.book.requests) == asked
    assert fresh(row).state == KsefState.ACCEPTED


def test_what_is_being_checked_is_asked_about_later(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.slow = 4
    row = prepared(conference)
    work(conference)
    row = fresh(row)
    assert row.state == KsefState.SENT
    assert row.due_at > timezone.now()
    work(conference)
    assert fresh(row).state == KsefState.ACCEPTED
    assert len(standin.book.invoices) == 1


def test_a_receipt_that_is_late_is_fetched_later(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.without_receipt = True
    row = prepared(conference)
    work(conference)
    assert (fresh(row).state, fresh(row).upo) == (KsefState.ACCEPTED, None)
    assert fresh(row).due_at > timezone.now()
    standin.book.scenario.without_receipt = False
    work(conference)
    assert bytes(fresh(row).upo or b"").startswith(b"<?xml")


def test_a_rejected_one_says_why_and_can_be_sent_again(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.next = ["reject"]
    row = prepared(conference)
    work(conference)
    row = fresh(row)
    assert (row.state, row.code) == (KsefState.REJECTED, 450)
    assert row.reasons == [
        "Błąd weryfikacji semantyki dokumentu faktury",
        "Data wystawienia późniejsza niż data wysłania.",
    ]
    assert row.document.ksef_number == ""
    work(conference)
    assert len(standin.book.invoices) == 1
    user = UserFactory.create()
    send_again(row=row, by=user)
    work(conference)
    row = fresh(row)
    assert (row.state, row.reasons) == (KsefState.ACCEPTED, [])
    assert row.history.filter(state=KsefState.QUEUED, history_user=user).exists()


def test_a_cancelled_one_is_sent_again_by_itself(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.next = ["cancel"]
    row = prepared(conference)
    work(conference)
    assert fresh(row).state == KsefState.QUEUED
    work(conference)
    assert fresh(row).state == KsefState.ACCEPTED
    assert len([one for one in standin.book.invoices if one.ksef_number]) == 1


def test_another_invoice_of_the_same_number_is_shown_to_a_person(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.next = ["duplicate"]
    row = prepared(conference)
    work(conference)
    row = fresh(row)
    assert (row.state, row.code, row.ksef_number) == (KsefState.DUPLICATE, 440, "")
    assert is_ksef_number(row.reasons[-1])


def test_too_many_requests_waits_as_long_as_asked(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.limit, standin.book.scenario.retry_after = 1, 240
    row = prepared(conference)
    work(conference)
    row = fresh(row)
    assert row.state == KsefState.QUEUED
    assert timedelta(seconds=230) < row.due_at - timezone.now() <= timedelta(seconds=240)
    assert "429" in row.last_error
    work(conference)
    assert fresh(row).state == KsefState.ACCEPTED


def test_an_outage_makes_it_offline_with_a_deadline_and_it_catches_up(
    conference: Conference, standin: KsefStandin
) -> None:
    standin.book.scenario.outage = True
    row = prepared(conference)
    work(conference)
    row = fresh(row)
    assert row.state == KsefState.OFFLINE
    assert row.offline_since
    assert row.send_by == working_days_after(row.document.issued_on)
    assert "503" in row.last_error
    assert row.due_at > timezone.now()
    standin.book.scenario.outage = False
    work(conference)
    row = fresh(row)
    assert row.state == KsefState.ACCEPTED
    assert standin.book.invoices[0].offline
    assert row.last_error == ""


def test_a_host_that_does_not_answer_is_an_outage(conference: Conference, settings: Settings) -> None:
    settings.KSEF_STANDIN_URL = "http://127.0.0.1:9"
    row = prepared(conference)
    work(conference)
    assert fresh(row).state == KsefState.OFFLINE


def test_an_invoice_of_yesterday_goes_as_offline(conference: Conference, standin: KsefStandin) -> None:
    row = prepared(conference, issued_on=timezone.localdate() - timedelta(days=1))
    work(conference)
    assert fresh(row).state == KsefState.ACCEPTED
    assert standin.book.invoices[0].offline


def test_a_wrong_token_waits_for_a_person_and_a_new_one_sends(conference: Conference, standin: KsefStandin) -> None:
    user = UserFactory.create()
    give_token(association=conference.association, token="wrong", by=user)
    row = prepared(conference)
    work(conference)
    row = fresh(row)
    assert row.state == KsefState.QUEUED
    assert "450" in row.last_error
    assert standin.book.invoices == []
    give_token(association=conference.association, token="right", by=user)
    send_due_of(conference.association)
    assert fresh(row).state == KsefState.ACCEPTED


def test_a_forgetful_environment_gets_the_invoice_again(conference: Conference, standin: KsefStandin) -> None:
    standin.book.scenario.slow = 9
    row = prepared(conference)
    work(conference)
    standin.book.invoices.clear()
    standin.book.scenario.slow = 0
    work(conference)
    assert fresh(row).state == KsefState.QUEUED
    work(conference)
    assert fresh(row).state == KsefState.ACCEPTED


def test_a_refused_offline_invoice_is_mended_by_a_technical_correction(
    conference: Conference, standin: KsefStandin
) -> None:
    standin.book.scenario.outage = True
    row = prepared(conference)
    work(conference)
    standin.book.scenario.outage = False
    standin.book.scenario.next = ["reject"]
    work(conference)
    was = fresh(row).sha256
    # As if the file had been made by an older version of this program.
    KsefInvoice.objects.filter(pk=row.pk).update(sha256="ab" * 32)
    send_again(row=fresh(row), by=UserFactory.create())
    work(conference)
    row = fresh(row)
    assert (row.state, row.sha256) == (KsefState.ACCEPTED, was)
    assert standin.book.invoices[-1].offline
    assert standin.book.invoices[-1].replaced != ""


def test_one_refused_request_does_not_stop_the_rest(conference: Conference, standin: KsefStandin) -> None:
    rows = [prepared(conference) for _ in range(3)]
    KsefInvoice.objects.filter(pk=rows[1].pk).update(xml=b"<Faktura")
    work(conference)
    states = [fresh(row).state for row in rows]
    assert states == [KsefState.ACCEPTED, KsefState.QUEUED, KsefState.ACCEPTED]
    assert "400" in fresh(rows[1]).last_error


def test_two_workers_do_not_take_the_same(conference: Conference) -> None:
    prepared(conference)
    association = conference.association
    first = sending.claim(association, KsefEnvironment.STANDIN)
    second = sending.claim(association, KsefEnvironment.STANDIN)
    assert (len(first), len(second)) == (1, 0)


def test_a_state_is_moved_only_along_the_allowed_ways(conference: Conference) -> None:
    row = prepared(conference)
    with pytest.raises(moves.Overtaken):
        moves.move(row, KsefState.ACCEPTED, ksef_number="x")
    KsefInvoice.objects.filter(pk=row.pk).update(state=KsefState.OFFLINE)
    with pytest.raises(moves.Overtaken):
        moves.move(row, KsefState.OFFLINE)
    assert fresh(row).state == KsefState.OFFLINE


def test_a_spoilt_file_and_a_changed_number_are_found(conference: Conference) -> None:
    rows = [prepared(conference) for _ in range(2)]
    work(conference)
    assert list(broken_ksef()) == []
    KsefInvoice.objects.filter(pk=rows[0].pk).update(xml=b"<Faktura/>")
    Document.objects.filter(pk=rows[1].document_id).update(ksef_number="another")
    found = list(broken_ksef())
    assert len(found) == 2
    assert f"The KSeF file of {rows[0].document.number} is not the one that was made." in found
    assert f"Document {rows[1].document.number} has another KSeF number than KSeF gave." in found
