"""Sums of a document: VAT is computed from the gross of each rate, and shared by its lines without a grosz lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from payments.enums import VatRate


@dataclass(frozen=True, slots=True)
class Sum:
    """In grosze."""

    net: int = 0
    vat: int = 0
    gross: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.net + other.net, self.vat + other.vat, self.gross + other.gross)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(self.net - other.net, self.vat - other.vat, self.gross - other.gross)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document. `basis` is the legal ground of an exemption; `sums` are filled by `with_vat`."""

    name: str
    quantity: int
    unit: str
    unit_gross: int
    rate: VatRate
    basis: str = ""
    sums: Sum = Sum()

    @property
    def gross(self) -> int:
        return self.quantity * self.unit_gross


def per_cent_of(rate: VatRate) -> int:
    """Nothing for what is exempt or not subject to VAT."""
    return int(rate.value) if rate.value.isdecimal() else 0


def vat_within(gross: int, per_cent: int) -> int:
    """The VAT in a gross amount, to the grosz, halves away from nought: the method of art. 106e ust. 7."""
    whole = 100 + per_cent
    found = (2 * abs(gross) * per_cent + whole) // (2 * whole)
    return found if gross >= 0 else -found


def with_vat(lines: Iterable[Line]) -> list[Line]:
    """The lines with their sums.

    Each takes what the VAT of its rate grows by when it is added, so that all of a rate make exactly the VAT of
    that rate's gross.
    """
    so_far: dict[VatRate, int] = {}
    summed = []
    for line in lines:
        before = so_far.get(line.rate, 0)
        after = so_far[line.rate] = before + line.gross
        per_cent = per_cent_of(line.rate)
        vat = vat_within(after, per_cent) - vat_within(before, per_cent)
        summed.append(replace(line, sums=Sum(line.gross - vat, vat, line.gross)))
    return summed


def total(lines: Iterable[Line]) -> Sum:
    return sum((line.sums for line in lines), Sum())


def by_rate(lines: Iterable[Line]) -> dict[VatRate, Sum]:
    """In the order of the enumeration: the highest rate first, exempt and not subject last."""
    sums: dict[VatRate, Sum] = {}
    for line in lines:
        sums[line.rate] = sums.get(line.rate, Sum()) + line.sums
    return {rate: sums[rate] for rate in VatRate if rate in sums}


def changed_by_rate(before: Sequence[Line], after: Sequence[Line]) -> dict[VatRate, Sum]:
    """What a correction changes, by rate; a rate that stands on one side alone too."""
    had, has = by_rate(before), by_rate(after)
    return {rate: has.get(rate, Sum()) - had.get(rate, Sum()) for rate in VatRate if rate in had or rate in has}


def bases(lines: Iterable[Line]) -> list[str]:
    """The legal grounds of exemption that the lines rest on, each once."""
    return list(dict.fromkeys(line.basis for line in lines if line.basis))
