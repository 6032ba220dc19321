from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from events.paper import fonts
from events.paper.fonts import Face, FontMissingError, typeset
from events.paper.text import fit_text, wrap_text
from tests.events.paper_reading import LONG_NAME


@pytest.fixture(autouse=True)
def _fonts() -> None:
    fonts.register_fonts()


@pytest.mark.parametrize("face", list(Face))
def test_every_face_prints_polish_as_it_is(face: Face) -> None:
    text = "Zażółć gęślą jaźń ZAŻÓŁĆ GĘŚLĄ JAŹŃ „tak” – § 3 ust. 1, 1 200,00 €…"
    assert typeset(text, face) == (text, face)


@pytest.mark.parametrize(
    ("text", "printed", "face"),
    [
        ("Олена Шевченко", "Олена Шевченко", Face.SERIF),
        ("Nguyễn", "Nguyễn", Face.SERIF),
        ("😀 Anna", "¤ Anna", Face.SANS),
        ("שלום", "¤¤¤¤", Face.SANS),
        ("\u202eanwoK\u202c", "anwoK", Face.SANS),
        ("b\tb\nc\x00d\ud800", "b b cd", Face.SANS),
        ("dom w lesie", "dom w\u00a0lesie", Face.SANS),
        ("Kowalska\u2011Nowak", "Kowalska-Nowak", Face.SANS),
        ("Ａ Ⅳ", "A IV", Face.SANS),
        ("z\u0301", "ź", Face.SANS),
    ],
)
def test_letters_a_font_lacks_are_printed_as_near_as_can_be(text: str, printed: str, face: Face) -> None:
    assert typeset(text, Face.SANS) == (printed, face)


def test_missing_font_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    fonts._load.cache_clear()
    with pytest.raises(FontMissingError, match=r"Lato_400Regular\.ttf is missing"):
        fonts._load(Face.SANS)
    fonts._load.cache_clear()


def test_short_text_keeps_its_full_size() -> None:
    fitted = fit_text("Anna Nowak", Face.SANS_BOLD, width=300, size=26, least=10, lines=3)
    assert (fitted.lines, fitted.size) == (("Anna Nowak",), 26)


def test_long_text_is_first_made_smaller_then_wrapped() -> None:
    assert fit_text("Anna Nowakowska-Zielińska", Face.SANS, width=250, size=22, least=10, lines=2).lines == (
        "Anna Nowakowska-Zielińska",
    )
    wrapped = fit_text(LONG_NAME, Face.SANS_BOLD, width=250, size=26, least=10, lines=3)
    assert len(wrapped.lines) > 1
    assert wrapped.size > 14


@pytest.mark.parametrize("width", [120, 180, 247, 400])
def test_sixty_letters_are_never_cut_and_never_too_wide(width: int) -> None:
    fitted = fit_text(LONG_NAME, Face.SANS_BOLD, width=width, size=30, least=7, lines=3)
    assert "".join(fitted.lines).replace(" ", "") == LONG_NAME.replace(" ", "")
    assert all(stringWidth(line, fitted.face, fitted.size) <= width + 0.01 for line in fitted.lines)


def test_number_with_hyphen_stays_together() -> None:
    assert wrap_text("pokój 2-osobowy", stringWidth("pokój 2-osob", Face.SANS, 10), Face.SANS, 10) == [
        "pokój",
        "2-osobowy",
    ]


def test_text_beyond_all_measure_ends_with_an_ellipsis() -> None:
    fitted = fit_text("słowo " * 200, Face.SANS, width=100, size=12, least=8, lines=2)
    assert len(fitted.lines) == 2
    assert fitted.lines[1].endswith("…")
    assert stringWidth(fitted.lines[1], fitted.face, fitted.size) <= 100


def test_word_wider_than_the_line_loses_no_letter() -> None:
    assert "".join(wrap_text("W" * 90, 100, Face.SANS, 10)) == "W" * 90
