"""Badges: one A6 page each, all in one canvas."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from events.paper.canvas import INK, MUTED, WHITE, accent_colour, new_canvas, tint
from events.paper.fonts import Face
from events.paper.qr import DataTooLongError, QrMatrix, draw_qr, qr_matrix
from events.paper.text import draw_fitted, fit_text

WIDTH_MM, HEIGHT_MM = 105.0, 148.0
PAGE = (WIDTH_MM * mm, HEIGHT_MM * mm)
MARGIN_MM = 9.0
TEXT_WIDTH = (WIDTH_MM - 2 * MARGIN_MM) * mm
BAND_MM = 36.0
# The slot of a lanyard clip is punched above this line.
CLIP_MM = 9.0
QR_MM = 46.0
QR_LEFT_MM, QR_BOTTOM_MM = 6.0, 8.0
STRIP_MM = 4.0
ROLE_LEFT_MM = QR_LEFT_MM + QR_MM + 3
ROLE_WIDTH = (WIDTH_MM - ROLE_LEFT_MM - MARGIN_MM) * mm
QR_VERSION = 6


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What one badge shows.

    `token` is opaque, upper-case letters and digits, at most 140: the code tells nobody who it is.
    """

    full_name: str
    institution: str
    position: str
    role: str
    conference_title: str
    motto: str
    dates: str
    accent: str
    token: str


def _code(token: str) -> QrMatrix:
    try:
        return qr_matrix(token, version=QR_VERSION, level="M")
    except DataTooLongError:
        return qr_matrix(token, version=QR_VERSION, level="L")


def _draw_frame(canvas: Canvas, face: BadgeFace) -> None:
    """What all badges of a conference share: the band on top, and the strip at the foot."""
    accent = accent_colour(face.accent)
    canvas.setFillColor(accent)
    canvas.rect(0, (HEIGHT_MM - BAND_MM) * mm, PAGE[0], BAND_MM * mm, stroke=0, fill=1)
    canvas.rect(0, 0, PAGE[0], STRIP_MM * mm, stroke=0, fill=1)
    canvas.setFillColor(WHITE)
    title = fit_text(face.conference_title, Face.SERIF_BOLD, width=TEXT_WIDTH, size=17, least=9, lines=2)
    motto = fit_text(face.motto, Face.SERIF_ITALIC, width=TEXT_WIDTH, size=12, least=7.5, lines=2)
    dates = fit_text(face.dates, Face.SANS, width=TEXT_WIDTH, size=9, least=6)
    top = (HEIGHT_MM - CLIP_MM) * mm
    for fitted in (title, motto):
        if any(fitted.lines):
            top = draw_fitted(canvas, fitted, MARGIN_MM * mm, top) - 2
    draw_fitted(canvas, dates, MARGIN_MM * mm, (HEIGHT_MM - BAND_MM + 3) * mm + dates.height)


def _draw_person(canvas: Canvas, face: BadgeFace) -> None:
    left = MARGIN_MM * mm
    top = (HEIGHT_MM - BAND_MM - 7) * mm
    canvas.setFillColor(INK)
    name = fit_text(face.full_name, Face.SANS_BOLD, width=TEXT_WIDTH, size=34, least=12, lines=3)
    top = draw_fitted(canvas, name, left, top) - 8
    if face.position:
        position = fit_text(face.position, Face.SANS, width=TEXT_WIDTH, size=12, least=8, lines=2)
        canvas.setFillColor(MUTED)
        top = draw_fitted(canvas, position, left, top) - 4
    canvas.setFillColor(INK)
    draw_fitted(
        canvas,
        fit_text(face.institution, Face.SANS, width=TEXT_WIDTH, size=13, least=7.5, lines=3),
        left,
        top,
    )


def _draw_role(canvas: Canvas, face: BadgeFace) -> None:
    """The form of taking part, beside the code: staff at the door read it from a step away."""
    role = fit_text(face.role, Face.SANS_BOLD, width=ROLE_WIDTH - 4 * mm, size=14, least=7.5, lines=4)
    if not any(role.lines):
        return
    accent = accent_colour(face.accent)
    bottom = (QR_BOTTOM_MM + 3.5) * mm
    canvas.setFillColor(tint(accent, 0.12))
    canvas.rect(ROLE_LEFT_MM * mm, bottom, ROLE_WIDTH, role.height + 5 * mm, stroke=0, fill=1)
    canvas.setFillColor(accent)
    canvas.rect(ROLE_LEFT_MM * mm, bottom, 1.2 * mm, role.height + 5 * mm, stroke=0, fill=1)
    canvas.setFillColor(INK)
    draw_fitted(canvas, role, (ROLE_LEFT_MM + 3.2) * mm, bottom + role.height + 2.5 * mm)


def _frame_name(canvas: Canvas, face: BadgeFace, frames: dict[tuple[str, ...], str]) -> str:
    """The frame is drawn once for each conference and then repeated: it would be most of a badge."""
    key = (face.conference_title, face.motto, face.dates, face.accent)
    if key not in frames:
        frames[key] = f"frame{len(frames)}"
        canvas.beginForm(frames[key], 0, 0, *PAGE)
        _draw_frame(canvas, face)
        canvas.endForm()
    return frames[key]


def draw_badges(faces: Iterable[BadgeFace], *, title: str, author: str = "", language: str = "pl") -> bytes:
    """One page for each face, in their order. Raises ValueError when there is none."""
    buffer = BytesIO()
    canvas = new_canvas(buffer, PAGE, title=title, author=author, language=language)
    frames: dict[tuple[str, ...], str] = {}
    for face in faces:
        canvas.doForm(_frame_name(canvas, face, frames))
        _draw_person(canvas, face)
        _draw_role(canvas, face)
        draw_qr(canvas, _code(face.token), QR_LEFT_MM * mm, QR_BOTTOM_MM * mm, QR_MM)
        canvas.showPage()
    if not frames:
        raise ValueError("There is no badge to draw.")
    canvas.save()
    return buffer.getvalue()
