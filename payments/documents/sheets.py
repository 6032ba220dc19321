"""Turns the frozen rows of a document into what its paper says."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_noop, override

from events.formats import account_number, day, money
from events.paper.letterhead import Letterhead
from events.paper.zbp import transfer_code
from payments.documents.amounts import Line, Sum, bases, by_rate, changed_by_rate, total
from payments.documents.correcting import as_line
from payments.documents.paper_facts import (
    DocumentSheet,
    KsefWords,
    LineWords,
    PartyWords,
    RateWords,
    TableWords,
    TransferWords,
)
from payments.documents.titles import numbered_title, title_of
from payments.documents.wording import POLISH, Say, headings_in, words_in
from payments.enums import DocumentKind, DocumentMode, DocumentRole, LineSide, PaidState, PaperKind, VatRate
from payments.models import Document, DocumentParty
from registrations.sheets import PRINTED_ACCENTS, in_words

ROLES = (DocumentRole.SELLER, DocumentRole.BUYER, DocumentRole.BUYER_BEFORE, DocumentRole.RECIPIENT)
ROLE_WORDS = {
    DocumentRole.SELLER: gettext_noop("Seller"),
    DocumentRole.BUYER: gettext_noop("Buyer"),
    DocumentRole.BUYER_BEFORE: gettext_noop("Buyer before the correction"),
    DocumentRole.RECIPIENT: gettext_noop("Recipient"),
}
METHOD_WORDS = {
    "transfer": gettext_noop("bank transfer"),
    "online": gettext_noop("card or BLIK"),
    "cash": gettext_noop("cash"),
    "terminal": gettext_noop("card at the desk"),
}
TAXED = {DocumentMode.KSEF, DocumentMode.INVOICE}
OFFLINE = "OFFLINE"


def document_sheet(document: Document, *, language: str, kind: PaperKind, drawn_on: str) -> DocumentSheet:
    """`drawn_on` is the written day of a duplicate. Three queries unless the parts were fetched."""
    say = words_in(language)
    parties = {party.role: party for party in document.parties.all()}
    before, after = sides(document)
    speaks = DocumentMode(document.mode) in TAXED
    changed = changed_by_rate(before, after) if document.is_correction else by_rate(after)
    with override(language):
        plain_title = numbered_title(document)
    return DocumentSheet(
        language=language,
        letterhead=letterhead_of(document, parties[DocumentRole.SELLER], language),
        title=bilingual_title(document, language),
        plain_title=plain_title,
        mark=", ".join((say(gettext_noop("DUPLICATE")), drawn_on)) if kind == PaperKind.DUPLICATE else "",
        subject=document.subject,
        facts=tuple(facts_of(document, say)),
        parties=tuple(party_words(parties[role], say) for role in ROLES if role in parties),
        tables=tuple(tables_of(document, before, after, say)),
        speaks_of_vat=speaks,
        rates=tuple(rate_words(rate, sums, say, document.currency) for rate, sums in changed.items()) if speaks else (),
        sums=tuple(sums_of(document, before, after, say)),
        notes=tuple(notes_of(document, [*before, *after], language, say)),
        transfer=transfer_of(document, parties[DocumentRole.SELLER], say),
        ksef=ksef_of(document),
        people=tuple(person.name for person in document.people.all()),
        issuer=document.issuer_name,
        foot_note=document.foot_note,
        headings=headings_in(say),
    )


def sides(document: Document) -> tuple[list[Line], list[Line]]:
    rows = list(document.lines.all())
    before = [as_line(row) for row in rows if row.side == LineSide.BEFORE]
    return before, [as_line(row) for row in rows if row.side == LineSide.AFTER]


def bilingual_title(document: Document, language: str) -> str:
    with override(POLISH):
        polish = title_of(document)
    with override(language):
        title = title_of(document)
    kinds = title if title == polish else f"{title} / {polish}"
    return f"{kinds} {document.number}"


def letterhead_of(document: Document, seller: DocumentParty, language: str) -> Letterhead:
    """As the seller was when the document was issued."""
    return Letterhead(
        association_name=seller.name,
        address=address_of(seller),
        nip=seller.nip,
        contact=" · ".join(part for part in (seller.phone, seller.email) if part),
        conference_line=document.subject,
        accent=PRINTED_ACCENTS[document.conference.accent],
    )


def address_of(party: DocumentParty) -> str:
    return ", ".join(part for part in (party.street, f"{party.postal_code} {party.city}".strip()) if part)


def party_words(party: DocumentParty, say: Say) -> PartyWords:
    return PartyWords(say(ROLE_WORDS[DocumentRole(party.role)]), party.name, address_of(party), party.nip)


def facts_of(document: Document, say: Say) -> Iterator[tuple[str, str]]:
    place = f"{document.issued_place}, " if document.issued_place else ""
    yield say(gettext_noop("Issued")), f"{place}{day(document.issued_on)}"
    if document.corrects is not None:
        yield say(gettext_noop("Corrects")), f"{document.corrects.number}, {day(document.corrects.issued_on)}"
    days = day(document.sale_from)
    if document.sale_to != document.sale_from:
        days = f"{days}\u2013{day(document.sale_to)}"
    yield say(gettext_noop("Days of the service")), days
    if not document.is_correction:
        yield say(gettext_noop("To be paid by")), day(document.due_on)
        yield say(gettext_noop("Method of payment")), say(METHOD_WORDS.get(document.method, document.method))
    yield say(gettext_noop("Order or contract")), document.order_number
    yield say(gettext_noop("Participation card")), document.transfer_title


def tables_of(document: Document, before: Sequence[Line], after: Sequence[Line], say: Say) -> Iterator[TableWords]:
    if not document.is_correction:
        yield TableWords("", line_words(after, say, document.currency))
        return
    yield TableWords(say(gettext_noop("Before the correction")), line_words(before, say, document.currency))
    yield TableWords(say(gettext_noop("After the correction")), line_words(after, say, document.currency))


def line_words(lines: Sequence[Line], say: Say, currency: str) -> tuple[LineWords, ...]:
    return tuple(
        LineWords(
            name=line.name,
            quantity=str(line.quantity),
            unit=line.unit,
            unit_gross=money(line.unit_gross, currency),
            rate=rate_word(line.rate, say),
            net=money(line.sums.net, currency),
            vat=money(line.sums.vat, currency),
            gross=money(line.sums.gross, currency),
        )
        for line in lines
    )


def rate_word(rate: VatRate, say: Say) -> str:
    """As Polish invoices write it, in every language: `23%`, `zw`, `np`."""
    return f"{rate.value}%" if rate.value.isdecimal() else rate.value


def rate_words(rate: VatRate, sums: Sum, say: Say, currency: str) -> RateWords:
    return RateWords(
        rate_word(rate, say), money(sums.net, currency), money(sums.vat, currency), money(sums.gross, currency)
    )


def sums_of(document: Document, before: Sequence[Line], after: Sequence[Line], say: Say) -> Iterator[tuple[str, str]]:
    """What it comes to, what of it was paid and what is left; the last one stands out."""
    if document.is_correction:
        yield say(gettext_noop("Before the correction")), money(total(before).gross, document.currency)
        yield say(gettext_noop("After the correction")), money(total(after).gross, document.currency)
        more = document.gross >= 0
        label = gettext_noop("The sum grows by") if more else gettext_noop("The sum falls by")
        yield say(label), money(abs(document.gross), document.currency)
        return
    yield say(gettext_noop("Together")), money(document.gross, document.currency)
    if document.paid_state != PaidState.UNPAID:
        when = f" ({day(document.paid_on)})" if document.paid_on else ""
        yield say(gettext_noop("Paid so far")) + when, money(document.paid, document.currency)
    yield say(gettext_noop("To be paid")), money(document.left_to_pay, document.currency)


def notes_of(document: Document, lines: Sequence[Line], language: str, say: Say) -> Iterator[str]:
    amount = in_words(abs(document.gross), document.currency, language)
    with override(language):
        yield labelled(say(gettext_noop("In words")), amount)
    for basis in bases(lines):
        yield labelled(say(gettext_noop("Exempt from VAT by")), basis)
    # Here it stands in one line: among the facts it would be broken.
    if document.corrects is not None and document.corrects.ksef_number:
        yield labelled(say(gettext_noop("KSeF number of the corrected invoice")), document.corrects.ksef_number)
    if document.reason:
        yield labelled(say(gettext_noop("Reason of the correction")), document.reason)
    if document.kind == DocumentKind.PROFORMA:
        yield say(gettext_noop("A proforma asks for the payment. It is not an accounting document."))


def labelled(label: str, value: str) -> str:
    return f"{label}: {value}"


def transfer_of(document: Document, seller: DocumentParty, say: Say) -> TransferWords | None:
    """How to pay what is left; nothing on a correction, which says only what changes."""
    amount = document.left_to_pay
    if document.is_correction or not amount or not document.bank_account:
        return None
    pairs = (
        (say(gettext_noop("Account")), account_number(document.bank_account)),
        (say(gettext_noop("Account holder")), f"{seller.name}, {address_of(seller)}"),
        (say(gettext_noop("Transfer title")), document.transfer_title),
        (say(gettext_noop("Amount")), money(amount, document.currency)),
        (say(gettext_noop("To be paid by")), day(document.due_on)),
    )
    return TransferWords(pairs, zbp_code(document, seller), say(gettext_noop("Scan in your bank's application")))


def zbp_code(document: Document, seller: DocumentParty) -> str:
    """What the code holds; empty from 10 000 zł on and for other currencies."""
    if document.currency != "PLN" or not document.bank_account:
        return ""
    return transfer_code(
        nip=seller.nip,
        account=document.bank_account,
        amount=document.left_to_pay,
        name=document.transfer_name,
        title=document.transfer_title,
    )


def ksef_of(document: Document) -> KsefWords | None:
    if not document.ksef_code:
        return None
    return KsefWords(document.ksef_code, document.ksef_number or OFFLINE)
