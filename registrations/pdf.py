"""The participation card for signature: a frozen CardSheet in, the bytes of a PDF out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from events.paper import flow
from events.paper.fonts import register_fonts
from events.paper.letterhead import CONTENT_WIDTH
from events.paper.qr import qr_matrix
from registrations.card_sheet import CardSheet, ParticipantFacts, PartyFacts

HALF = CONTENT_WIDTH / 2
CARD_QR_MM = 30.0
TRANSFER_QR_MM = 36.0


def _opening(sheet: CardSheet) -> Iterator[Flowable]:
    conference = sheet.conference
    when_and_where = ", ".join(part for part in (conference.dates, conference.place) if part)
    words = [flow.paragraph(_("Participation card"), flow.TITLE), flow.gap(1.5)]
    words.append(flow.paragraph(conference.title, flow.SUBTITLE))
    if conference.motto:
        words += [flow.gap(0.6), flow.paragraph(conference.motto, flow.MOTTO)]
    words += [flow.gap(1), flow.paragraph(when_and_where, flow.BODY)]
    if sheet.submitted_on:
        words += [flow.gap(1), flow.paragraph(_("Sent on %(day)s") % {"day": sheet.submitted_on}, flow.LABEL)]
    code = flow.Code(qr_matrix(sheet.address), CARD_QR_MM, sheet.code)
    side = CARD_QR_MM * mm
    yield flow.bare_table([[words, code]], [CONTENT_WIDTH - side, side], ("RIGHTPADDING", (1, 0), (1, 0), 0))


def _who(sheet: CardSheet) -> Iterator[Flowable]:
    house, contact = sheet.institution, sheet.contact
    head = ", ".join(part for part in (house.head_name, house.head_position) if part)
    left = [
        flow.heading(_("Participating institution"), flow.accent_of(sheet.letterhead)),
        flow.facts(
            [
                (_("Name"), house.name),
                (_("Kind"), house.kind),
                (_("Address"), house.address),
                (_("NIP"), house.nip),
                (_("Phone"), house.phone),
                (_("E-mail"), house.email),
                (_("Head"), head),
            ],
            HALF - 4 * mm,
            20 * mm,
        ),
    ]
    right = [
        flow.heading(_("Contact person"), flow.accent_of(sheet.letterhead)),
        flow.facts(
            [
                (_("Name and surname"), contact.name),
                (_("Position"), contact.position),
                (_("Phone"), contact.phone),
                (_("E-mail"), contact.email),
                *sheet.extra,
            ],
            HALF,
            20 * mm,
        ),
    ]
    yield flow.gap(2)
    yield flow.bare_table([[left, right]], [HALF, HALF])


def _party(title: str, party: PartyFacts, sheet: CardSheet, width: float) -> list[Flowable]:
    pairs = [(_("Name"), party.name), (_("Address"), party.address), (_("NIP"), party.nip)]
    return [flow.heading(title, flow.accent_of(sheet.letterhead)), flow.facts(pairs, width, 20 * mm)]


def _invoice(sheet: CardSheet) -> Iterator[Flowable]:
    left = _party(_("Buyer"), sheet.buyer, sheet, HALF - 4 * mm)
    if sheet.recipient:
        right = _party(_("Recipient"), sheet.recipient, sheet, HALF)
    else:
        same = flow.paragraph(_("The same as the buyer"), flow.BODY)
        right = [flow.heading(_("Recipient"), flow.accent_of(sheet.letterhead)), same]
    yield flow.gap(2)
    yield flow.bare_table([[left, right]], [HALF, HALF])


def _person(participant: ParticipantFacts) -> list[Flowable]:
    cells: list[Flowable] = [flow.paragraph(participant.full_name, flow.STRONG)]
    if participant.position:
        cells.append(flow.paragraph(participant.position, flow.NOTE))
    return cells + [flow.paragraph(detail, flow.NOTE) for detail in participant.details]


def _participants(sheet: CardSheet) -> Iterator[Flowable]:
    if not sheet.participants:
        return
    columns = [
        flow.Column(_("No."), 6),
        flow.Column(_("Participant"), 46),
        flow.Column(_("Variant"), 26),
        flow.Column(_("Diet"), 16),
        flow.Column(_("Price"), 16, numeric=True),
    ]
    yield from flow.section(_("Participants"), flow.accent_of(sheet.letterhead))
    yield flow.rows_table(
        columns,
        [
            [f"{number}.", _person(person), person.variant, person.diet, person.price]
            for number, person in enumerate(sheet.participants, start=1)
        ],
    )


def _waiting(sheet: CardSheet) -> Iterator[Flowable]:
    """Apart from the participants, so that nobody takes a turn on the list for a place."""
    if not sheet.waiting:
        return
    columns = [
        flow.Column(_("No."), 6),
        flow.Column(_("Waits for a place"), 46),
        flow.Column(_("Variant"), 42),
        flow.Column(_("Diet"), 16),
    ]
    note = _(
        "There was no place left for these people. Nothing is to be paid for them now: when a place comes free, "
        "we will write and it can be taken."
    )
    yield from flow.section(_("On the waiting list"), flow.accent_of(sheet.letterhead))
    yield flow.paragraph(note, flow.BODY)
    yield flow.rows_table(
        columns,
        [
            [f"{number}.", _person(person), person.variant, person.diet]
            for number, person in enumerate(sheet.waiting, start=1)
        ],
    )


def _line_table(sheet: CardSheet) -> Flowable:
    """With a column of VAT only where something is said of it."""
    has_vat = any(line.vat for line in sheet.lines)
    columns = [
        flow.Column(_("Item"), 60),
        flow.Column(_("Quantity"), 14, numeric=True),
        flow.Column(_("Unit price"), 18, numeric=True),
        *([flow.Column(_("VAT"), 10, numeric=True)] if has_vat else []),
        flow.Column(_("Amount"), 18, numeric=True),
    ]
    rows = [
        [line.description, line.quantity, line.unit_price, *([line.vat] if has_vat else []), line.amount]
        for line in sheet.lines
    ]
    return flow.rows_table(columns, rows)


def _sums(sheet: CardSheet) -> Iterator[Flowable]:
    total = flow.bare_table(
        [[flow.paragraph(_("Total to pay"), flow.STRONG), flow.paragraph(sheet.total, flow.TOTAL)]],
        [CONTENT_WIDTH - 60 * mm, 60 * mm],
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (0, 0), 2),
    )
    yield from flow.section(_("Fee"), flow.accent_of(sheet.letterhead))
    if sheet.lines:
        yield _line_table(sheet)
    yield total
    if sheet.total_in_words:
        yield flow.paragraph(_("In words: %(words)s") % {"words": sheet.total_in_words}, flow.LABEL)
    for note in sheet.vat_notes:
        yield flow.paragraph(note, flow.LABEL)


def _payment(sheet: CardSheet) -> Iterator[Flowable]:
    payment = sheet.payment
    if payment is None:
        return
    code_width = (TRANSFER_QR_MM + 6) * mm if payment.transfer_code else 0
    width = CONTENT_WIDTH - code_width
    pairs = [
        (_("Account"), payment.account),
        (_("Account holder"), payment.holder),
        (_("Transfer title"), payment.title),
        (_("Amount"), payment.amount),
        (_("To be paid by"), payment.deadline),
    ]
    words: list[Flowable] = [flow.facts(pairs, width - 12, 32 * mm)]
    if payment.note:
        words.append(flow.paragraph(payment.note, flow.NOTE))
    content: list[object] = [words]
    if payment.transfer_code:
        matrix = qr_matrix(payment.transfer_code, level="L")
        content.append(flow.Code(matrix, TRANSFER_QR_MM, _("Scan in your bank's application")))
    widths = [width, code_width] if code_width else [width]
    title = flow.heading(_("Payment by bank transfer"), flow.accent_of(sheet.letterhead))
    yield KeepTogether([title, flow.framed(content, widths, flow.accent_of(sheet.letterhead))])


def _declarations(sheet: CardSheet) -> Iterator[Flowable]:
    for title, entries in (
        (_("Statement on public funds"), sheet.funding),
        (_("Statements"), sheet.statements),
        (_("Consents"), sheet.consents),
    ):
        if entries:
            yield from flow.section(title, flow.accent_of(sheet.letterhead))
        for entry in entries:
            yield flow.tick_line(entry.text, entry.ticked, entry.note)


def _signatures(sheet: CardSheet) -> Iterator[Flowable]:
    width = (CONTENT_WIDTH - 12 * mm) / 2
    first = [
        flow.SignatureLine(_("Place and date"), width),
        flow.SignatureLine(_("Stamp and signature of the head of the institution"), width),
    ]
    second = [
        flow.SignatureLine(_("Stamp of the institution"), width, 28 * mm),
        flow.SignatureLine(_("Counter-signature of the chief accountant"), width, 28 * mm),
    ]
    room = flow.bare_table([first, second], [width + 12 * mm, width])
    yield KeepTogether([flow.heading(_("Signatures"), flow.accent_of(sheet.letterhead)), room])


def draw_card(sheet: CardSheet) -> bytes:
    """The card as an A4 PDF in the sheet's language, for 1 to any number of participants."""
    register_fonts()
    with override(sheet.language):
        parts = (_opening, _who, _invoice, _participants, _waiting, _sums, _payment, _declarations, _signatures)
        title = _("Participation card %(code)s") % {"code": sheet.code}
        return flow.build_paper(
            [flowable for part in parts for flowable in part(sheet)],
            letterhead=sheet.letterhead,
            title=title,
            foot_note=f"{title} · {sheet.institution.name}",
            language=sheet.language,
        )
