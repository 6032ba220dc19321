from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mailings.models import Letter
from payments.documents.amounts import Sum
from payments.documents.catching_up import issue_missing
from payments.documents.content import IssueRefused
from payments.documents.correcting import NotCorrectable, NothingToCorrect, cancel_document, correct_document
from payments.documents.issuing import AlreadyIssued, issue_document
from payments.documents.ksef_notes import OtherNumber, note_ksef_number
from payments.documents.numbering import take_number
from payments.enums import DocumentKind, DocumentMode, DocumentRole, IssueTime, LineSide, PaidState, VatRate
from payments.models import Document, DocumentLine, DocumentSeries, DocumentSettings
from payments.models.frozen import Frozen
from registrations.inputs import Party
from registrations.services import add_participant, cancel_card, change_card, change_participant
from tests.factories.accounts import UserFactory
from tests.factories.documents import issued, paid_card, pay, sent_card, sold_conference
from tests.factories.events import ConferenceFactory, VariantFactory, VatRuleFactory
from tests.factories.registrations import participant_input

pytestmark = pytest.mark.django_db

BASIS = "art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od towarów i usług"


def test_issue_document_freezes_what_the_card_says() -> None:
    conference = sold_conference()
    card = sent_card(conference, people=2, order_number="ZP.26.1")
    treasurer = UserFactory.create()

    document = issue_document(card=card, kind=DocumentKind.INVOICE, by=treasurer, origin="click-1")

    today = timezone.localdate()
    assert document.number == f"FV/1/{today:%m}/{today.year}"
    assert (document.net, document.vat, document.gross) == (240000, 0, 240000)
    assert (document.paid, document.paid_state, document.paid_on) == (0, PaidState.UNPAID, None)
    assert (document.sale_from, document.sale_to) == (conference.starts_on, conference.ends_on)
    assert (document.transfer_title, document.order_number) == (card.code, "ZP.26.1")
    assert (document.buyer_is_local_government, document.issued_by) == (True, treasurer)
    parties = {party.role: (party.name, party.nip) for party in document.parties.all()}
    assert parties == {
        DocumentRole.SELLER: (conference.association.name, "5265877635"),
        DocumentRole.BUYER: ("Miasto Radomsko", "2222222222"),
        DocumentRole.RECIPIENT: ("MOPS Radomsko", "1111111111"),
    }
    line = document.lines.get()
    assert (line.quantity, line.unit_gross, line.vat_rate, line.vat_basis) == (2, 120000, VatRate.EXEMPT, BASIS)
    assert [person.name for person in document.people.all()] == [
        person.full_name for person in card.participants.order_by("pk")
    ]


def test_issue_document_by_the_same_origin_gives_the_first_one() -> None:
    card = sent_card(sold_conference())
    assert issued(card, origin="click") == issued(card, origin="click")
    assert Document.objects.count() == 1


def test_issue_document_refuses_a_second_sale_of_the_card() -> None:
    card = sent_card(sold_conference())
    first = issued(card, origin="click-1")
    with pytest.raises(AlreadyIssued) as refused:
        issued(card, origin="click-2")
    assert refused.value.document == first
    assert DocumentSeries.objects.get().last == 1


def test_an_invoice_without_a_vat_rule_or_basis_is_refused_and_takes_no_number() -> None:
    conference = sold_conference()
    conference.variants.update(vat_rule=None)
    card = sent_card(conference)
    with pytest.raises(IssueRefused):
        issued(card)
    assert not DocumentSeries.objects.exists()

    DocumentSettings.objects.update(default_basis="art. 113 ust. 1 ustawy o podatku od towarów i usług")
    card.refresh_from_db()
    assert issued(card).lines.get().vat_basis.startswith("art. 113")


def test_a_note_says_nothing_of_vat() -> None:
    conference = sold_conference(mode=DocumentMode.NOTE)
    conference.association.nip = ""
    conference.association.save()
    document = issued(sent_card(conference), DocumentKind.NOTE)
    assert document.number.startswith("NO/1/")
    assert document.lines.get().vat_rate == VatRate.NOT_SUBJECT


def test_vat_of_a_taxed_invoice_is_within_the_price() -> None:
    card = sent_card(sold_conference(), people=3, public_funding="none")
    document = issued(card)
    # 3 600,00 zł holds 673,17 zł of VAT at 23 per cent.
    assert (document.net, document.vat, document.gross) == (292683, 67317, 360000)


def test_what_came_stands_on_the_invoice() -> None:
    card = sent_card(sold_conference(), people=2)
    pay(card, 100000, on=date(2026, 11, 20))
    document = issued(card)
    assert (document.paid, document.paid_state, document.paid_on) == (100000, PaidState.PARTLY, date(2026, 11, 20))
    assert document.left_to_pay == 140000


def test_numbers_follow_each_other_and_years_begin_anew() -> None:
    conference = ConferenceFactory.create()
    settings = DocumentSettings.objects.create(association=conference.association, note_pattern="N/{year}/{number}")

    def take(on: date) -> str:
        with transaction.atomic():
            return take_number(association=conference.association, kind=DocumentKind.NOTE, on=on, settings=settings)[2]

    assert [take(date(2026, 12, 31)), take(date(2026, 12, 31)), take(date(2027, 1, 1))] == [
        "N/2026/1",
        "N/2026/2",
        "N/2027/1",
    ]


def test_a_number_is_given_back_when_the_document_fails() -> None:
    conference = ConferenceFactory.create()
    settings = DocumentSettings.objects.create(association=conference.association)
    numbers = []
    for fails in (False, True, False):
        with transaction.atomic():
            taken = take_number(
                association=conference.association, kind=DocumentKind.BILL, on=date(2026, 11, 1), settings=settings
            )
            transaction.set_rollback(fails)
        numbers.append(taken[1])
    assert numbers == [1, 2, 2]


class TestFrozen:
    @pytest.fixture
    def document(self) -> Document:
        return issued(sent_card(sold_conference()))

    def test_save_update_and_delete_are_refused(self, document: Document) -> None:
        document.gross = 1
        tries: list[Callable[[], object]] = [
            document.save,
            lambda: document.save(update_fields=["number"]),
            lambda: Document.objects.update(gross=1),
            lambda: Document.objects.bulk_update([document], ["gross"]),
            lambda: Document.objects.all().delete(),
            lambda: DocumentLine.objects.update(name="Inna"),
            lambda: document.lines.get().save(),
            lambda: document.lines.all().delete(),
            lambda: document.parties.update(nip="1111111111"),
        ]
        for attempt in tries:
            with pytest.raises(Frozen), transaction.atomic():
                attempt()
        assert Document.objects.get().gross == 120000

    def test_the_ksef_number_alone_may_be_noted_once(self, document: Document) -> None:
        number = "5265877635-20250826-0100001AF629-AF"
        note_ksef_number(document=document, number=number, code="https://qr-test.ksef.mf.gov.pl/invoice/1")
        note_ksef_number(document=document, number=number)
        with pytest.raises(OtherNumber):
            note_ksef_number(document=document, number="5265877635-20250826-0100001AF629-00")
        assert Document.objects.get().ksef_number == number
        assert Letter.objects.filter(kind="document_issued").count() == 1


class TestCorrections:
    def test_a_person_added_is_a_correction_before_and_after(self) -> None:
        conference = sold_conference()
        card = paid_card(conference)
        invoice = issued(card)
        add_participant(card=card, person=participant_input(conference.variants.get()), by=None)

        correction = correct_document(document=invoice, by=None, reason="Dopisano osobę", origin="c-1")

        assert correction.number.startswith("KOR/1/")
        assert (correction.corrects, correction.gross, correction.reason) == (invoice, 120000, "Dopisano osobę")
        sides = {line.side: (line.quantity, line.gross) for line in correction.lines.all()}
        assert sides == {LineSide.BEFORE: (1, 120000), LineSide.AFTER: (2, 240000)}

    def test_a_second_correction_goes_on_from_the_first(self) -> None:
        conference = sold_conference()
        card = paid_card(conference)
        invoice = issued(card)
        for number in (1, 2):
            add_participant(card=card, person=participant_input(conference.variants.get()), by=None)
            correct_document(document=invoice, by=None, reason="Dopisano osobę", origin=f"c-{number}")
        second = Document.objects.get(origin="c-2")
        assert [line.quantity for line in second.lines.filter(side=LineSide.BEFORE)] == [2]
        assert (second.corrects, second.gross) == (invoice, 120000)

    def test_nothing_changed_is_nothing_to_correct(self) -> None:
        invoice = issued(paid_card(sold_conference()))
        with pytest.raises(NothingToCorrect):
            correct_document(document=invoice, by=None, reason="Pomyłka", origin="c-1")
        assert Document.objects.count() == 1

    def test_the_same_click_twice_corrects_once(self) -> None:
        conference = sold_conference()
        card = paid_card(conference)
        invoice = issued(card)
        add_participant(card=card, person=participant_input(conference.variants.get()), by=None)
        corrections = {correct_document(document=invoice, by=None, reason="X", origin="c").pk for _ in range(2)}
        assert len(corrections) == 1

    def test_a_wrong_nip_is_corrected_to_nothing_and_a_new_invoice_issued(self) -> None:
        card = paid_card(sold_conference())
        invoice = issued(card)
        buyer = Party("Miasto Radomsko", "ul. Tysiąclecia 5", "97-500", "Radomsko", "3333333333")
        change_card(card=card, changes={"buyer": buyer}, by=UserFactory.create())
        with pytest.raises(NotCorrectable):
            correct_document(document=invoice, by=None, reason="Błędny NIP", origin="c-1")

        correction = cancel_document(document=invoice, by=None, reason="Błędny NIP", origin="c-2")
        again = issued(card, origin="new")

        assert (correction.gross, correction.lines.filter(side=LineSide.AFTER).count()) == (-120000, 0)
        assert correction.parties.get(role=DocumentRole.BUYER).nip == "2222222222"
        assert again.parties.get(role=DocumentRole.BUYER).nip == "3333333333"
        assert again.gross == 120000
        with pytest.raises(NotCorrectable):
            cancel_document(document=invoice, by=None, reason="Jeszcze raz", origin="c-3")

    def test_another_address_of_the_buyer_is_corrected_with_both(self) -> None:
        card = paid_card(sold_conference())
        invoice = issued(card)
        buyer = Party("Miasto Radomsko", "ul. Nowa 1", "97-500", "Radomsko", "2222222222")
        change_card(card=card, changes={"buyer": buyer}, by=UserFactory.create())
        correction = correct_document(document=invoice, by=None, reason="Adres", origin="c")
        streets = {party.role: party.street for party in correction.parties.all() if party.role.startswith("buyer")}
        assert streets == {DocumentRole.BUYER: "ul. Nowa 1", DocumentRole.BUYER_BEFORE: "ul. Tysiąclecia 5"}
        assert correction.gross == 0

    def test_a_cancelled_card_is_corrected_to_what_is_still_owed(self) -> None:
        card = paid_card(sold_conference())
        invoice = issued(card)
        cancel_card(card=card, by=None, reason="")
        assert correct_document(document=invoice, by=None, reason="Rezygnacja", origin="c").gross == -120000


class TestCatchingUp:
    def test_each_card_gets_its_proforma_once(self) -> None:
        conference = sold_conference(mode=DocumentMode.NOTE)
        cards = [sent_card(conference, people) for people in (1, 2)]
        assert [issue_missing(), issue_missing()] == [2, 0]
        assert set(Document.objects.values_list("kind", "card")) == {("proforma", card.pk) for card in cards}
        assert Letter.objects.filter(kind="proforma_issued").count() == 2

    def test_a_paid_card_gets_its_invoice_once(self) -> None:
        card = paid_card(sold_conference())
        assert [issue_missing(), issue_missing()] == [1, 0]
        document = Document.objects.get()
        assert (document.kind, document.card, document.paid_state) == (DocumentKind.INVOICE, card, PaidState.PAID)

    def test_an_invoice_at_submission_takes_the_place_of_the_proforma(self) -> None:
        sent_card(sold_conference(mode=DocumentMode.INVOICE, issue_time=IssueTime.AT_SUBMISSION))
        assert issue_missing() == 1
        assert Document.objects.get().kind == DocumentKind.INVOICE

    def test_an_unpaid_invoice_waits_for_its_first_lawful_day(self) -> None:
        conference = sold_conference(issue_time=IssueTime.AT_SUBMISSION, earliest_days=29)
        sent_card(conference)
        issue_missing()
        assert [document.kind for document in Document.objects.all()] == [DocumentKind.PROFORMA]
        conference.starts_on -= timedelta(days=1)
        conference.save()
        assert issue_missing() == 1

    def test_an_association_that_decided_nothing_issues_nothing(self) -> None:
        conference = sold_conference()
        DocumentSettings.objects.all().delete()
        paid_card(conference)
        assert issue_missing() == 0

    def test_a_refused_card_keeps_no_other_waiting(self) -> None:
        conference = sold_conference()
        refused = paid_card(conference)
        refused.lines.update(vat_basis="")
        good = paid_card(conference, people=2)
        assert issue_missing(at_once=1) == 1
        assert Document.objects.get().card == good

    def test_a_card_sold_anew_after_a_correction_to_nothing(self) -> None:
        card = paid_card(sold_conference())
        issue_missing()
        cancel_document(document=Document.objects.get(), by=None, reason="Błędny NIP", origin="c")
        assert issue_missing() == 1
        assert [document.gross for document in card.documents.order_by("pk")] == [120000, -120000, 120000]


def test_lines_put_together_changes_discounts_and_resignations() -> None:
    conference = sold_conference()
    card = paid_card(conference, people=3)
    rule = VatRuleFactory.create(conference=conference, basis=BASIS)
    VariantFactory.create(conference=conference, name="Wariant II", price=95000, vat_rule=rule)
    first = card.participants.order_by("pk").first()
    assert first is not None
    change_participant(participant=first, changes={"position": "kierownik"}, by=UserFactory.create())
    document = issued(card)
    assert [(line.quantity, line.gross) for line in document.lines.all()] == [(3, 360000)]
    assert Sum(document.net, document.vat, document.gross) == Sum(360000, 0, 360000)
