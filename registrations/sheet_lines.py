"""What the paper card says of money: lines of one kind put together, and the VAT in them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from events.formats import money
from registrations.card_sheet import LineFacts
from registrations.enums import LineKind
from registrations.models import CardLine

GROUPED = {LineKind.VARIANT, LineKind.EXTRA, LineKind.DISCOUNT}


def line_facts(lines: Sequence[CardLine], currency: str) -> tuple[LineFacts, ...]:
    """One row for each thing bought at each price; whatever is changed or taken back later stands by itself."""
    groups: dict[object, list[CardLine]] = {}
    for line in lines:
        groups.setdefault(group_of(line), []).append(line)
    return tuple(row_of(group, currency) for group in groups.values())


def group_of(line: CardLine) -> object:
    if line.participant_id is None or line.kind not in GROUPED:
        return line.pk
    unit = 0 if line.kind == LineKind.DISCOUNT else unit_price(line)
    return line.kind, what_of(line), unit, line.vat_rate, line.vat_basis


def row_of(group: Sequence[CardLine], currency: str) -> LineFacts:
    """Of a discount the sum alone: what was taken off each person may differ by a grosz."""
    first, amount = group[0], sum(line.amount for line in group)
    grouped = first.participant_id is not None and first.kind in GROUPED
    bought = first.kind != LineKind.DISCOUNT
    return LineFacts(
        what_of(first) if grouped else first.description,
        str(sum(line.quantity for line in group)) if bought else "",
        money(unit_price(first), currency) if bought else "",
        money(amount, currency),
        vat_of(first),
    )


def what_of(line: CardLine) -> str:
    """What was bought, without for whom."""
    return line.description.rpartition(": ")[0] or line.description


def unit_price(line: CardLine) -> int:
    return line.amount // max(1, line.quantity)


def vat_of(line: CardLine) -> str:
    if line.vat_rate is not None:
        return f"{line.vat_rate}%"
    return _("VAT exempt") if line.vat_basis else ""


def vat_notes(lines: Sequence[CardLine], currency: str) -> tuple[str, ...]:
    """How much VAT there is in the sum by each rate, and on what ground the rest is exempt."""
    rates: dict[int, int] = {}
    for line in lines:
        if line.vat_rate is not None:
            rates[line.vat_rate] = rates.get(line.vat_rate, 0) + line.amount
    told = [
        _("In it VAT at %(rate)s%%: %(amount)s") % {"rate": rate, "amount": money(vat_within(gross, rate), currency)}
        for rate, gross in rates.items()
        if gross
    ]
    bases = dict.fromkeys(line.vat_basis for line in lines if line.vat_basis)
    return (*told, *(_("Exempt from VAT by %(basis)s") % {"basis": basis} for basis in bases))


def vat_within(gross: int, rate: int) -> int:
    """The VAT in a gross amount, to the grosz, halves up."""
    return (2 * gross * rate + 100 + rate) // (2 * (100 + rate))
