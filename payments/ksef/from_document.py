"""Reads a document as it was issued into an invoice of the schema FA(3)."""

from decimal import Decimal

from payments.enums import DocumentRole, LineSide, VatRate
from payments.ksef.invoice import (
    Address,
    Buyer,
    Correction,
    Instalment,
    Invoice,
    Line,
    Rate,
    Recipient,
    Seller,
    Terms,
    Way,
)
from payments.models.documents import Document, DocumentLine, DocumentParty

RATES = {
    VatRate.R23: Rate.STANDARD,
    VatRate.R8: Rate.REDUCED,
    VatRate.R5: Rate.LOWEST,
    VatRate.R0: Rate.ZERO,
    VatRate.EXEMPT: Rate.EXEMPT,
    VatRate.NOT_SUBJECT: Rate.OUTSIDE,
}
# A payment through the operator may be a card or BLIK, which the document does not tell apart.
WAYS: dict[str, Way] = {"transfer": Way.TRANSFER, "cash": Way.CASH, "terminal": Way.CARD}
# TRolaPodmiotu3: a unit of the buyer, of a local government, of a VAT group.
UNIT, LOCAL_GOVERNMENT_UNIT, VAT_GROUP_MEMBER = 2, 8, 10
OWN_PERIOD, CORRECTIONS_PERIOD = 1, 2


class DoesNotFit(Exception):
    """The document cannot be told in FA(3); the sentence is for the treasurer."""


def invoice_of(document: Document) -> Invoice:
    """Six queries. The same document always gives the same invoice."""
    parties = {party.role: party for party in document.parties.all()}
    recipient = parties.get(DocumentRole.RECIPIENT)
    lines = list(document.lines.all())
    return Invoice(
        number=document.number,
        issued_on=document.issued_on,
        made_at=document.issued_at,
        place=document.issued_place,
        sold_on=document.sale_to if document.sale_to != document.issued_on else None,
        currency=document.currency,
        seller=seller_of(parties[DocumentRole.SELLER]),
        buyer=buyer_of(document, parties[DocumentRole.BUYER], has_recipient=recipient is not None),
        recipient=recipient_of(document, recipient) if recipient else None,
        lines=tuple(line_of(line) for line in lines if line.side == LineSide.AFTER),
        exemption="; ".join(dict.fromkeys(line.vat_basis for line in lines if line.vat_basis)),
        terms=terms_of(document),
        notes=notes_of(document),
        footer=document.foot_note,
        correction=correction_of(document, lines, parties) if document.corrects else None,
    )


def address_of(party: DocumentParty) -> Address:
    town = f"{party.postal_code} {party.city}".strip()
    return Address(party.street, town) if party.street else Address(town)


def seller_of(party: DocumentParty) -> Seller:
    return Seller(nip=party.nip, name=party.name, address=address_of(party), email=party.email, phone=party.phone)


def buyer_of(document: Document, party: DocumentParty, *, has_recipient: bool) -> Buyer:
    """JST and GV say that the invoice concerns a unit of the buyer: only together with the unit."""
    return Buyer(
        name=party.name,
        address=address_of(party),
        nip=party.nip,
        is_local_government_unit=document.buyer_is_local_government and has_recipient,
        is_vat_group_member=document.buyer_in_vat_group and has_recipient,
    )


def recipient_of(document: Document, party: DocumentParty) -> Recipient:
    if document.buyer_is_local_government:
        role = LOCAL_GOVERNMENT_UNIT
    elif document.buyer_in_vat_group:
        role = VAT_GROUP_MEMBER
    else:
        role = UNIT
    return Recipient(name=party.name, address=address_of(party), nip=party.nip, role=role)


def line_of(line: DocumentLine) -> Line:
    return Line(
        name=line.name,
        rate=RATES[VatRate(line.vat_rate)],
        quantity=Decimal(line.quantity),
        unit=line.unit,
        unit_gross=line.unit_gross,
        net=line.net,
        vat=line.vat,
        gross=line.gross,
    )


def terms_of(document: Document) -> Terms:
    """Of a correction only what it adds is to be paid."""
    if document.gross <= 0:
        return Terms()
    way = WAYS.get(document.method)
    paid: tuple[Instalment, ...] = ()
    if document.paid > 0 and not document.is_correction:
        paid = (Instalment(document.paid, document.paid_on or document.issued_on, way),)
    if not document.left_to_pay:
        return Terms(instalments=paid, way=way)
    return Terms(instalments=paid, due_on=document.due_on, way=way, account=document.bank_account)


def notes_of(document: Document) -> tuple[tuple[str, str], ...]:
    """In Polish whatever language the paper has: the file is for Polish accountants."""
    about = [("Karta zgłoszenia", document.card.code), ("Zamówienie lub umowa", document.order_number)]
    people = [("Uczestnik", person.name) for person in document.people.all()]
    return tuple((key, value) for key, value in (*about, *people) if value)


def correction_of(document: Document, lines: list[DocumentLine], parties: dict[str, DocumentParty]) -> Correction:
    """A wrong NIP of the buyer is corrected to zero (the schema's note on Podmiot2K), then invoiced anew."""
    first = document.corrects
    assert first
    before = parties.get(DocumentRole.BUYER_BEFORE)
    if before and before.nip != parties[DocumentRole.BUYER].nip:
        raise DoesNotFit("A wrong NIP is corrected to zero, and a new invoice is issued.")
    to_zero = not any(line.gross for line in lines if line.side == LineSide.AFTER)
    return Correction(
        reason=document.reason,
        corrected_number=first.number,
        corrected_on=first.issued_on,
        corrected_ksef_number=first.ksef_number,
        effect=OWN_PERIOD if to_zero else CORRECTIONS_PERIOD,
        before=tuple(line_of(line) for line in lines if line.side == LineSide.BEFORE),
        buyer_before=buyer_of(document, before, has_recipient=False) if before else None,
    )
