"""Papers that run over several pages: their parts, and the building of them under the letterhead."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from events.paper import letterhead as grid
from events.paper.canvas import HAIRLINE, INK, MUTED, accent_colour, describe, new_canvas, tint
from events.paper.fonts import Face, register_fonts, typeset
from events.paper.letterhead import CONTENT_WIDTH, Letterhead
from events.paper.qr import QrMatrix, draw_qr
from events.paper.text import draw_fitted, fit_text

BOX = 8.0
SECTION_LEAST_MM = 32.0
# The default of a table is Helvetica, named in the file even where a cell is empty.
EMBEDDED = ("FONT", (0, 0), (-1, -1), Face.SANS, 8.5)


def _style(name: str, face: Face, size: float, **more: Any) -> ParagraphStyle:
    settings: dict[str, Any] = {"textColor": INK, "leading": size * 1.28} | more
    # The bullet's font is set because reportlab's default is Helvetica.
    return ParagraphStyle(name, fontName=face, fontSize=size, bulletFontName=face, **settings)


BODY = _style("body", Face.SANS, 9)
STRONG = _style("strong", Face.SANS_BOLD, 9)
SMALL = _style("small", Face.SANS, 8)
NOTE = _style("note", Face.SANS, 7.5, textColor=MUTED)
# The leading of the body, so that a label stands on one line with what it names.
LABEL = _style("label", Face.SANS, 7.5, textColor=MUTED, leading=11.5)
NUMBER = _style("number", Face.SANS, 8.5, alignment=TA_RIGHT)
TOTAL = _style("total", Face.SANS_BOLD, 10, alignment=TA_RIGHT)
CELL = _style("cell", Face.SANS, 8.5)
HEAD = _style("head", Face.SANS_BOLD, 7.5, textColor=MUTED)
HEAD_NUMBER = _style("head-number", Face.SANS_BOLD, 7.5, textColor=MUTED, alignment=TA_RIGHT)
TITLE = _style("title", Face.SERIF_BOLD, 21)
SUBTITLE = _style("subtitle", Face.SERIF_BOLD, 12)
SUBTITLE_LARGE = _style("subtitle-large", Face.SERIF_BOLD, 16)
MOTTO = _style("motto", Face.SERIF_ITALIC, 11)
HEADING = _style("heading", Face.SANS_BOLD, 10, spaceBefore=9, spaceAfter=3)


def markup(text: str, face: Face) -> str:
    """Text as reportlab's little language takes it: every sign of it stands for itself."""
    printable, used = typeset(text, face)
    words = escape(printable)
    return words if used == face else f'<font name="{used.value}">{words}</font>'


def paragraph(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(markup(text, Face(style.fontName)), style)


def heading(text: str, accent: Color) -> Paragraph:
    return paragraph(text, ParagraphStyle("heading-accent", parent=HEADING, textColor=accent))


def section(text: str, accent: Color) -> list[Flowable]:
    """A heading that is not left alone at the foot of a page, though what follows may run over it."""
    return [CondPageBreak(SECTION_LEAST_MM * mm), heading(text, accent)]


@dataclass(slots=True)
class Column:
    """One column of a table: its head, its share of the width, and whether it holds numbers."""

    head: str
    share: float
    numeric: bool = False


def rows_table(
    columns: Sequence[Column], rows: Iterable[Sequence[str | list[Flowable]]], width: float = CONTENT_WIDTH
) -> Table:
    """A table that runs over pages and repeats its head."""
    heads = [paragraph(column.head, HEAD_NUMBER if column.numeric else HEAD) for column in columns]
    styles = [NUMBER if column.numeric else CELL for column in columns]
    body = [
        [paragraph(cell, style) if isinstance(cell, str) else cell for cell, style in zip(row, styles, strict=True)]
        for row in rows
    ]
    unit = width / sum(column.share for column in columns)
    style: list[tuple[Any, ...]] = [
        EMBEDDED,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIRLINE),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    widths = [column.share * unit for column in columns]
    return Table([heads, *body], colWidths=widths, repeatRows=1, splitInRow=1, style=style)


def bare_table(rows: Sequence[list[Any]], widths: Sequence[float], *more: tuple[Any, ...]) -> Table:
    """A table without lines, to set things beside each other."""
    style: list[tuple[Any, ...]] = [
        EMBEDDED,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
    return Table(rows, colWidths=widths, hAlign="LEFT", splitInRow=1, style=[*style, *more])


def facts(pairs: Iterable[tuple[str, str]], width: float, label_width: float = 27 * mm) -> Table:
    """Labels beside what they tell; what is not known is left out. The first value stands out."""
    known = [(label, value) for label, value in pairs if value]
    rows = [
        [paragraph(label, LABEL), paragraph(value, BODY if place else STRONG)]
        for place, (label, value) in enumerate(known)
    ]
    return bare_table(rows or [["", ""]], [label_width, width - label_width])


class CheckBox(Flowable):
    """A drawn box: the typefaces have no sign for it."""

    def __init__(self, ticked: bool) -> None:
        super().__init__()
        self.ticked = ticked
        self.width, self.height = BOX + 2, BOX + 2

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.rect(0.5, 0, BOX, BOX, stroke=1, fill=0)
        if self.ticked:
            canvas.setLineWidth(1.5)
            canvas.lines([(2.3, 1.8, BOX - 1.3, BOX - 1.8), (2.3, BOX - 1.8, BOX - 1.3, 1.8)])


def tick_line(text: str, ticked: bool, note: str = "", width: float = CONTENT_WIDTH) -> Table:
    words: list[Flowable] = [paragraph(text, SMALL)]
    if note:
        words.append(paragraph(note, NOTE))
    return bare_table([[CheckBox(ticked), words]], [6 * mm, width - 6 * mm])


class SignatureLine(Flowable):
    """Room to sign and stamp, with what belongs there written small below the dots."""

    def __init__(self, caption: str, width: float, height: float = 22 * mm) -> None:
        super().__init__()
        self.caption, self.width, self.height = caption, width, height

    def draw(self) -> None:
        canvas = self.canv
        caption = fit_text(self.caption, Face.SANS, width=self.width, size=7.5, least=6, lines=2)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.6)
        canvas.setDash(0.6, 2)
        canvas.line(0, caption.height + 3, self.width, caption.height + 3)
        canvas.setDash()
        canvas.setFillColor(MUTED)
        draw_fitted(canvas, caption, self.width / 2, caption.height, align="centre")


class Code(Flowable):
    """A QR code, with its quiet zone, and a line of text under it."""

    def __init__(self, matrix: QrMatrix, size_mm: float, caption: str = "", face: Face = Face.SANS_BOLD) -> None:
        super().__init__()
        self.matrix, self.size_mm = matrix, size_mm
        self.width = size_mm * mm
        self.caption = fit_text(caption, face, width=self.width, size=8.5, least=5.5, lines=2)
        self.height = self.width + (self.caption.height if caption else 0)

    def draw(self) -> None:
        draw_qr(self.canv, self.matrix, 0, self.height - self.width, self.size_mm)
        self.canv.setFillColor(INK)
        draw_fitted(self.canv, self.caption, self.width / 2, self.height - self.width, align="centre")


def framed(content: list[Any], widths: Sequence[float], accent: Color) -> Table:
    """What must not be overlooked: on a tint of the accent, with a bar at its left."""
    return bare_table(
        [content],
        widths,
        ("BACKGROUND", (0, 0), (-1, -1), tint(accent, 0.07)),
        ("LINEBEFORE", (0, 0), (0, -1), 2.5, accent),
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    )


class _CountedCanvas(Canvas):
    """Holds every page back until the number of all is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finish_page: Callable[[Canvas, int, int], None] | None = None
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's own name
        self._held.append(dict(vars(self)))
        self._startPage()  # type: ignore[attr-defined]  # missing from the stubs

    def save(self) -> None:
        held, finish = self._held, self.finish_page
        for number, page in enumerate(held, start=1):
            vars(self).update(page)
            if finish:
                finish(self, number, len(held))
            super().showPage()
        super().save()


def _frame(head_mm: float) -> Frame:
    bottom = grid.BOTTOM_MM * mm
    height = grid.PAGE_HEIGHT - bottom - (grid.TOP_MM + head_mm) * mm
    return Frame(grid.LEFT, bottom, CONTENT_WIDTH, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def build_paper(
    story: Sequence[Flowable], *, letterhead: Letterhead, title: str, foot_note: str, language: str
) -> bytes:
    """Set the parts on A4 pages. Call it inside `translation.override(language)`: page numbers are words too."""
    register_fonts()
    buffer = BytesIO()
    author, size = letterhead.association_name, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT)

    def make(*_args: object, **_kwargs: object) -> Canvas:
        canvas = new_canvas(buffer, size, title=title, author=author, language=language, make=_CountedCanvas)
        vars(canvas)["finish_page"] = lambda page, number, pages: grid.draw_foot(page, foot_note, number, pages)
        return canvas

    def begin(canvas: Canvas, _document: BaseDocTemplate) -> None:
        # The template has meanwhile called the file anonymous.
        describe(canvas, title=title, author=author)
        grid.draw_letterhead(canvas, letterhead)

    def go_on(canvas: Canvas, _document: BaseDocTemplate) -> None:
        grid.draw_running_head(canvas, letterhead, title)

    first = PageTemplate("first", [_frame(grid.HEAD_MM)], onPage=begin, autoNextPageTemplate="later")
    later = PageTemplate("later", [_frame(grid.RUNNING_HEAD_MM)], onPage=go_on)
    BaseDocTemplate(buffer, pageTemplates=[first, later], pagesize=size).build(list(story), canvasmaker=make)
    return buffer.getvalue()


def gap(height_mm: float) -> Spacer:
    return Spacer(1, height_mm * mm)


def accent_of(letterhead: Letterhead) -> Color:
    return accent_colour(letterhead.accent)
