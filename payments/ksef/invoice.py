"""An invoice as the schema FA(3) sees it, before it is XML. Money is grosze; texts are as people wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Rate(StrEnum):
    """P_12: the rates a conference can have; `np I` is a service supplied outside Poland."""

    STANDARD = "23"
    REDUCED = "8"
    LOWEST = "5"
    ZERO = "0 KR"
    EXEMPT = "zw"
    OUTSIDE = "np I"


class Way(StrEnum):
    """FormaPlatnosci."""

    CASH = "1"
    CARD = "2"
    TRANSFER = "6"
    MOBILE = "7"


@dataclass(frozen=True)
class Address:
    line1: str
    line2: str = ""
    country: str = "PL"


@dataclass(frozen=True)
class Seller:
    nip: str
    name: str
    address: Address
    email: str = ""
    phone: str = ""
    krs: str = ""
    regon: str = ""


@dataclass(frozen=True)
class Buyer:
    """One of the numbers, the first that is given: NIP, VAT number in the Union, number elsewhere, or none (a person).

    `is_local_government_unit` is JST: the invoice concerns a unit of a municipality, which is then the recipient.
    `is_vat_group_member` is GV, likewise.
    """

    name: str
    address: Address | None = None
    nip: str = ""
    eu_country: str = ""
    eu_vat: str = ""
    country: str = ""
    foreign_id: str = ""
    email: str = ""
    is_local_government_unit: bool = False
    is_vat_group_member: bool = False


@dataclass(frozen=True)
class Recipient:
    """Podmiot3: the social-welfare centre for which the municipality buys. Role 8 unless said otherwise.

    `internal_id` is the number KSeF gives to a unit without its own NIP: `NIP-00000`.
    """

    name: str
    address: Address | None = None
    nip: str = ""
    internal_id: str = ""
    role: int = 8


@dataclass(frozen=True)
class Line:
    """A row, its price with tax (art. 106e ust. 7): `net + vat == gross`, computed by who issued the document."""

    name: str
    rate: Rate
    quantity: Decimal
    unit_gross: int
    net: int
    vat: int
    gross: int
    unit: str = ""
    sold_on: date | None = None


@dataclass(frozen=True)
class Instalment:
    amount: int
    paid_on: date
    way: Way | None = None


@dataclass(frozen=True)
class Terms:
    """What was paid so far, and how the rest is to be paid."""

    instalments: tuple[Instalment, ...] = ()
    due_on: date | None = None
    way: Way | None = None
    account: str = ""
    bank: str = ""


@dataclass(frozen=True)
class Correction:
    """What an invoice corrects. `before` are the rows as they were; the invoice's own rows are those after.

    `effect` is TypKorekty: 1 in the period of the first invoice, 2 in that of the correction, 3 in another.
    `corrected_ksef_number` is empty when the corrected invoice was issued outside KSeF.
    `buyer_before` is given when the buyer's name or address was wrong; a wrong NIP is corrected to zero instead.
    """

    reason: str
    corrected_number: str
    corrected_on: date
    corrected_ksef_number: str = ""
    effect: int = 2
    before: tuple[Line, ...] = ()
    buyer_before: Buyer | None = None


@dataclass(frozen=True)
class Invoice:
    number: str
    issued_on: date
    made_at: datetime
    seller: Seller
    buyer: Buyer
    lines: tuple[Line, ...]
    place: str = ""
    sold_on: date | None = None
    sold_from: date | None = None
    currency: str = "PLN"
    recipient: Recipient | None = None
    exemption: str = ""
    terms: Terms = field(default_factory=Terms)
    notes: tuple[tuple[str, str], ...] = ()
    footer: str = ""
    correction: Correction | None = None

    @property
    def total(self) -> int:
        """P_15: what is due, or the difference that a correction makes."""
        before = self.correction.before if self.correction else ()
        return sum(line.gross for line in self.lines) - sum(line.gross for line in before)

    @property
    def by_rate(self) -> dict[Rate, tuple[int, int]]:
        """Net and tax of each rate that occurs, as differences when this is a correction."""
        sums: dict[Rate, tuple[int, int]] = {}
        before = self.correction.before if self.correction else ()
        for line, sign in (*_signed(before, -1), *_signed(self.lines, 1)):
            net, vat = sums.get(line.rate, (0, 0))
            sums[line.rate] = (net + sign * line.net, vat + sign * line.vat)
        return sums


def _signed(lines: Iterable[Line], sign: int) -> list[tuple[Line, int]]:
    return [(line, sign) for line in lines]
