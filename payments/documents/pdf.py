"""A proforma, invoice, correction, note or bill: a frozen DocumentSheet in, the bytes of a PDF out."""

from collections.abc import Iterator, Sequence

from django.utils.translation import override
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from events.paper import flow
from events.paper.fonts import register_fonts
from events.paper.letterhead import CONTENT_WIDTH
from events.paper.qr import qr_matrix
from payments.documents.paper_facts import DocumentSheet, LineWords, PartyWords, RateWords

KSEF_QR_MM = 32.0
TRANSFER_QR_MM = 36.0
FACTS_MM = 74.0
LABEL_MM = 32.0
SUMS_MM = 100.0
TWO_COLUMNS_FROM = 6


def _opening(sheet: DocumentSheet) -> Iterator[Flowable]:
    words: list[Flowable] = []
    if sheet.mark:
        words += [flow.paragraph(sheet.mark, flow.STRONG), flow.gap(1)]
    words += [flow.paragraph(sheet.title, flow.SUBTITLE_LARGE), flow.gap(1.2), flow.paragraph(sheet.subject, flow.BODY)]
    facts = flow.facts(sheet.facts, FACTS_MM * mm, LABEL_MM * mm)
    yield flow.bare_table([[words, facts]], [CONTENT_WIDTH - FACTS_MM * mm, FACTS_MM * mm])


def _ksef(sheet: DocumentSheet) -> Iterator[Flowable]:
    if sheet.ksef is None:
        return
    side = KSEF_QR_MM * mm
    code = flow.Code(qr_matrix(sheet.ksef.code), KSEF_QR_MM)
    words = [flow.paragraph("KSeF", flow.LABEL), flow.paragraph(sheet.ksef.label, flow.STRONG)]
    yield flow.gap(2)
    yield flow.bare_table(
        [[code, words]], [side + 4 * mm, CONTENT_WIDTH - side - 4 * mm], ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
    )


def _party(party: PartyWords) -> list[Flowable]:
    nip = [flow.paragraph(f"NIP {party.nip}", flow.BODY)] if party.nip else []
    return [
        flow.paragraph(party.role, flow.LABEL),
        flow.paragraph(party.name, flow.STRONG),
        flow.paragraph(party.address, flow.BODY),
        *nip,
    ]


def _parties(sheet: DocumentSheet) -> Iterator[Flowable]:
    width = CONTENT_WIDTH / min(3, len(sheet.parties))
    cells = [_party(party) for party in sheet.parties]
    yield flow.gap(3)
    for start in range(0, len(cells), 3):
        row = cells[start : start + 3]
        yield flow.bare_table([row], [width] * len(row), ("RIGHTPADDING", (0, 0), (-1, -1), 10))


def _lines(sheet: DocumentSheet) -> Iterator[Flowable]:
    heads = sheet.headings
    columns = [flow.Column(heads.number, 8), flow.Column(heads.name, 50), flow.Column(heads.quantity, 11, numeric=True)]
    columns += [flow.Column(heads.unit, 10), flow.Column(heads.unit_gross, 21, numeric=True)]
    if sheet.speaks_of_vat:
        columns += [flow.Column(heads.rate, 14, numeric=True), flow.Column(heads.net, 22, numeric=True)]
        columns += [flow.Column(heads.vat, 20, numeric=True)]
    columns.append(flow.Column(heads.gross, 22, numeric=True))
    for table in sheet.tables:
        yield flow.gap(3)
        if table.title:
            yield from flow.section(table.title, flow.accent_of(sheet.letterhead))
        rows = [_line(number, line, sheet.speaks_of_vat) for number, line in enumerate(table.lines, start=1)]
        yield flow.rows_table(columns, rows or [["–"] + [""] * (len(columns) - 1)])


def _line(number: int, line: LineWords, speaks_of_vat: bool) -> list[str | list[Flowable]]:
    vat = [line.rate, line.net, line.vat] if speaks_of_vat else []
    return [f"{number}.", line.name, line.quantity, line.unit, line.unit_gross, *vat, line.gross]


def _rates(rates: Sequence[RateWords], sheet: DocumentSheet) -> Flowable:
    heads = sheet.headings
    columns = [flow.Column(heads.rate, 16)]
    columns += [flow.Column(head, 20, numeric=True) for head in (heads.net, heads.vat, heads.gross)]
    rows = [[one.rate, one.net, one.vat, one.gross] for one in rates]
    return flow.rows_table(columns, rows, width=CONTENT_WIDTH - (SUMS_MM - 18) * mm)


def _sums(sheet: DocumentSheet) -> Iterator[Flowable]:
    last = len(sheet.sums) - 1
    rows = [
        [
            flow.paragraph(label, flow.STRONG if place == last else flow.LABEL),
            flow.paragraph(value, flow.TOTAL if place == last else flow.NUMBER),
        ]
        for place, (label, value) in enumerate(sheet.sums)
    ]
    width = (SUMS_MM - 26) * mm
    sums = flow.bare_table(rows, [width * 0.55, width * 0.45], ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))
    left: Flowable = _rates(sheet.rates, sheet) if sheet.rates else flow.gap(1)
    content = [flow.gap(3), flow.bare_table([[left, sums]], [CONTENT_WIDTH - width, width])]
    notes = [flow.paragraph(note, flow.LABEL) for note in sheet.notes]
    yield KeepTogether([*content, flow.gap(1), *notes])


def _payment(sheet: DocumentSheet) -> Iterator[Flowable]:
    transfer = sheet.transfer
    if transfer is None:
        return
    accent = flow.accent_of(sheet.letterhead)
    code_width = (TRANSFER_QR_MM + 6) * mm if transfer.code else 0
    width = CONTENT_WIDTH - code_width
    content: list[object] = [[flow.facts(transfer.pairs, width - 12, LABEL_MM * mm)]]
    if transfer.code:
        content.append(flow.Code(qr_matrix(transfer.code, level="L"), TRANSFER_QR_MM, transfer.caption))
    widths = [width, code_width] if code_width else [width]
    yield KeepTogether([flow.heading(sheet.headings.payment, accent), flow.framed(content, widths, accent)])


def _people(sheet: DocumentSheet) -> Iterator[Flowable]:
    """In two columns from the seventh person on, down the first and then down the second."""
    if not sheet.people:
        return
    yield from flow.section(sheet.headings.people, flow.accent_of(sheet.letterhead))
    numbered = [f"{number}. {name}" for number, name in enumerate(sheet.people, start=1)]
    half = (len(numbered) + 1) // 2 if len(numbered) > TWO_COLUMNS_FROM else len(numbered)
    pairs = [[numbered[place], numbered[place + half] if place + half < len(numbered) else ""] for place in range(half)]
    rows = [[flow.paragraph(cell, flow.SMALL) for cell in pair] for pair in pairs]
    yield flow.bare_table(rows, [CONTENT_WIDTH / 2] * 2)


def _end(sheet: DocumentSheet) -> Iterator[Flowable]:
    if sheet.issuer:
        yield flow.gap(4)
        yield flow.facts([(sheet.headings.issuer, sheet.issuer)], CONTENT_WIDTH, LABEL_MM * mm)
    if sheet.foot_note:
        yield flow.gap(2)
        yield flow.paragraph(sheet.foot_note, flow.NOTE)


def draw_document(sheet: DocumentSheet) -> bytes:
    """A4, on as many pages as it takes."""
    register_fonts()
    with override(sheet.language):
        parts = (_opening, _ksef, _parties, _lines, _sums, _payment, _people, _end)
        return flow.build_paper(
            [flowable for part in parts for flowable in part(sheet)],
            letterhead=sheet.letterhead,
            title=sheet.plain_title,
            foot_note=sheet.plain_title,
            language=sheet.language,
        )
