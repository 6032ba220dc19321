"""Formats of CSV that are ready, and those that the treasurer has set."""

from collections.abc import Iterable

from payments.models import CsvFormat
from payments.statements.csv_files import MBANK, CsvLayout

READY = {"mbank": ("mBank", MBANK)}


def layout_of(kept: CsvFormat) -> CsvLayout:
    return CsvLayout(
        booked=kept.booked,
        amount=kept.amount,
        credit=kept.credit,
        debit=kept.debit,
        value=kept.value,
        currency=kept.currency,
        name=kept.payer,
        account=kept.account,
        title=kept.title,
        reference=kept.reference,
        balance=kept.balance,
        delimiter=kept.delimiter,
        day_format=kept.day_format,
        decimal=kept.decimal,
        encoding=kept.encoding,
        header_lines=kept.header_lines,
    )


def layout_by_key(kept: Iterable[CsvFormat], key: str) -> CsvLayout | None:
    if key in READY:
        return READY[key][1]
    return next((layout_of(one) for one in kept if str(one.uid) == key), None)
