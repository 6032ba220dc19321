from dataclasses import replace

import pypdfium2
import pytest

from certificates.pdf import CertificateSheet, Topic, draw_certificate
from tests.certificates.certificate_sheets import SHEET, TOPICS
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


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_certificate_says_who_what_where_when_and_how_long() -> None:
    letters = squeeze(text_of(draw_certificate(SHEET), 0))
    said = [SHEET.number, SHEET.full_name, SHEET.position, SHEET.institution, SHEET.conference_title, SHEET.motto]
    said += [f"{SHEET.place}, {SHEET.dates}", f"{SHEET.hours} {SHEET.hours_unit}", SHEET.host_institution]
    said += [f"{SHEET.issued_place}, {SHEET.issued_on}", SHEET.signatory_name, SHEET.signatory_role]
    said += [SHEET.association_name, SHEET.association_details, SHEET.code, SHEET.verification_url, SHEET.edition]
    assert not [words for words in said if squeeze(words) not in letters]


def test_code_of_certificate_leads_to_its_verification() -> None:
    assert codes_of(draw_certificate(SHEET)) == [SHEET.verification_url]


def test_second_page_lists_topics_with_their_hours() -> None:
    pdf = draw_certificate(SHEET)
    assert pages_of(pdf) == 2
    listed = squeeze(text_of(pdf, 1))
    assert [squeeze(topic.title) in listed for topic in TOPICS] == [True, True, True]
    assert listed.count("4godz.") == 3


def test_certificate_without_topics_or_hours_is_one_page_and_tells_no_hours() -> None:
    pdf = draw_certificate(replace(SHEET, topics=(), hours=0, language="en"))
    assert pages_of(pdf) == 1
    assert "Extent" not in text_of(pdf)
    assert "Page" not in text_of(pdf)


def test_many_topics_go_on_to_further_pages_and_none_is_lost() -> None:
    topics = tuple(Topic(f"Temat numer {number} o usługach społecznych", "1 godz.") for number in range(1, 91))
    pdf = draw_certificate(replace(SHEET, topics=topics, language="en"))
    pages = pages_of(pdf)
    assert pages > 2
    letters = letters_of(pdf)
    assert not [number for number in range(1, 91) if f"Tematnumer{number}ousługach" not in letters]
    assert [f"Page {page + 1} of {pages}" in text_of(pdf, page) for page in range(pages)] == [True] * pages


def test_engraving_belongs_to_the_conference() -> None:
    def band(sheet: CertificateSheet) -> bytes:
        return picture_of(draw_certificate(sheet), dpi=60).crop((25, 110, 88, 670)).tobytes()

    assert band(SHEET) == band(replace(SHEET, full_name="Jan Nowak", number="018/KONF/2024"))
    others = [replace(SHEET, edition_number=11), replace(SHEET, days=2), replace(SHEET, place="w Suwałkach")]
    assert len({band(sheet) for sheet in [SHEET, *others]}) == 4


def test_sixty_letter_name_is_not_cut() -> None:
    text = letters_of(
        draw_certificate(replace(SHEET, full_name=LONG_NAME, institution=LONG_NAME, signatory_name=LONG_NAME))
    )
    assert text.count(squeeze(LONG_NAME)) == 4
    assert "…" not in text


def test_longest_texts_leave_code_and_signature_free() -> None:
    words = "Ogólnopolskie Stowarzyszenie Organizatorów i Menadżerów Pomocy Społecznej i Ochrony Zdrowia " * 3
    sheet = replace(SHEET, full_name=words, position=words, institution=words, conference_title=words, motto=words)
    pdf = draw_certificate(replace(sheet, host_institution=words, association_name=words, place=words))
    assert codes_of(pdf) == [SHEET.verification_url]
    picture = picture_of(pdf, dpi=72).convert("L")
    just_above_the_date = picture.crop((147, picture.height - 184, 540, picture.height - 178))
    assert just_above_the_date.getextrema() == (255, 255)


@pytest.mark.parametrize("words", HOSTILE[:-1])
def test_hostile_words_are_printed_literally(words: str) -> None:
    sheet = replace(SHEET, full_name=words, motto=words, topics=(Topic(words, words),))
    assert letters_of(draw_certificate(sheet)).count(squeeze(words)) == 5


@pytest.mark.parametrize("words", [*UNPRINTABLE, HOSTILE[-1], "", "x" * 400])
def test_words_that_cannot_be_printed_never_stop_the_batch(words: str) -> None:
    sheet = replace(SHEET, full_name=words, institution=words, place=words, edition=words, motto=words, accent=words)
    pdf = draw_certificate(replace(sheet, topics=(Topic(words, words), *TOPICS), association_name=words))
    assert codes_of(pdf) == [SHEET.verification_url]
    assert SHEET.number in text_of(pdf, 0)


@pytest.mark.parametrize("sheet", [SHEET, replace(SHEET, language="en", salutation="")])
def test_same_sheet_gives_same_bytes(sheet: CertificateSheet) -> None:
    assert draw_certificate(sheet) == draw_certificate(sheet)


def test_all_fonts_of_certificate_are_embedded() -> None:
    fonts = fonts_of(draw_certificate(SHEET))
    assert fonts
    assert all(fonts.values())


def test_certificate_tells_its_title_author_and_language() -> None:
    assert metadata_of(draw_certificate(replace(SHEET, language="en"))) == {
        "title": "Certificate 017/KONF/2024",
        "author": SHEET.association_name,
        "language": "en-GB",
    }


@pytest.mark.parametrize("site", ["https://zjazd.example", f"https://{'konferencje-' * 9}example.org"])
def test_address_to_type_is_never_parted_inside_its_code(site: str) -> None:
    address = f"{site}/verify/AB2C-D3EF-GH4J-K5MN-PQ6R/"
    document = pypdfium2.PdfDocument(draw_certificate(replace(SHEET, code="na-papierze", verification_url=address)))
    lines = document[0].get_textpage().get_text_range().splitlines()
    assert [line for line in lines if "AB2C" in line] == [line for line in lines if "AB2C-D3EF-GH4J-K5MN-PQ6R/" in line]
