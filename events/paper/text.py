"""Fitting of text into a given width: smaller, then on more lines, and only at the very last cut."""

import re
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth as width_at
from reportlab.pdfgen.canvas import Canvas

from events.paper.fonts import Face, register_fonts, typeset

ELLIPSIS = "…"
SIZE_STEP = 0.92
ONE_LINE_SHARE = 0.8
# A double-barrelled name may be parted after its hyphen, which stays on the upper line; "2-osobowy" may not.
PIECES = re.compile(r"(?:\d+-|[^ -])+-?|-| +")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit, all of one face and size (points)."""

    lines: tuple[str, ...]
    face: Face
    size: float

    @property
    def leading(self) -> float:
        return self.size * 1.18

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


@lru_cache(maxsize=32768)
def unit_width(text: str, face: Face) -> float:
    """The width at size 1: the same words are tried at many sizes."""
    register_fonts()
    return float(width_at(text, face, 1))


def text_width(text: str, face: Face, size: float) -> float:
    return unit_width(text, face) * size


def _split_word(word: str, width: float, face: Face, size: float) -> list[str]:
    """A word wider than the line in pieces that are not: letters are lost nowhere."""
    if text_width(word, face, size) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter, face, size) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def wrap_text(text: str, width: float, face: Face, size: float) -> list[str]:
    """Lines no wider than `width`, parted at spaces and hyphens; inside a word only if it is too wide."""
    lines, line = [], ""
    for piece in PIECES.findall(text):
        if text_width((line + piece).rstrip(), face, size) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        *whole, line = _split_word(piece.lstrip(" "), width, face, size)
        lines += whole
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _parts_a_word(lines: list[str], text: str) -> bool:
    """Whether a line ends inside a word: bearable only when nothing smaller helps."""
    whole = {piece.strip() for piece in PIECES.findall(text)}
    return any(piece not in whole for line in lines for piece in PIECES.findall(line) if piece.strip())


@lru_cache(maxsize=4096)
def fit_text(text: str, face: Face, *, width: float, size: float, least: float, lines: int = 1) -> Fitted:
    """Set `text` in at most `lines` lines of `width` points, as large as it goes between `size` and `least`.

    One line is preferred down to four fifths of `size`; text is cut only if it does not fit at `least`.
    """
    printable, used = typeset(text.strip(), face)
    natural = unit_width(printable, used)
    single = min(size, width / natural) if natural else size
    if single >= max(least, size * ONE_LINE_SHARE if lines > 1 else least):
        return Fitted((printable,), used, single)
    trial = size
    while trial > least:
        wrapped = wrap_text(printable, width, used, trial)
        if len(wrapped) <= lines and not _parts_a_word(wrapped, printable):
            return Fitted(tuple(wrapped), used, trial)
        trial *= SIZE_STEP
    wrapped = wrap_text(printable, width, used, least)
    if len(wrapped) > lines:
        last = wrapped[lines - 1]
        while last and text_width(last + ELLIPSIS, used, least) > width:
            last = last[:-1]
        wrapped = [*wrapped[: lines - 1], last.rstrip() + ELLIPSIS]
    return Fitted(tuple(wrapped), used, least)


@lru_cache(maxsize=8192)
def fit_whole(text: str, face: Face, *, width: float, size: float, least: float, lines: int = 1) -> Fitted:
    """As fit_text, but nothing is ever cut: what is too long at `least` gets as many lines as it needs."""
    fitted = fit_text(text, face, width=width, size=max(size, least), least=least, lines=lines)
    if not fitted.lines[-1].endswith(ELLIPSIS):
        return fitted
    printable, used = typeset(text.strip(), face)
    return Fitted(tuple(wrap_text(printable, width, used, least)), used, least)


def draw_fitted(canvas: Canvas, fitted: Fitted, x: float, top: float, *, align: str = "left") -> float:
    """Draw downwards from `top`; `x` is the left edge, the centre or the right edge. Returns the bottom."""
    canvas.setFont(fitted.face, fitted.size)
    draw = {"left": canvas.drawString, "centre": canvas.drawCentredString, "right": canvas.drawRightString}[align]
    baseline = top - fitted.size * 0.95
    for line in fitted.lines:
        draw(x, baseline, line)
        baseline -= fitted.leading
    return top - fitted.height
