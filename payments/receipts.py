"""The slip for one who pays at the desk: as wide as the paper of small printers. Pure: values in, bytes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import Color
from reportlab.lib.units import mm

from events.paper.canvas import HAIRLINE, INK, MUTED, new_canvas
from events.paper.fonts import Face, register_fonts, typeset
from events.paper.text import wrap_text

WIDTH_MM = 80.0
MARGIN_MM = 6.0
LABEL_SIZE = 7.5
SIZE = 9.0
LARGE = 17.0


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Every text is written already: `rows` are labels with what they tell."""

    title: str
    number: str
    issuer: Sequence[str]
    amount: str
    rows: Sequence[tuple[str, str]]
    note: str
    language: str


def receipt_pdf(receipt: Receipt) -> bytes:
    register_fonts()
    lines = laid_out(receipt)
    height = sum(leading for _face, _size, leading, _text, _tone in lines) + 2 * MARGIN_MM * mm
    buffer = BytesIO()
    canvas = new_canvas(
        buffer,
        (WIDTH_MM * mm, height),
        title=f"{receipt.title} {receipt.number}",
        author=receipt.issuer[0],
        language=receipt.language,
    )
    y = height - MARGIN_MM * mm
    for face, size, leading, text, tone in lines:
        y -= leading
        if text == RULE:
            canvas.setStrokeColor(HAIRLINE)
            canvas.line(MARGIN_MM * mm, y + leading / 2, (WIDTH_MM - MARGIN_MM) * mm, y + leading / 2)
            continue
        canvas.setFillColor(tone)
        canvas.setFont(face, size)
        canvas.drawString(MARGIN_MM * mm, y + size * 0.25, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


RULE = "\x00"
Line = tuple[Face, float, float, str, Color]


def laid_out(receipt: Receipt) -> list[Line]:
    """Lines with their face, size, leading and colour, from the top."""
    lines = [*wrapped(receipt.issuer[0], Face.SANS_BOLD, SIZE)]
    for text in receipt.issuer[1:]:
        lines += wrapped(text, Face.SANS, LABEL_SIZE)
    lines += [
        rule(),
        *wrapped(receipt.title, Face.SERIF_BOLD, 12),
        *wrapped(receipt.number, Face.SANS, LABEL_SIZE, MUTED),
    ]
    lines += [gap(4), *wrapped(receipt.amount, Face.SANS_BOLD, LARGE), gap(4)]
    for label, value in receipt.rows:
        lines += [*wrapped(label, Face.SANS, LABEL_SIZE, MUTED), *wrapped(value, Face.SANS, SIZE), gap(3)]
    return [*lines, rule(), *wrapped(receipt.note, Face.SANS, LABEL_SIZE, MUTED)]


def wrapped(text: str, face: Face, size: float, tone: Color = INK) -> list[Line]:
    width = (WIDTH_MM - 2 * MARGIN_MM) * mm
    printable, used = typeset(text, face)
    return [(used, size, size * 1.28, line, tone) for line in wrap_text(printable, width, used, size)]


def gap(points: float) -> Line:
    return (Face.SANS, SIZE, points, "", INK)


def rule() -> Line:
    return (Face.SANS, SIZE, 10.0, RULE, INK)
