"""The certificate: one page to frame, and a second that lists what the training was about."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, cast

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from events.paper.canvas import INK, MUTED, accent_colour, new_canvas
from events.paper.flow import Column, rows_table
from events.paper.fonts import Face, register_fonts
from events.paper.pattern import draw_pattern
from events.paper.qr import draw_qr, qr_matrix
from events.paper.text import draw_fitted, fit_text

PAGE_WIDTH, PAGE_HEIGHT = A4
# The engraved band stands where a hole punch bites: it may lose two holes and no word.
BAND_LEFT_MM, BAND_WIDTH_MM = 9.0, 30.0
EDGE_MM = 9.0
LEFT = 52 * mm
WIDTH = PAGE_WIDTH - LEFT - 18 * mm
TOP = PAGE_HEIGHT - 24 * mm
FOOT_MM = 21.0
QR_MM = 34.0
SIGNATURE_TOP_MM = 62.0
LEAST_GAP = 12.0
MOST_STRETCH = 2.2
TOPICS_TOP = PAGE_HEIGHT - 62 * mm
TOPICS_BOTTOM = 24 * mm


@dataclass(frozen=True, slots=True)
class Topic:
    """A training session; `hours` is already written out ("2 godz.")."""

    title: str
    hours: str


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """Everything a certificate says; dates already written out in `language`.

    `full_name` is in the nominative: names are never declined. `salutation` decides the verb, "" takes neither side.
    `place` is in the locative with its preposition ("w Zakopanem"). `hours_unit` agrees with `hours` ("godzin
    dydaktycznych po 45 minut"); no hours, no line. `edition_number`, `days` and `place` shape the engraving.
    """

    language: str
    number: str
    full_name: str
    salutation: Literal["Pani", "Pan", ""]
    position: str
    institution: str
    conference_title: str
    edition: str
    edition_number: int
    days: int
    motto: str
    place: str
    dates: str
    hours: int
    hours_unit: str
    topics: tuple[Topic, ...]
    issued_on: str
    issued_place: str
    signatory_name: str
    signatory_role: str
    verification_url: str
    code: str
    association_name: str
    association_details: str
    accent: str
    host_institution: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of the text column, and the room left below it (points)."""

    text: str
    face: Face
    size: float
    least: float
    lines: int
    after: float
    muted: bool = False


def _verb(salutation: str) -> str:
    if salutation == "Pani":
        return pgettext("woman", "took part in the conference")
    if salutation == "Pan":
        return pgettext("man", "took part in the conference")
    return pgettext("anyone", "took part in the conference")


def _opening(salutation: str) -> str:
    if salutation == "Pani":
        return pgettext("woman", "This is to certify that")
    if salutation == "Pan":
        return pgettext("man", "This is to certify that")
    return pgettext("anyone", "This is to certify that")


def _lines(sheet: CertificateSheet) -> Iterator[Line]:
    """The text of the first page, from the top."""
    heading = sheet.heading or pgettext("paper", "Certificate")
    when_and_where = ", ".join(part for part in (sheet.place, sheet.dates) if part)
    yield Line(sheet.association_name, Face.SERIF_BOLD, 12, 8, 2, 2)
    yield Line(sheet.association_details, Face.SANS, 8, 5.5, 1, 36, muted=True)
    yield Line(heading, Face.SERIF_BOLD, 38, 20, 1, 1)
    yield Line(_("No. %(number)s") % {"number": sheet.number}, Face.SANS, 10, 7, 1, 26, muted=True)
    yield Line(_opening(sheet.salutation), Face.SERIF_ITALIC, 13, 10, 1, 4)
    yield Line(sheet.full_name, Face.SERIF_BOLD, 29, 12, 3, 5)
    yield Line(sheet.position, Face.SANS, 11, 8, 2, 1)
    yield Line(sheet.institution, Face.SANS, 11, 8, 3, 15)
    yield Line(_verb(sheet.salutation), Face.SERIF_ITALIC, 13, 10, 1, 4)
    yield Line(sheet.conference_title, Face.SERIF_BOLD, 18, 10, 3, 2)
    quoted = f"„{sheet.motto}”" if sheet.language == "pl" else f"“{sheet.motto}”"
    yield Line(quoted if sheet.motto else "", Face.SERIF_ITALIC, 14, 9, 3, 7)
    yield Line(when_and_where, Face.SANS, 11, 8, 2, 3)
    if sheet.host_institution:
        host = _("Held together with: %(name)s") % {"name": sheet.host_institution}
        yield Line(host, Face.SANS, 9.5, 7, 2, 3)
    if sheet.hours:
        hours = f"{sheet.hours} {sheet.hours_unit}".strip()
        yield Line(_("Extent of the training: %(hours)s") % {"hours": hours}, Face.SANS_BOLD, 11, 8, 2, 0)


def _draw_band(canvas: Canvas, sheet: CertificateSheet) -> None:
    accent = accent_colour(sheet.accent)
    box = (BAND_LEFT_MM * mm, EDGE_MM * mm, BAND_WIDTH_MM * mm, PAGE_HEIGHT - 2 * EDGE_MM * mm)
    draw_pattern(canvas, accent, box, edition=sheet.edition_number, days=sheet.days, place=sheet.place)
    canvas.setStrokeColor(accent)
    canvas.setLineWidth(1.2)
    edge = (BAND_LEFT_MM + BAND_WIDTH_MM) * mm
    canvas.line(edge, EDGE_MM * mm, edge, PAGE_HEIGHT - EDGE_MM * mm)
    if sheet.edition:
        canvas.setFillColor(accent)
        side = BAND_WIDTH_MM * mm
        canvas.rect(BAND_LEFT_MM * mm, PAGE_HEIGHT - EDGE_MM * mm - side, side, side, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        numeral = fit_text(sheet.edition, Face.SERIF_BOLD, width=side - 5 * mm, size=44, least=10)
        centre = PAGE_HEIGHT - EDGE_MM * mm - side / 2
        draw_fitted(
            canvas, numeral, (BAND_LEFT_MM + BAND_WIDTH_MM / 2) * mm, centre + numeral.height / 2, align="centre"
        )


def _draw_text(canvas: Canvas, sheet: CertificateSheet) -> None:
    """The column, its gaps widened together where the words leave room."""
    lines = [line for line in _lines(sheet) if line.text]
    fitted = [
        fit_text(line.text, line.face, width=WIDTH, size=line.size, least=line.least, lines=line.lines)
        for line in lines
    ]
    room = TOP - SIGNATURE_TOP_MM * mm - LEAST_GAP - sum(piece.height for piece in fitted)
    stretch = max(0.5, min(MOST_STRETCH, room / sum(line.after for line in lines)))
    top = TOP
    for line, piece in zip(lines, fitted, strict=True):
        canvas.setFillColor(MUTED if line.muted else INK)
        top = draw_fitted(canvas, piece, LEFT, top) - line.after * stretch


def _draw_signature(canvas: Canvas, sheet: CertificateSheet) -> None:
    width = WIDTH - (QR_MM + 12) * mm
    canvas.setFillColor(INK)
    issued = ", ".join(part for part in (sheet.issued_place, sheet.issued_on) if part)
    fitted = fit_text(issued, Face.SANS, width=width, size=10, least=6, lines=2)
    draw_fitted(canvas, fitted, LEFT, SIGNATURE_TOP_MM * mm)
    line = (FOOT_MM + 13) * mm
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, line, LEFT + width, line)
    name = fit_text(sheet.signatory_name, Face.SANS_BOLD, width=width, size=10, least=6, lines=2)
    below = draw_fitted(canvas, name, LEFT, line - 4)
    canvas.setFillColor(MUTED)
    draw_fitted(canvas, fit_text(sheet.signatory_role, Face.SANS, width=width, size=8.5, least=6, lines=2), LEFT, below)


def _address_lines(sheet: CertificateSheet) -> tuple[str, ...]:
    """The address whole, or parted before the code that ends it: whoever types must not guess at a hyphen."""
    address = sheet.verification_url
    if stringWidth(address, Face.SANS, 6) <= WIDTH:
        return (address,)
    head, slash, code = address.rstrip("/").rpartition("/")
    return head + slash, code + address[len(head + slash + code) :]


def _draw_proof(canvas: Canvas, sheet: CertificateSheet) -> None:
    """The code that leads to the page which confirms the certificate, and its address for those who type."""
    right = LEFT + WIDTH
    draw_qr(canvas, qr_matrix(sheet.verification_url), right - QR_MM * mm, (FOOT_MM + 7) * mm, QR_MM)
    canvas.setFillColor(INK)
    code = fit_text(sheet.code, Face.SANS_BOLD, width=QR_MM * mm, size=8.5, least=5)
    draw_fitted(canvas, code, right - QR_MM * mm / 2, (FOOT_MM + 7) * mm, align="centre")
    canvas.setFillColor(MUTED)
    words = _("Check whether this certificate is genuine: scan the code or open the address:")
    top = FOOT_MM * mm
    for line in (words, *_address_lines(sheet)):
        top = draw_fitted(canvas, fit_text(line, Face.SANS, width=WIDTH, size=7, least=5), LEFT, top)


def _draw_page_number(canvas: Canvas, page: int, pages: int) -> None:
    if pages == 1:
        return
    canvas.setFillColor(MUTED)
    words = _("Page %(page)d of %(pages)d") % {"page": page, "pages": pages}
    fitted = fit_text(words, Face.SANS, width=WIDTH, size=7, least=5)
    draw_fitted(canvas, fitted, LEFT + WIDTH, EDGE_MM * mm + fitted.height, align="right")


def _topic_tables(canvas: Canvas, sheet: CertificateSheet) -> list[Table]:
    """The list of topics, in as many tables as it takes pages."""
    if not sheet.topics:
        return []
    columns = [Column(_("No."), 8), Column(_("Topic"), 96), Column(_("Hours"), 24, numeric=True)]
    rows = [[f"{number}.", topic.title, topic.hours] for number, topic in enumerate(sheet.topics, start=1)]
    if sheet.hours:
        rows.append(["", _("Total: %(hours)s") % {"hours": f"{sheet.hours} {sheet.hours_unit}".strip()}, ""])
    room = TOPICS_TOP - TOPICS_BOTTOM
    tables, rest = [], [rows_table(columns, rows, WIDTH)]
    while rest:
        table = rest[0]
        _width, height = table.wrapOn(canvas, WIDTH, room)
        parts = [table] if height <= room else cast(list[Table], table.splitOn(canvas, WIDTH, room))
        tables.append(parts[0])
        rest = parts[1:]
    return tables


def _draw_topics(canvas: Canvas, sheet: CertificateSheet, table: Table) -> None:
    canvas.setFillColor(INK)
    heading = fit_text(_("Training programme"), Face.SERIF_BOLD, width=WIDTH, size=22, least=12)
    top = draw_fitted(canvas, heading, LEFT, TOP) - 4
    whose = f"{sheet.full_name} · {_('No. %(number)s') % {'number': sheet.number}}"
    top = draw_fitted(canvas, fit_text(whose, Face.SANS, width=WIDTH, size=10, least=6, lines=2), LEFT, top) - 1
    canvas.setFillColor(MUTED)
    draw_fitted(canvas, fit_text(sheet.conference_title, Face.SANS, width=WIDTH, size=9, least=6, lines=2), LEFT, top)
    _width, height = table.wrapOn(canvas, WIDTH, TOPICS_TOP)
    table.drawOn(canvas, LEFT, TOPICS_TOP - height)


def draw_certificate(sheet: CertificateSheet) -> bytes:
    """The certificate as an A4 PDF in the sheet's language."""
    register_fonts()
    with override(sheet.language):
        buffer = BytesIO()
        title = _("Certificate %(number)s") % {"number": sheet.number}
        canvas = new_canvas(buffer, A4, title=title, author=sheet.association_name, language=sheet.language)
        tables = _topic_tables(canvas, sheet)
        _draw_band(canvas, sheet)
        _draw_text(canvas, sheet)
        _draw_signature(canvas, sheet)
        _draw_proof(canvas, sheet)
        _draw_page_number(canvas, 1, 1 + len(tables))
        canvas.showPage()
        for page, table in enumerate(tables, start=2):
            _draw_band(canvas, sheet)
            _draw_topics(canvas, sheet, table)
            _draw_page_number(canvas, page, 1 + len(tables))
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()
