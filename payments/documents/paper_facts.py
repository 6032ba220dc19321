"""What a document's paper says, ready to be drawn by payments.documents.pdf: words and sums already written out."""

from dataclasses import dataclass

from events.paper.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class PartyWords:
    role: str
    name: str
    address: str
    nip: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """`rate`, `net` and `vat` are empty on documents that do not speak of VAT."""

    name: str
    quantity: str
    unit: str
    unit_gross: str
    rate: str
    net: str
    vat: str
    gross: str


@dataclass(frozen=True, slots=True)
class RateWords:
    rate: str
    net: str
    vat: str
    gross: str


@dataclass(frozen=True, slots=True)
class TableWords:
    """Lines under a title, which is empty where there is one table only."""

    title: str
    lines: tuple[LineWords, ...]


@dataclass(frozen=True, slots=True)
class TransferWords:
    """`account` is grouped; `code` is what the banks' QR code holds, or empty."""

    pairs: tuple[tuple[str, str], ...]
    code: str
    caption: str


@dataclass(frozen=True, slots=True)
class KsefWords:
    """`code` is the address in the QR code, `label` the KSeF number or OFFLINE under it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Headings:
    """Titles of the parts and columns, in one language or in two."""

    parties: str
    number: str
    name: str
    quantity: str
    unit: str
    unit_gross: str
    rate: str
    net: str
    vat: str
    gross: str
    together: str
    summary: str
    payment: str
    people: str
    issuer: str
    total: str


@dataclass(frozen=True, slots=True)
class DocumentSheet:
    """`mark` stands over the title of a duplicate; `facts` are dates and the like beside it.

    `sums` end with the total; `notes` are sentences under the sums: in words, bases of exemption, reason.
    """

    language: str
    letterhead: Letterhead
    title: str
    plain_title: str
    mark: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    parties: tuple[PartyWords, ...]
    tables: tuple[TableWords, ...]
    speaks_of_vat: bool
    rates: tuple[RateWords, ...]
    sums: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    transfer: TransferWords | None
    ksef: KsefWords | None
    people: tuple[str, ...]
    issuer: str
    foot_note: str
    headings: Headings
