"""The typefaces of every paper, embedded: never those of the operating system or reportlab's own."""

import re
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "static" / "build" / "fonts"
SUBSTITUTE = "¤"
# A word of one letter is not left at the end of a line in Polish.
ONE_LETTER = re.compile(r"\b([aiouwzAIOUWZ]) (?=\S)")
# Text in ASCII 85 is a quarter longer and gains nothing: nobody sends our files by a 7-bit line.
rl_config.useA85 = 0


class Face(StrEnum):
    """A typeface; its value is the base name of its file."""

    SANS = "Lato_400Regular"
    SANS_BOLD = "Lato_700Bold"
    SANS_ITALIC = "Lato_400Regular_Italic"
    SERIF = "SourceSerif4_400Regular"
    SERIF_BOLD = "SourceSerif4_600SemiBold"
    SERIF_ITALIC = "SourceSerif4_400Regular_Italic"


# Lato has no Cyrillic or Greek, Source Serif has: a name is set whole in the one that can write it.
UNDERSTUDIES = {
    Face.SANS: Face.SERIF,
    Face.SANS_BOLD: Face.SERIF_BOLD,
    Face.SANS_ITALIC: Face.SERIF_ITALIC,
}
_lock = Lock()


class FontMissingError(RuntimeError):
    """The font files have not been built."""


@cache
def _load(face: Face) -> TTFont:
    path = FOLDER / f"{face.value}.ttf"
    if not path.is_file():
        raise FontMissingError(
            f"The font file {path} is missing: build the front-end assets first (scripts/build_assets.py)."
        )
    return TTFont(face.value, str(path), asciiReadable=False)


@cache
def register_fonts() -> None:
    """Make every face known to reportlab, once in a process. Raises FontMissingError."""
    with _lock:
        for face in Face:
            pdfmetrics.registerFont(_load(face))
        # Paragraphs ask for the bold and italic of a family even where the text has none.
        pdfmetrics.registerFontFamily(Face.SANS, Face.SANS, Face.SANS_BOLD, Face.SANS_ITALIC, Face.SANS_BOLD)
        pdfmetrics.registerFontFamily(Face.SERIF, Face.SERIF, Face.SERIF_BOLD, Face.SERIF_ITALIC, Face.SERIF_BOLD)


@cache
def _letters(face: Face) -> frozenset[str]:
    with _lock:
        return frozenset(map(chr, _load(face).face.charWidths)) | {" "}


def clean_text(text: str) -> str:
    """Composed letters, without what prints nothing: controls, joiners, direction marks, selectors."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    kept = (" " if letter in "\t\n\r\v\f\u2028\u2029\u202f" else letter for letter in composed)
    return "".join(
        letter
        for letter in kept
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs") and not "\ufe00" <= letter <= "\ufe0f"
    ).replace("\u2011", "-")


def _nearest(letter: str, known: frozenset[str]) -> str:
    """The letter, or the letter without its accents, or the mark that something stood here."""
    if letter in known:
        return letter
    bare = [part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)]
    return "".join(bare) if bare and all(part in known for part in bare) else SUBSTITUTE


def typeset(text: str, face: Face) -> tuple[str, Face]:
    """The text as the fonts can print it, and the face for it; never fails, never drops a visible letter."""
    cleaned = ONE_LETTER.sub("\\1\u00a0", clean_text(text))
    known = _letters(face)
    if known.issuperset(cleaned):
        return cleaned, face
    understudy = UNDERSTUDIES.get(face, face)
    if sum(letter not in _letters(understudy) for letter in cleaned) < sum(letter not in known for letter in cleaned):
        face, known = understudy, _letters(understudy)
    return "".join(_nearest(letter, known) for letter in cleaned), face
