"""What a card owes, as lines of a document: one for each thing bought at each price."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from payments.documents.amounts import Line, with_vat
from payments.enums import VatRate
from registrations.enums import LineKind
from registrations.models import CardLine
from registrations.sheet_lines import what_of


class NoVatRule(Exception):
    """An item of the card has neither a VAT rule nor is there a basis for items without one."""


class UnknownRate(Exception):
    """The card has a VAT rate that invoices do not know."""


@dataclass(frozen=True)
class Vat:
    rate: VatRate
    basis: str = ""


@dataclass(frozen=True)
class VatChoice:
    """How VAT is told: notes and bills do not speak of it, an invoice says something of each line."""

    speaks: bool
    default_basis: str = ""

    def of(self, line: CardLine) -> Vat:
        if not self.speaks:
            return Vat(VatRate.NOT_SUBJECT)
        if line.vat_rate is not None:
            try:
                return Vat(VatRate(str(line.vat_rate)))
            except ValueError:
                raise UnknownRate from None
        basis = line.vat_basis or self.default_basis
        if not basis:
            raise NoVatRule
        return Vat(VatRate.EXEMPT, basis)


# A person's lines are put together by VAT and by what they are for: an extra, a fee, or taking part itself.
Bucket = tuple[int | None, Vat, str]
MAIN = "main"


def lines_of_card(card_lines: Sequence[CardLine], choice: VatChoice) -> list[Line]:
    """Raises NoVatRule, UnknownRate. In the language that is active.

    What was bought and taken back again does not appear; a discount lowers the price it was given on.
    """
    resigned = {line.participant_id for line in card_lines if line.kind == LineKind.RESIGNATION}
    buckets: dict[Bucket, list[CardLine]] = {}
    for line in card_lines:
        vat = choice.of(line)
        buckets.setdefault((line.participant_id, vat, thing_of(line, resigned)), []).append(line)
    lines = [line_of(key, owed) for key, owed in joined(buckets).items() if amount_of(owed)]
    return with_vat(grouped(lines))


def thing_of(line: CardLine, resigned: set[int | None]) -> str:
    if line.kind == LineKind.FEE:
        return "fee"
    if line.extra_id is not None and line.participant_id not in resigned:
        return f"extra {line.extra_id}"
    return MAIN if line.participant_id is not None else f"card {line.pk}"


def joined(buckets: dict[Bucket, list[CardLine]]) -> dict[Bucket, list[CardLine]]:
    """A person's things of one VAT are one where one of them would be negative: a discount spread over them."""
    negative = {key[:2] for key, lines in buckets.items() if amount_of(lines) < 0}
    found: dict[Bucket, list[CardLine]] = {}
    for (person, vat, thing), lines in buckets.items():
        place = MAIN if (person, vat) in negative else thing
        found.setdefault((person, vat, place), []).extend(lines)
    return found


def amount_of(lines: Iterable[CardLine]) -> int:
    return sum(line.amount for line in lines)


def line_of(key: Bucket, owed: Sequence[CardLine]) -> Line:
    _person, vat, thing = key
    amount = amount_of(owed)
    sold = next((line for line in reversed(owed) if line.amount > 0), owed[-1])
    quantity = sold.quantity if thing != MAIN and len(owed) == 1 and amount % max(1, sold.quantity) == 0 else 1
    return Line(
        name=name_of(sold, thing),
        quantity=max(1, quantity),
        unit=_("pers.") if thing == MAIN else _("pc."),
        unit_gross=amount // max(1, quantity),
        rate=vat.rate,
        basis=vat.basis,
    )


def name_of(line: CardLine, thing: str) -> str:
    """Without for whom: the people have a list of their own."""
    what = line.variant.name if line.variant is not None else what_of(line)
    if thing == MAIN:
        return _("Taking part in the conference: %(variant)s") % {"variant": what}
    return what


def grouped(lines: Iterable[Line]) -> list[Line]:
    """The same thing at the same price for several people is one line."""
    found: dict[Line, int] = {}
    for line in lines:
        one = replace(line, quantity=1)
        found[one] = found.get(one, 0) + line.quantity
    return [replace(line, quantity=quantity) for line, quantity in found.items()]
