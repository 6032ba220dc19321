from datetime import date, timedelta

import pytest
from django.utils import timezone
from lxml import etree
from pytest_django import Settings

from mailings.models import Letter
from payments.documents.correcting import cancel_document
from payments.documents.ksef_notes import note_ksef_number
from payments.enums import DocumentKind, DocumentMode
from payments.ksef import schema
from payments.ksef.calendar import working_days_after
from payments.ksef.codes import code_of
from payments.ksef.nodes import NAMESPACE
from payments.ksef.numbers import sha256
from payments.ksef.preparing import NotForKsef, prepare
from payments.ksef.seal import unseal
from payments.ksef.sending import send_due_of
from payments.ksef.standin.server import KsefStandin
from payments.ksef.states import KsefEnvironment, KsefState
from payments.models import Document, KsefAccess, KsefInvoice
from payments.periodic import send_invoices_to_ksef
from payments.services.ksef import NothingIsSent, forget_token, give_token, send_again, send_all_made
from registrations.services import cancel_card
from tests.factories.accounts import UserFactory
from tests.factories.documents import issued, pay, sent_card, sold_conference
from tests.payments.ksef.samples import ORIGINAL_NUMBER
from tests.payments.ksef.world import conference_of_payer, give_access, issue

pytestmark = pytest.mark.django_db


def value(row: KsefInvoice, path: str) -> str | None:
    names = "/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/"))
    return etree.fromstring(bytes(row.xml)).findtext(names)


def test_without_an_environment_the_file_is_made_and_nothing_is_sent() -> None:
    document = issue(conference_of_payer())
    row = prepare(document)
    assert (row.state, row.environment) == (KsefState.PRODUCED, KsefEnvironment.NONE)
    assert schema.faults(bytes(row.xml)) == []
    assert sha256(bytes(row.xml)).hex() == row.sha256
    assert row.send_by == working_days_after(document.issued_on)
    assert code_of(document) is None
    send_due_of(document.association)
    assert KsefInvoice.objects.get().state == KsefState.PRODUCED


def test_with_an_environment_but_no_token_the_code_is_there(settings: Settings) -> None:
    settings.KSEF_ENVIRONMENT = "test"
    document = issue(conference_of_payer(), issued_on=date(2026, 11, 26))
    row = prepare(document)
    assert row.state == KsefState.PRODUCED
    code = code_of(document)
    assert code
    assert code.label == "OFFLINE"
    assert code.url.startswith("https://qr-test.ksef.mf.gov.pl/invoice/5265877635/26-11-2026/")
    assert Document.objects.get().ksef_code == code.url


def test_a_second_call_changes_nothing() -> None:
    document = issue(conference_of_payer())
    first = prepare(document)
    second = prepare(document)
    assert (first.pk, first.sha256) == (second.pk, second.sha256)
    assert KsefInvoice.objects.count() == 1


def test_a_note_does_not_go_to_ksef() -> None:
    document = issue(conference_of_payer(), mode=DocumentMode.NOTE, kind=DocumentKind.NOTE)
    with pytest.raises(NotForKsef):
        prepare(document)
    send_invoices_to_ksef()
    assert KsefInvoice.objects.count() == 0


def test_what_cannot_be_made_says_why() -> None:
    row = prepare(issue(conference_of_payer(), issued_on=date(2001, 1, 1)))
    assert row.state == KsefState.FAULTY
    assert "2006-01-01" in row.reasons[0]
    assert row.sha256 == ""


def test_the_clock_makes_missing_files_and_sends_them(standin: KsefStandin) -> None:
    conference = conference_of_payer()
    give_access(conference.association)
    documents = [issue(conference) for _ in range(2)]
    send_invoices_to_ksef()
    assert KsefInvoice.objects.filter(state=KsefState.QUEUED).count() == 2
    send_due_of(conference.association)
    assert {one.number for one in standin.book.invoices} == {document.number for document in documents}


def test_issued_documents_of_a_card_are_valid_and_corrected_ones_too(standin: KsefStandin) -> None:
    """The real services: an invoice part-paid, then corrected, then taken to zero with its card."""
    conference = sold_conference(mode=DocumentMode.KSEF)
    card = sent_card(conference, people=2)
    pay(card, 100000)
    invoice = issued(card, DocumentKind.INVOICE)
    row = prepare(invoice)
    assert schema.faults(bytes(row.xml)) == []
    assert value(row, "Podmiot2/JST") == "1"
    assert value(row, "Podmiot3/Rola") == "8"
    assert value(row, "Fa/P_15") == f"{invoice.gross // 100}.{invoice.gross % 100:02d}"
    assert value(row, "Fa/Platnosc/ZaplataCzesciowa/KwotaZaplatyCzesciowej") == "1000.00"
    note_ksef_number(document=invoice, number=ORIGINAL_NUMBER)
    card.refresh_from_db()
    cancel_card(card=card, by=None, reason="Choroba")
    correction = cancel_document(document=invoice, reason="Odwołanie", by=UserFactory.create(), origin="cancel")
    corrected = prepare(correction)
    assert schema.faults(bytes(corrected.xml)) == []
    assert value(corrected, "Fa/RodzajFaktury") == "KOR"
    assert value(corrected, "Fa/DaneFaKorygowanej/NrKSeFFaKorygowanej") == ORIGINAL_NUMBER
    assert value(corrected, "Fa/P_15") == f"-{invoice.gross // 100}.{invoice.gross % 100:02d}"


def test_the_letter_goes_when_the_number_has_come(standin: KsefStandin) -> None:
    conference = sold_conference(mode=DocumentMode.KSEF)
    give_access(conference.association)
    card = sent_card(conference)
    document = issued(card, DocumentKind.INVOICE)
    before = Letter.objects.count()
    prepare(document)
    send_due_of(conference.association)
    row = KsefInvoice.objects.get()
    assert row.state == KsefState.ACCEPTED, row.reasons
    assert Letter.objects.count() == before + 1
    document.refresh_from_db()
    assert document.ksef_number == row.ksef_number
    code = code_of(document)
    assert code
    assert (code.label, code.url) == (row.ksef_number, document.ksef_code)


def test_a_token_is_kept_sealed_and_forgotten(settings: Settings) -> None:
    settings.KSEF_ENVIRONMENT = "test"
    conference, user = conference_of_payer(), UserFactory.create()
    give_token(association=conference.association, token="20261126-EC-secret|nip-5265877635", by=user)
    access = give_token(association=conference.association, token="second-token", by=user)
    assert "second" not in access.sealed_token
    assert unseal(KsefAccess.objects.get().sealed_token) == "second-token"
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-key-of-more-than-fifty-characters-in-all"
    assert unseal(access.sealed_token) == "second-token"
    forget_token(association=conference.association, by=user)
    assert not KsefAccess.objects.exists()


def test_a_token_of_one_environment_is_not_used_in_another(settings: Settings, standin: KsefStandin) -> None:
    conference = conference_of_payer()
    give_access(conference.association, KsefEnvironment.PRODUCTION)
    row = prepare(issue(conference))
    assert row.state == KsefState.PRODUCED
    settings.KSEF_ENVIRONMENT = "none"
    with pytest.raises(NothingIsSent):
        give_token(association=conference.association, token="x", by=UserFactory.create())


def test_what_was_made_before_the_token_waits_for_a_person(standin: KsefStandin) -> None:
    conference, user = conference_of_payer(), UserFactory.create()
    rows = [prepare(issue(conference)) for _ in range(3)]
    with pytest.raises(NothingIsSent):
        send_again(row=rows[0], by=user)
    give_token(association=conference.association, token="right", by=user)
    send_invoices_to_ksef()
    send_due_of(conference.association)
    assert standin.book.invoices == []
    assert send_all_made(association=conference.association, by=user) == 3
    send_due_of(conference.association)
    assert KsefInvoice.objects.filter(state=KsefState.ACCEPTED).count() == 3


def test_an_accepted_one_is_never_sent_again(standin: KsefStandin) -> None:
    conference = conference_of_payer()
    give_access(conference.association)
    row = prepare(issue(conference))
    send_due_of(conference.association)
    was = KsefInvoice.objects.get()
    send_again(row=row, by=UserFactory.create())
    KsefInvoice.objects.update(due_at=timezone.now() - timedelta(days=1))
    send_due_of(conference.association)
    now = KsefInvoice.objects.get()
    assert (now.state, now.ksef_number, bytes(now.xml)) == (was.state, was.ksef_number, bytes(was.xml))
    assert len(standin.book.invoices) == 1


def test_what_was_queued_for_one_environment_goes_to_another_only_by_a_click(
    standin: KsefStandin, settings: Settings
) -> None:
    conference, user = conference_of_payer(), UserFactory.create()
    give_access(conference.association)
    row = prepare(issue(conference))
    settings.KSEF_ENVIRONMENT = "production"
    give_access(conference.association, KsefEnvironment.PRODUCTION)
    settings.KSEF_STANDIN_URL = "http://127.0.0.1:9"
    send_due_of(conference.association)
    assert KsefInvoice.objects.get().environment == KsefEnvironment.STANDIN
    assert KsefInvoice.objects.get().attempts == 0
    send_again(row=row, by=user)
    assert KsefInvoice.objects.get().environment == KsefEnvironment.PRODUCTION
    assert Document.objects.get().ksef_code.startswith("https://qr.ksef.mf.gov.pl/invoice/")
