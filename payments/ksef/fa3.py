"""Writes an invoice as FA(3) XML, schema http://crd.gov.pl/wzor/2025/06/25/13775/, version 1-0E.

Pure: the same invoice gives the same bytes. UTF-8 without a byte order mark, without processing instructions.
"""

from collections.abc import Iterable

from payments.ksef.invoice import Correction, Invoice, Line, Rate, Terms
from payments.ksef.nodes import LONG, Node
from payments.ksef.parties import NO, YES, put_buyer, put_buyer_before, put_footer, put_recipient, put_seller
from payments.ksef.texts import amount, clean, day, moment, quantity

SYSTEM = "Zjazd"

# Where the sums of each rate stand, in the order of the schema: net, tax.
SUMS: dict[Rate, tuple[str, str]] = {
    Rate.STANDARD: ("P_13_1", "P_14_1"),
    Rate.REDUCED: ("P_13_2", "P_14_2"),
    Rate.LOWEST: ("P_13_3", "P_14_3"),
    Rate.ZERO: ("P_13_6_1", ""),
    Rate.EXEMPT: ("P_13_7", ""),
    Rate.OUTSIDE: ("P_13_8", ""),
}


def build(invoice: Invoice) -> bytes:
    """Raises MissingData for an invoice without what the law wants on it."""
    root = Node.root("Faktura")
    put_header(root, invoice)
    put_seller(root, invoice.seller)
    put_buyer(root, invoice.buyer)
    if invoice.recipient:
        put_recipient(root, invoice.recipient)
    put_body(root.child("Fa"), invoice)
    put_footer(root, invoice.seller, invoice.footer)
    return root.to_bytes()


def put_header(root: Node, invoice: Invoice) -> None:
    node = root.child("Naglowek")
    node.put("KodFormularza", "FA", kodSystemowy="FA (3)", wersjaSchemy="1-0E")
    node.put("WariantFormularza", 3)
    node.put("DataWytworzeniaFa", moment(invoice.made_at))
    node.put("SystemInfo", SYSTEM)


def put_body(node: Node, invoice: Invoice) -> None:
    node.put("KodWaluty", invoice.currency)
    node.put("P_1", day(invoice.issued_on))
    node.text_if_any("P_1M", invoice.place)
    node.text("P_2", invoice.number)
    put_sale_date(node, invoice)
    put_sums(node, invoice)
    node.put("P_15", amount(invoice.total))
    put_annotations(node.child("Adnotacje"), invoice)
    if invoice.correction:
        node.put("RodzajFaktury", "KOR")
        put_correction(node, invoice.correction)
    else:
        node.put("RodzajFaktury", "VAT")
    for key, value in invoice.notes:
        put_note(node, key, value)
    put_lines(node, invoice)
    put_terms(node, invoice)


def put_sale_date(node: Node, invoice: Invoice) -> None:
    """A day for all rows or a period; a day that differs between rows stands in the rows."""
    if invoice.sold_from and invoice.sold_on and invoice.sold_from != invoice.sold_on:
        period = node.child("OkresFa")
        period.put("P_6_Od", day(invoice.sold_from))
        period.put("P_6_Do", day(invoice.sold_on))
    elif invoice.sold_on:
        node.put("P_6", day(invoice.sold_on))


def put_sums(node: Node, invoice: Invoice) -> None:
    sums = invoice.by_rate
    for rate, (net_name, vat_name) in SUMS.items():
        if rate in sums:
            net, vat = sums[rate]
            node.put(net_name, amount(net))
            if vat_name:
                node.put(vat_name, amount(vat))


def put_annotations(node: Node, invoice: Invoice) -> None:
    """No cash method, self-billing, reverse charge, split payment, new vehicles, triangular trade or margin."""
    for name in ("P_16", "P_17", "P_18", "P_18A"):
        node.put(name, NO)
    exemption = node.child("Zwolnienie")
    if Rate.EXEMPT in invoice.by_rate:
        exemption.put("P_19", YES)
        exemption.text("P_19A", invoice.exemption)
    else:
        exemption.put("P_19N", YES)
    node.child("NoweSrodkiTransportu").put("P_22N", YES)
    node.put("P_23", NO)
    node.child("PMarzy").put("P_PMarzyN", YES)


def put_correction(node: Node, correction: Correction) -> None:
    node.text("PrzyczynaKorekty", correction.reason)
    node.put("TypKorekty", correction.effect)
    corrected = node.child("DaneFaKorygowanej")
    corrected.put("DataWystFaKorygowanej", day(correction.corrected_on))
    corrected.text("NrFaKorygowanej", correction.corrected_number)
    if correction.corrected_ksef_number:
        corrected.put("NrKSeF", YES)
        corrected.put("NrKSeFFaKorygowanej", correction.corrected_ksef_number)
    else:
        corrected.put("NrKSeFN", YES)
    if correction.buyer_before:
        put_buyer_before(node, correction.buyer_before)


def put_note(node: Node, key: str, value: str) -> None:
    """DodatkowyOpis, left out when nothing of it can be written."""
    if clean(key, LONG) and clean(value, LONG):
        note = node.child("DodatkowyOpis")
        note.text("Klucz", key)
        note.text("Wartosc", value)


def put_lines(node: Node, invoice: Invoice) -> None:
    """Rows as they were carry StanPrzed and numbers of their own; then those that hold now."""
    before = invoice.correction.before if invoice.correction else ()
    rows: Iterable[tuple[Line, bool]] = (*((line, True) for line in before), *((line, False) for line in invoice.lines))
    for number, (line, was) in enumerate(rows, start=1):
        put_line(node.child("FaWiersz"), number, line, was=was)


def put_line(node: Node, number: int, line: Line, *, was: bool) -> None:
    node.put("NrWierszaFa", number)
    if line.sold_on:
        node.put("P_6A", day(line.sold_on))
    node.text("P_7", line.name, LONG)
    node.text_if_any("P_8A", line.unit)
    node.put("P_8B", quantity(line.quantity))
    node.put("P_9B", amount(line.unit_gross))
    node.put("P_11A", amount(line.gross))
    node.put("P_12", line.rate.value)
    if was:
        node.put("StanPrzed", YES)


def put_terms(node: Node, invoice: Invoice) -> None:
    terms = invoice.terms
    if not (terms.instalments or terms.due_on or terms.way or terms.account):
        return
    payment = node.child("Platnosc")
    put_what_was_paid(payment, terms, invoice.total)
    if terms.due_on:
        payment.child("TerminPlatnosci").put("Termin", day(terms.due_on))
    if terms.way:
        payment.put("FormaPlatnosci", terms.way.value)
    if terms.account:
        account = payment.child("RachunekBankowy")
        account.put("NrRB", terms.account)
        account.text_if_any("NazwaBanku", terms.bank)


def put_what_was_paid(node: Node, terms: Terms, total: int) -> None:
    """All at once, all in parts (2), or a part (1)."""
    paid = sum(part.amount for part in terms.instalments)
    if not terms.instalments:
        return
    if len(terms.instalments) == 1 and paid >= total:
        node.put("Zaplacono", YES)
        node.put("DataZaplaty", day(terms.instalments[0].paid_on))
        return
    node.put("ZnacznikZaplatyCzesciowej", 2 if paid >= total else 1)
    for part in terms.instalments:
        one = node.child("ZaplataCzesciowa")
        one.put("KwotaZaplatyCzesciowej", amount(part.amount))
        one.put("DataZaplatyCzesciowej", day(part.paid_on))
        if part.way:
            one.put("FormaPlatnosci", part.way.value)
