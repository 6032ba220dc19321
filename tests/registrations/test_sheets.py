from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import Exemption, ExtraKind
from registrations.card_sheet import LineFacts
from registrations.enums import Diet, LegalKind, QuestionKind, RoomWish
from registrations.inputs import AnswerInput
from registrations.mail import address_of
from registrations.models import ParticipationCard
from registrations.services import cancel_card, link_for_card, settle_card, submit_card
from registrations.sheets import card_pdf, card_sheet
from tests.events.paper_reading import codes_of, letters_of
from tests.factories.events import (
    ConferenceFactory,
    DiscountCodeFactory,
    ExtraFactory,
    VariantFactory,
    VatRuleFactory,
)
from tests.factories.registrations import LegalTextFactory, QuestionFactory, card_input, participant_input

pytestmark = pytest.mark.django_db


def test_card_sheet_groups_lines_and_names_everybody() -> None:
    conference = ConferenceFactory.create(accent="wine")
    full = VariantFactory.create(conference=conference, name="Pełny: dwa noclegi", price=120000)
    short = VariantFactory.create(conference=conference, name="Jeden dzień", price=40050)
    law = LegalTextFactory.create(
        association=conference.association, kind=LegalKind.PUBLIC_FUNDING, body="Art. 43 ust. 1 pkt 29 lit. c."
    )
    people = [participant_input(full), participant_input(full), participant_input(short, academic_title="dr")]
    card = submit_card(conference=conference, data=card_input(conference, *people), texts=[law])

    sheet = card_sheet(card, link_for_card(card=card))

    assert sheet.lines == (
        LineFacts("Pełny: dwa noclegi", "2", "1\u00a0200,00\u00a0zł", "2\u00a0400,00\u00a0zł"),
        LineFacts("Jeden dzień", "1", "400,50\u00a0zł", "400,50\u00a0zł"),
    )
    assert sheet.total == "2\u00a0800,50\u00a0zł"
    assert sheet.total_in_words == "dwa tysiące osiemset złotych, pięćdziesiąt groszy"
    assert sheet.participants[2].full_name.startswith("dr Ewa ")
    assert [(one.ticked, "Art. 43" in one.note) for one in sheet.funding] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    assert sheet.letterhead.accent == "#8b2040"
    assert sheet.recipient is not None
    assert sheet.recipient.name == "MOPS Radomsko"
    assert sheet.payment is not None
    assert sheet.payment.title == card.code


def test_card_sheet_of_a_paid_or_cancelled_card_asks_for_no_transfer() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, price=100)
    paid, cancelled = (
        submit_card(conference=conference, data=card_input(conference, participant_input(variant)), texts=[])
        for _ in range(2)
    )
    paid = settle_card(card=paid, settled=100, by=None)
    cancelled = cancel_card(card=cancelled, by=None, reason="choroba")

    assert card_sheet(paid, link_for_card(card=paid)).payment is None
    assert card_sheet(cancelled, link_for_card(card=cancelled)).payment is None


def test_card_pdf_is_the_same_each_time() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference, name="Zażółć & <b>gęślą</b>")
    card = submit_card(conference=conference, data=card_input(conference, participant_input(variant)), texts=[])

    first, second = card_pdf(card.code), card_pdf(card.code)

    assert first.startswith(b"%PDF-")
    assert first == second


HOSTILE_NAME = ("Rossi & <b", "Łoś-Ćwiąkalska")
LONG = "Wawrzyńczykowska-Brzęczyszczykiewiczowa-Źdźbło-Chrząszczewska"


def full_card() -> ParticipationCard:
    """Eight people, two of whom wait, with everything that a card may say."""
    conference = ConferenceFactory.create(starts_on=date(2027, 6, 14), ends_on=date(2027, 6, 16))
    rule = VatRuleFactory.create(conference=conference)
    taxed = VatRuleFactory.create(conference=conference, exemption=Exemption.NEVER, price_includes_vat=False)
    full = VariantFactory.create(conference=conference, name="Pełny udział z noclegiem", vat_rule=rule)
    day = VariantFactory.create(conference=conference, name="Jeden dzień", nights=0, price=40000, vat_rule=rule)
    ExtraFactory.create(
        conference=conference, kind=ExtraKind.SINGLE_ROOM, name="Pokój jednoosobowy", price=10000, is_per_night=True,
        vat_rule=taxed,
    )  # fmt: skip
    gala = ExtraFactory.create(conference=conference, name="Uroczysta kolacja", vat_rule=taxed, price=15000)
    bus = QuestionFactory.create(conference=conference, label="Dojazd autokarem z dworca", kind=QuestionKind.BOOLEAN)
    first = participant_input(
        full, first_name="Elżbieta", academic_title="dr", position="dyrektor",
        phone="600 100 200", diet=Diet.OTHER, diet_note="bez orzechów i selera", accessibility="pętla indukcyjna",
        room_wish=RoomWish.ALONE, arrives_on=conference.starts_on, arrives_at=time(9, 30), badge_text="Ela z Łęcznej",
        extras=(gala,), answers=(AnswerInput(bus, "yes"),),
    )  # fmt: skip
    long = participant_input(full, first_name="Zażółcigęśląjaźń", last_name=LONG[:60], position="pracownik socjalny")
    mate = participant_input(full, room_wish=RoomWish.NAMED, roommate="Maria Ćma", extras=(gala,))
    others = [participant_input(full), participant_input(full, nights=()), participant_input(day)]
    waits = [participant_input(full, first_name="Jaśmina", waits=True) for _ in range(2)]
    house = conference.association
    law = LegalTextFactory.create(
        association=house, kind=LegalKind.PUBLIC_FUNDING, title="Oświadczenie", body="Udział opłacamy w całości ze "
        "środków publicznych (art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od towarów i usług).",
    )  # fmt: skip
    terms = LegalTextFactory.create(association=house, body="Wysłanie podpisanej karty jest przyjęciem warunków. " * 9)
    privacy = LegalTextFactory.create(
        association=house, kind=LegalKind.PRIVACY, title="Informacja o danych",
        body="Dane przetwarza organizator, art. 6 ust. 1 lit. b i c RODO. " * 6,
    )  # fmt: skip
    data = card_input(
        conference, first, long, mate, *others, *waits, order_number="ZP.271.12.2027", invoice_email="fk@example.org",
        discount=DiscountCodeFactory.create(conference=conference, code="JUBILEUSZ", percent=5),
        remarks="Prosimy o miejsca obok siebie.",
    )  # fmt: skip
    card = submit_card(conference=conference, data=data, texts=[law, terms, privacy])
    # No form takes this name, but what stands in the database must be printed as it stands.
    card.participants.filter(first_name="Elżbieta").update(first_name=HOSTILE_NAME[0], last_name=HOSTILE_NAME[1])
    return card


def test_full_card_is_on_its_paper() -> None:
    card = full_card()

    pdf = card_pdf(card.code)
    letters = letters_of(pdf)

    said = [
        "dr Rossi & <b Łoś-Ćwiąkalska", f"Zażółcigęśląjaźń {LONG[:60]}", "bez orzechów i selera", "pętla indukcyjna",
        "Pokój: w pojedynkę", "Pokój: z osobą: Maria Ćma", "Noclegi od: 14.06, 15.06", "Bez noclegu w hotelu",
        "Przyjazd: 14.06.2027, 9.30", "Na identyfikatorze: Ela z Łęcznej", "Dojazd autokarem z dworca: tak",
        "Dodatki: Pokój jednoosobowy, Uroczysta kolacja", "ZP.271.12.2027", "fk@example.org",
        "Prosimy o miejsca obok siebie.", "Rabat JUBILEUSZ", "Na liście oczekujących",
        "Zwolnione z VAT na podstawie: art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od towarów i usług",
        "Udział opłacamy w całości ze środków publicznych", "art. 6 ust. 1 lit. b i c RODO", "Miejscowość i data",
    ]  # fmt: skip
    assert [words for words in said if "".join(words.split()) not in letters] == []
    assert letters.count("Jaśmina") == 2
    link = card.links.get()
    assert address_of(link, "pl") in codes_of(pdf)


def test_lines_of_a_full_card_are_put_together_with_their_vat() -> None:
    card = full_card()

    sheet = card_sheet(card, link_for_card(card=card))

    assert [
        (line.description, line.quantity, line.vat, line.amount.replace("\u00a0", " ")) for line in sheet.lines
    ] == [
        ("Pełny udział z noclegiem", "5", "zw.", "6 000,00 zł"),
        ("Uroczysta kolacja", "2", "23%", "369,00 zł"),
        ("Pokój jednoosobowy", "2", "23%", "246,00 zł"),
        ("Jeden dzień", "1", "zw.", "400,00 zł"),
        ("Rabat JUBILEUSZ", "", "zw.", "\u2212 320,00 zł"),
    ]
    assert sheet.vat_notes[0].replace("\u00a0", " ") == "W tym VAT 23%: 115,00 zł"
    assert sheet.total.replace("\u00a0", " ") == "6 695,00 zł"
    assert (len(sheet.participants), len(sheet.waiting)) == (6, 2)


def test_sheet_asks_as_little_for_eight_people_as_for_one() -> None:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference)
    person = participant_input(variant, extras=(ExtraFactory.create(conference=conference),))
    counts = []
    for people in (1, 8):
        card = submit_card(conference=conference, data=card_input(conference, *[person] * people), texts=[])
        link = link_for_card(card=card)
        with CaptureQueriesContext(connection) as asked:
            card_sheet(card, link)
        counts.append(len(asked))

    assert counts[0] == counts[1]
