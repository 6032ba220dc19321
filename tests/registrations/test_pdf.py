from dataclasses import fields, replace

import pytest

from events.paper.zbp import transfer_code
from registrations.card_sheet import CardSheet, PaymentFacts, StatementFacts
from registrations.pdf import draw_card
from tests.events.paper_reading import (
    HOSTILE,
    LONG_NAME,
    UNPRINTABLE,
    codes_of,
    fonts_of,
    letters_of,
    metadata_of,
    pages_of,
    picture_of,
    text_of,
)
from tests.registrations.card_sheets import ANNA, PAYMENT, PUBLIC_FUNDS, SHEET, with_participants


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_card_says_everything_that_was_filled_in() -> None:
    letters = letters_of(draw_card(SHEET))
    assert SHEET.recipient
    parts = (SHEET.conference, SHEET.institution, SHEET.contact, SHEET.buyer, SHEET.recipient, SHEET.lines[0], ANNA)
    values = [getattr(part, field.name) for part in parts for field in fields(part)]
    said = [words for value in values for words in (value if isinstance(value, tuple) else [value])]
    said += [SHEET.code, SHEET.total, SHEET.total_in_words, SHEET.letterhead.association_name, SHEET.letterhead.address]
    assert not [words for words in said if squeeze(words) not in letters]


def test_card_holds_statements_and_legal_ground_in_full() -> None:
    letters = letters_of(draw_card(SHEET))
    for entry in (*SHEET.funding, *SHEET.statements, *SHEET.consents):
        assert squeeze(entry.text) in letters
    assert squeeze(PUBLIC_FUNDS.note) in letters


def test_box_is_drawn_ticked_only_where_it_was_ticked() -> None:
    def darkness(ticked: bool) -> int:
        sheet = replace(SHEET, funding=(), consents=(), statements=(StatementFacts("Akceptujemy.", ticked),))
        last = pages_of(draw_card(sheet)) - 1
        return sum(picture_of(draw_card(sheet), last, dpi=100).convert("L").histogram()[:128])

    assert darkness(True) > darkness(False) + 10


def test_card_leaves_room_for_signatures_and_stamp() -> None:
    letters = letters_of(draw_card(replace(SHEET, language="en")))
    for words in ("Placeanddate", "Stampandsignatureofthehead", "Counter-signatureofthechiefaccountant"):
        assert words in letters


def test_codes_of_card_lead_to_the_card_and_to_the_transfer() -> None:
    assert sorted(codes_of(draw_card(SHEET))) == sorted([SHEET.address, PAYMENT.transfer_code])
    assert PAYMENT.transfer_code.split("|")[3] == "240000"


def test_payment_of_ten_thousand_has_no_transfer_code_but_is_told_in_words() -> None:
    code = transfer_code(nip="", account="6" * 26, amount=1_200_000, name="RAZEM", title="KU2600017")
    pdf = draw_card(replace(SHEET, payment=replace(PAYMENT, amount="12 000,00 zł", transfer_code=code)))
    assert codes_of(pdf) == [SHEET.address]
    assert "12 000,00 zł" in text_of(pdf)


def test_card_without_payment_tells_no_account() -> None:
    assert squeeze(PAYMENT.account) not in letters_of(draw_card(replace(SHEET, payment=None)))


@pytest.mark.parametrize("count", [1, 7, 22, 60])
def test_every_participant_is_on_the_card_and_every_page_is_counted(count: int) -> None:
    pdf = draw_card(replace(with_participants(count), language="en"))
    letters = letters_of(pdf)
    assert [number for number in range(1, count + 1) if f"AnnaKowalska-{number}kierownik" not in letters] == []
    pages = pages_of(pdf)
    assert [f"Page {page + 1} of {pages}" in text_of(pdf, page) for page in range(pages)] == [True] * pages


def test_head_of_the_table_is_repeated_on_each_page_with_participants() -> None:
    pdf = draw_card(replace(with_participants(60), language="en"))
    with_people = [text for page in range(pages_of(pdf)) if "Anna Kowalska-" in (text := text_of(pdf, page))]
    assert len(with_people) > 2
    assert all("No. Participant Variant Diet Price" in text for text in with_people)


def test_sixty_letter_names_are_not_cut() -> None:
    sheet = replace(
        SHEET,
        institution=replace(SHEET.institution, name=f"Ośrodek imienia {LONG_NAME}", head_name=LONG_NAME),
        participants=(replace(ANNA, full_name=LONG_NAME, variant=LONG_NAME, diet=LONG_NAME),),
        payment=replace(PAYMENT, title=LONG_NAME),
    )
    pdf = draw_card(sheet)
    # The foot repeats the institution on every page.
    assert letters_of(pdf).count(squeeze(LONG_NAME)) == 6 + pages_of(pdf)
    assert "…" not in text_of(pdf)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_literally(words: str) -> None:
    sheet = replace(
        SHEET,
        institution=replace(SHEET.institution, kind=words, head_name=words),
        participants=(replace(ANNA, full_name=words, diet=words),),
        statements=(StatementFacts(words, True, words),),
        payment=replace(PAYMENT, title=words),
    )
    assert letters_of(draw_card(sheet)).count(squeeze(words)) == 7


@pytest.mark.parametrize("words", [*UNPRINTABLE, "", "x" * 400])
def test_words_that_cannot_be_printed_never_stop_the_card(words: str) -> None:
    house = replace(SHEET.institution, **{field.name: words for field in fields(SHEET.institution)})
    payment = PaymentFacts(words, words, words, words, words, PAYMENT.transfer_code, words)
    sheet = replace(SHEET, institution=house, payment=payment, participants=(replace(ANNA, full_name=words), ANNA))
    pdf = draw_card(replace(sheet, letterhead=replace(SHEET.letterhead, association_name=words, conference_line=words)))
    assert "mgr Anna Żółkiewska" in text_of(pdf)
    assert SHEET.address in codes_of(pdf)


def test_statement_longer_than_a_page_runs_on() -> None:
    clause = " ".join(f"Punkt {number} klauzuli informacyjnej." for number in range(1, 600))
    assert squeeze("Punkt 599 klauzuli") in letters_of(
        draw_card(replace(SHEET, statements=(StatementFacts(clause, True),)))
    )


@pytest.mark.parametrize("sheet", [SHEET, replace(SHEET, language="en", recipient=None)])
def test_same_sheet_gives_same_bytes(sheet: CardSheet) -> None:
    assert draw_card(sheet) == draw_card(sheet)


def test_all_fonts_of_card_are_embedded() -> None:
    fonts = fonts_of(draw_card(with_participants(30)))
    assert fonts
    assert all(fonts.values())


def test_card_tells_its_title_author_and_language() -> None:
    assert metadata_of(draw_card(replace(SHEET, language="en"))) == {
        "title": "Participation card KU2600017",
        "author": SHEET.letterhead.association_name,
        "language": "en-GB",
    }
    assert metadata_of(draw_card(SHEET))["language"] == "pl-PL"
