"""The grid and letterhead that all papers share: A4, the left margin wide for the hole punch."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from events.paper.canvas import HAIRLINE, INK, MUTED, accent_colour
from events.paper.fonts import Face
from events.paper.text import draw_fitted, fit_text

PAGE_WIDTH, PAGE_HEIGHT = A4
# A hole punch takes 12 mm and its holes another 6.
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 25.0, 17.0, 14.0, 20.0
LEFT, RIGHT = LEFT_MM * mm, PAGE_WIDTH - RIGHT_MM * mm
CONTENT_WIDTH = RIGHT - LEFT
HEAD_MM = 25.0
RUNNING_HEAD_MM = 9.0
FOOT_LINE_MM = 15.0
NAME_WIDTH = CONTENT_WIDTH * 0.6


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends the paper, and in what matter. `contact` is one line of phone, e-mail and web address."""

    association_name: str
    address: str
    nip: str
    contact: str
    conference_line: str
    accent: str

    def details(self) -> str:
        nip = _("NIP %(number)s") % {"number": self.nip} if self.nip else ""
        return " · ".join(part for part in (self.address, nip) if part)


def draw_letterhead(canvas: Canvas, letterhead: Letterhead) -> None:
    """The head of a first page: the association on the left, the conference on the right, its colour below."""
    top = PAGE_HEIGHT - TOP_MM * mm
    canvas.setFillColor(INK)
    name = fit_text(letterhead.association_name, Face.SERIF_BOLD, width=NAME_WIDTH, size=11.5, least=7, lines=2)
    below = draw_fitted(canvas, name, LEFT, top) - 2
    canvas.setFillColor(MUTED)
    for line in (letterhead.details(), letterhead.contact):
        if line:
            fitted = fit_text(line, Face.SANS, width=NAME_WIDTH, size=7.5, least=5)
            below = draw_fitted(canvas, fitted, LEFT, below)
    width = CONTENT_WIDTH - NAME_WIDTH - 6 * mm
    canvas.setFillColor(INK)
    matter = fit_text(letterhead.conference_line, Face.SERIF_ITALIC, width=width, size=10, least=6.5, lines=3)
    draw_fitted(canvas, matter, RIGHT, top, align="right")
    canvas.setStrokeColor(accent_colour(letterhead.accent))
    canvas.setLineWidth(1.6)
    rule = PAGE_HEIGHT - (TOP_MM + HEAD_MM - 4) * mm
    canvas.line(LEFT, rule, RIGHT, rule)


def draw_running_head(canvas: Canvas, letterhead: Letterhead, document: str) -> None:
    """The head of the pages after the first."""
    top = PAGE_HEIGHT - TOP_MM * mm
    canvas.setFillColor(MUTED)
    name = fit_text(letterhead.association_name, Face.SANS, width=NAME_WIDTH, size=8, least=5)
    draw_fitted(canvas, name, LEFT, top)
    matter = fit_text(document, Face.SANS, width=CONTENT_WIDTH - NAME_WIDTH - 6 * mm, size=8, least=5)
    draw_fitted(canvas, matter, RIGHT, top, align="right")
    canvas.setStrokeColor(accent_colour(letterhead.accent))
    canvas.setLineWidth(0.8)
    canvas.line(LEFT, top - 5 * mm, RIGHT, top - 5 * mm)


def draw_foot(canvas: Canvas, note: str, page: int, pages: int) -> None:
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, FOOT_LINE_MM * mm, RIGHT, FOOT_LINE_MM * mm)
    canvas.setFillColor(MUTED)
    top = (FOOT_LINE_MM - 1.5) * mm
    draw_fitted(canvas, fit_text(note, Face.SANS, width=CONTENT_WIDTH - 35 * mm, size=7.5, least=5), LEFT, top)
    number = _("Page %(page)d of %(pages)d") % {"page": page, "pages": pages}
    draw_fitted(canvas, fit_text(number, Face.SANS, width=33 * mm, size=7.5, least=5), RIGHT, top, align="right")
