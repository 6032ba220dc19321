"""Draws pages of badges as PDF, all in one canvas. What badges share is in the file once."""

from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from typing import Protocol, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from badges.boxes import Box, Code, Ground, Panel, Picture, Placed, Stroke, Words
from badges.codes import code_of
from badges.design import BadgeFace, Design
from badges.imposition import pages_of
from events.paper.canvas import new_canvas
from events.paper.qr import draw_qr

CUT, DASHES = 0.4, [2.0, 2.0]
Reach = Callable[[int], None]


class SubsetFont(Protocol):
    """What a font of which only the letters used are put into the file can do."""

    def splitString(self, text: str, doc: object) -> list[tuple[int, bytes]]: ...  # noqa: N802  # reportlab's names

    def getSubsetInternalName(self, subset: int, doc: object) -> str: ...  # noqa: N802


class TextCanvas(Protocol):
    """The private things of reportlab's canvas that are used: its page operators, its file, its quoting."""

    _code: list[str]
    _doc: object

    def _escape(self, text: bytes) -> str: ...


@cache
def fill_operator(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.3g} {green:.3g} {blue:.3g} rg"


def write(canvas: Canvas, words: Words) -> None:
    """A line of text as page operators: three times faster than by the canvas, which asks about each number."""
    raw, font = cast(TextCanvas, canvas), cast(SubsetFont, getFont(words.face))
    parts = [f"BT {fill_operator(words.colour)} 1 0 0 1 {words.x:.2f} {words.y:.2f} Tm"]
    subset = None
    for number, text in font.splitString(words.text, raw._doc):
        if number != subset:
            subset = number
            parts.append(f"{font.getSubsetInternalName(number, raw._doc)} {words.size:.2f} Tf")
        parts.append(f"({raw._escape(text)}) Tj")
    raw._code.append(" ".join([*parts, "ET"]))


class Pen:
    """A canvas that remembers what it has drawn before."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.forms: dict[int, tuple[str, tuple[Box, ...]]] = {}
        self.pictures: dict[int, ImageReader] = {}

    def draw(self, placed: Placed) -> None:
        canvas, panel = self.canvas, placed.panel
        canvas.saveState()
        if placed.upside_down:
            canvas.transform(-1, 0, 0, -1, placed.x + panel.width, placed.y + panel.height)
        elif placed.x or placed.y:
            canvas.translate(placed.x, placed.y)
        self.draw_shared(panel)
        for box in panel.own:
            self.draw_box(box)
        canvas.restoreState()

    def draw_shared(self, panel: Panel) -> None:
        if not panel.shared:
            return
        known = self.forms.get(id(panel.shared))
        if known is None:
            # The boxes are kept beside the name, so that no others can get their identity.
            known = self.forms[id(panel.shared)] = (f"shared{len(self.forms)}", panel.shared)
            self.canvas.beginForm(known[0], 0, 0, panel.width, panel.height)
            for box in panel.shared:
                self.draw_box(box)
            self.canvas.endForm()
        self.canvas.doForm(known[0])

    def draw_box(self, box: Box) -> None:
        canvas = self.canvas
        if isinstance(box, Words):
            write(canvas, box)
        elif isinstance(box, Code):
            draw_qr(canvas, code_of(box.token), box.x, box.y, box.side / mm)
        elif isinstance(box, Ground):
            canvas.setFillColor(HexColor(box.colour))
            canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
        elif isinstance(box, Picture):
            picture = self.pictures.setdefault(id(box.content), ImageReader(BytesIO(box.content)))
            canvas.drawImage(picture, box.x, box.y, box.width, box.height)
        else:
            self.draw_stroke(box)

    def draw_stroke(self, stroke: Stroke) -> None:
        self.canvas.setStrokeColor(HexColor("#55606e" if stroke.dashed else "#000000"))
        self.canvas.setLineWidth(CUT)
        self.canvas.setDash(DASHES if stroke.dashed else [])
        self.canvas.line(stroke.x1, stroke.y1, stroke.x2, stroke.y2)


def draw_badges(
    design: Design,
    faces: Iterable[BadgeFace],
    *,
    title: str,
    author: str = "",
    language: str = "pl",
    reach: Reach | None = None,
) -> bytes:
    """The badges in their order. `reach` is told how many are drawn. Raises ValueError when there is none."""
    buffer = BytesIO()
    canvas = new_canvas(buffer, design.size, title=title, author=author, language=language)
    pen = Pen(canvas)
    done = 0

    def counted() -> Iterable[BadgeFace]:
        nonlocal done
        for face in faces:
            done += 1
            yield face

    for page in pages_of(design, counted()):
        canvas.setPageSize((page.width, page.height))
        for placed in page.placed:
            pen.draw(placed)
        for stroke in page.strokes:
            pen.draw_stroke(stroke)
        canvas.showPage()
        if reach:
            reach(done)
    if not done:
        raise ValueError("There is no badge to draw.")
    canvas.save()
    return buffer.getvalue()
