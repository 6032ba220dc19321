import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from mailings.attachments import draw_attachment
from payments.documents.correcting import cancel_document
from payments.documents.ksef_notes import note_ksef_number
from payments.documents.papers import PaperSpoilt, content_of_paper, document_pdf, paper_of
from payments.documents.sheets import zbp_code
from payments.enums import DocumentKind, DocumentMode, DocumentRole, PaperKind
from payments.models import Document, DocumentPaper
from registrations.services import link_for_card
from tests.events.paper_reading import codes_of, fonts_of, letters_of, pages_of, text_of
from tests.factories.documents import issued, paid_card, pay, sent_card, sold_conference
from tests.factories.registrations import ParticipantFactory

pytestmark = pytest.mark.django_db

KSEF = "5265877635-20250826-0100001AF629-AF"
KSEF_CODE = "https://qr-test.ksef.mf.gov.pl/invoice/5265877635/26-11-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE"


def pdf_of(document: Document, kind: PaperKind = PaperKind.ORIGINAL, language: str = "") -> bytes:
    return content_of_paper(paper_of(document, kind=kind, language=language))


def test_the_transfer_code_read_from_the_paper_is_the_text_of_the_standard() -> None:
    conference = sold_conference(mode=DocumentMode.NOTE)
    house = conference.association
    house.short_name = "Zażółć gęślą jaźń i łódź, „RAZEM”"
    house.save()
    card = sent_card(conference, people=2)
    pay(card, 100001)
    document = issued(card, DocumentKind.NOTE)
    # The name is cut at twenty characters, Polish letters being one each.
    expected = f"5265877635|PL|61109010140000071219812874|139999|Zażółć gęślą jaźń i|{card.code}|||"
    assert codes_of(pdf_of(document)) == [expected]
    assert zbp_code(document, document.parties.get(role=DocumentRole.SELLER)) == expected


def test_from_ten_thousand_on_there_is_no_code() -> None:
    conference = sold_conference(mode=DocumentMode.NOTE)
    conference.variants.update(price=500000)
    below, above = (sent_card(conference, people) for people in (1, 2))
    conference.variants.update(price=999999)
    just_below = sent_card(conference)
    assert [len(codes_of(pdf_of(issued(card, DocumentKind.NOTE)))) for card in (below, above, just_below)] == [1, 0, 1]


def test_the_ksef_code_is_drawn_once_its_number_is_known() -> None:
    document = issued(paid_card(sold_conference()))
    before = pdf_of(document)
    note_ksef_number(document=document, number=KSEF, code=KSEF_CODE)
    after = pdf_of(document)
    assert (codes_of(before), codes_of(after)) == ([], [KSEF_CODE])
    assert KSEF in text_of(after)
    assert document.papers.count() == 2


def test_the_invoice_says_what_the_law_asks_for() -> None:
    card = sent_card(sold_conference(issuer_name="Maria Skarbnik"), people=2, public_funding="none")
    document = issued(card)
    text = text_of(pdf_of(document))
    for words in (
        f"Faktura {document.number}",
        "Miasto Radomsko",
        "NIP 2222222222",
        "MOPS Radomsko",
        "23%",
        "1 951,22",
        "448,78",
        "2 400,00",
        "dwa tysiące czterysta złotych, zero groszy",
        "61 1090 1014 0000 0712 1981 2874",
        "Maria Skarbnik",
        *(person.full_name for person in card.participants.all()),
    ):
        assert words in text.replace("\u00a0", " "), words


def test_the_basis_of_exemption_stands_on_it() -> None:
    text = letters_of(pdf_of(issued(sent_card(sold_conference()))))
    assert "art.43ust.1pkt29lit.custawyopodatkuodtowarówiusług" in text


def test_a_proforma_does_not_call_itself_an_invoice() -> None:
    text = text_of(pdf_of(issued(sent_card(sold_conference()), DocumentKind.PROFORMA)))
    assert "Nie jest dokumentem księgowym" in text
    assert "faktura" not in text.lower()


def test_a_correction_to_nothing_shows_both_sides() -> None:
    document = issued(paid_card(sold_conference()))
    correction = cancel_document(document=document, by=None, reason="Błędny NIP nabywcy", origin="c")
    text = text_of(pdf_of(correction)).replace("\u00a0", " ")
    for words in ("Faktura korygująca KOR/1/", document.number, "Przed korektą", "Po korekcie", "Zmniejszenie o"):
        assert words in text, words
    assert "Błędny NIP nabywcy" in text


def test_a_duplicate_says_so_with_the_day_in_one_language_or_two() -> None:
    document = issued(paid_card(sold_conference()))
    polish, english = (text_of(pdf_of(document, PaperKind.DUPLICATE, language)) for language in ("pl", "en"))
    assert "DUPLIKAT" in polish
    assert "DUPLICATE / DUPLIKAT" in english
    assert f"Invoice / Faktura {document.number}" in english
    assert pdf_of(document) != pdf_of(document, PaperKind.DUPLICATE)


def test_many_people_and_long_names_run_over_pages() -> None:
    conference = sold_conference()
    card = sent_card(conference, people=30)
    ParticipantFactory.create_batch(40, card=card, variant=conference.variants.get())
    card.participants.update(first_name="Wolfeschlegelsteinhausen", last_name="Brzęczyszczykiewicz-Łękołodzka")
    pdf = pdf_of(issued(card))
    assert pages_of(pdf) == 2
    assert letters_of(pdf).count("Brzęczyszczykiewicz") == 70
    assert all(fonts_of(pdf).values())


def test_the_paper_is_drawn_once_and_its_hash_kept() -> None:
    document = issued(paid_card(sold_conference()))
    first, second = paper_of(document), paper_of(document)
    assert (first.pk, DocumentPaper.objects.count()) == (second.pk, 1)
    assert hashlib.sha256(content_of_paper(first)).hexdigest() == first.sha256
    assert document_pdf(str(document.uid)) == draw_attachment("payments.document", str(document.uid))


def test_a_file_that_was_changed_is_not_given_out() -> None:
    paper = paper_of(issued(paid_card(sold_conference())))
    with paper.file.open("wb") as file:
        file.write(b"%PDF-1.4 another")
    with pytest.raises(PaperSpoilt):
        content_of_paper(paper)


def test_the_link_of_a_card_opens_its_own_documents_only() -> None:
    conference = sold_conference()
    cards = [sent_card(conference) for _ in range(2)]
    own, other = (issued(card) for card in cards)
    token = link_for_card(card=cards[0]).token
    answers = [Client().get(reverse("payments:open-document", args=[token, one.uid])) for one in (own, other)]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].content == pdf_of(own)
    page = Client().get(reverse("registrations:show-card", args=[token])).content.decode()
    assert own.number in page
    assert other.number not in page
