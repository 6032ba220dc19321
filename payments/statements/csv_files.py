"""CSV by a mapping that the treasurer sets once per bank: what each column holds, how days and sums are written."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from payments.statements.parsed import ParsedStatement, ParsedTransaction, Problem, Unreadable, problem
from payments.statements.values import account_of, currency_in, day_as, grosze

DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y.%m.%d", "%Y%m%d")
MOST_COLUMNS = 100
Cells = list[str]


@dataclass(frozen=True)
class CsvLayout:
    """Columns by their heading, or by number from 1; an empty one is not in the file.

    Sums stand in `amount` with a sign, or in `credit` and `debit`. `header_lines` 0: the headings are looked for.
    """

    booked: str
    amount: str = ""
    credit: str = ""
    debit: str = ""
    value: str = ""
    currency: str = ""
    name: str = ""
    account: str = ""
    title: str = ""
    reference: str = ""
    balance: str = ""
    delimiter: str = ";"
    day_format: str = "%Y-%m-%d"
    decimal: str = ","
    encoding: str = ""
    header_lines: int = 0

    def named(self) -> dict[str, str]:
        names = ("booked", "amount", "credit", "debit", "value", "currency", "name", "account", "title", "reference")
        return {name: column for name in (*names, "balance") if (column := getattr(self, name).strip())}


MBANK = CsvLayout(
    booked="Data księgowania",
    amount="Kwota",
    value="Data operacji",
    name="Nadawca/Odbiorca",
    account="Numer konta",
    title="Tytuł",
    balance="Saldo po operacji",
)


@dataclass
class Page:
    """What was found around and in the rows while they were read."""

    columns: dict[str, int] = field(default_factory=dict)
    account: str = ""
    opening: int | None = None
    closing: int | None = None
    currency: str = ""


def read_csv(text: str, layout: CsvLayout) -> tuple[list[ParsedStatement], list[Problem]]:
    page, problems = Page(), list[Problem]()
    transactions: list[ParsedTransaction] = []
    for number, cells in rows_of(text, layout):
        if not page.columns:
            look_around(page, cells, layout)
            page.columns = columns_in(cells, number, layout)
        elif is_beside(page, cells):
            look_around(page, cells, layout)
        else:
            try:
                transactions.append(transaction(page, number, cells, layout))
            except ValueError as error:
                problems.append(problem(number, layout.delimiter.join(cells), str(error)))
    if not page.columns:
        raise Unreadable(_("The file has no line with the headings that the bank's CSV format names."))
    if not transactions:
        if problems:
            return [], problems
        raise Unreadable(_("There are no transactions in the file."))
    return [statement(page, transactions, layout)], problems


def rows_of(text: str, layout: CsvLayout) -> list[tuple[int, Cells]]:
    reader = csv.reader(io.StringIO(text.replace("\0", " "), newline=""), delimiter=layout.delimiter)
    rows: list[tuple[int, Cells]] = []
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS:
                raise Unreadable(_("Line %(line)s has more than 100 columns.") % {"line": reader.line_num})
            rows.append((reader.line_num, [cell.strip() for cell in row]))
    except csv.Error as error:
        raise Unreadable(_("The file is no CSV, or is damaged.")) from error
    return rows


def plain(heading: str) -> str:
    return " ".join(heading.strip("# \t\"'").casefold().split())


def columns_in(cells: Cells, number: int, layout: CsvLayout) -> dict[str, int]:
    """Which cell holds what, when this is the line of headings; empty when it is not."""
    wanted = layout.named()
    by_number = all(column.isdecimal() for column in wanted.values())
    if layout.header_lines and number < layout.header_lines:
        return {}
    if by_number:
        return {name: int(column) - 1 for name, column in wanted.items()}
    headings = [plain(cell) for cell in cells]
    found: dict[str, int] = {}
    for name, column in wanted.items():
        if column.isdecimal():
            found[name] = int(column) - 1
        elif plain(column) in headings:
            found[name] = headings.index(plain(column))
        else:
            return {}
    return found


def is_beside(page: Page, cells: Cells) -> bool:
    """A line without a day and without a sum is no transaction: an empty one, a footer, the final balance."""
    booked, sums = cell(page, cells, "booked"), [cell(page, cells, name) for name in ("amount", "credit", "debit")]
    return not booked and (not any(sums) or any("saldo" in one.casefold() for one in cells))


def look_around(page: Page, cells: Cells, layout: CsvLayout) -> None:
    """The account and the balances, as banks write them above and below the rows."""
    for at, one in enumerate(cells):
        page.account = page.account or account_of(one)
        label = one.casefold()
        if "saldo po" in label and "saldo pocz" not in label:
            continue
        for name, words in (("opening", "saldo pocz"), ("closing", "saldo ko")):
            if words in label and getattr(page, name) is None:
                setattr(page, name, first_sum(cells[at + 1 :], layout))


def first_sum(cells: Cells, layout: CsvLayout) -> int | None:
    for one in filter(None, cells):
        try:
            return grosze(one, layout.decimal)
        except ValueError:
            continue
    return None


def cell(page: Page, cells: Cells, name: str) -> str:
    at = page.columns.get(name, -1)
    return cells[at].strip("'\" ") if 0 <= at < len(cells) else ""


def transaction(page: Page, number: int, cells: Cells, layout: CsvLayout) -> ParsedTransaction:
    booked = day(cell(page, cells, "booked"), layout)
    valued = cell(page, cells, "value")
    written = cell(page, cells, "amount") or cell(page, cells, "credit") or cell(page, cells, "debit")
    after = cell(page, cells, "balance")
    return ParsedTransaction(
        booked_on=booked,
        value_on=day(valued, layout) if valued else booked,
        amount=amount(page, cells, layout),
        currency=(cell(page, cells, "currency") or currency_in(written) or "PLN").upper()[:3],
        payer_name=cell(page, cells, "name"),
        payer_account=account_of(cell(page, cells, "account")),
        title=cell(page, cells, "title"),
        bank_ref=cell(page, cells, "reference"),
        balance_after=amount_as(after, layout) if after else None,
        line=number,
        raw=layout.delimiter.join(cells),
    )


def amount(page: Page, cells: Cells, layout: CsvLayout) -> int:
    written = cell(page, cells, "amount")
    credit, debit = cell(page, cells, "credit"), cell(page, cells, "debit")
    if written:
        found = amount_as(written, layout)
    else:
        found = (amount_as(credit, layout) if credit else 0) - (abs(amount_as(debit, layout)) if debit else 0)
    if not found:
        raise ValueError(_("There is no sum in this line, or it is zero."))
    return found


def amount_as(written: str, layout: CsvLayout) -> int:
    try:
        return grosze(written, layout.decimal)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no sum.") % {"text": written[:40]}) from error


def day(written: str, layout: CsvLayout) -> date:
    try:
        return day_as(written, layout.day_format)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no day as this format writes them.") % {"text": written[:40]}) from error


def statement(page: Page, transactions: list[ParsedTransaction], layout: CsvLayout) -> ParsedStatement:
    days = [one.booked_on for one in transactions]
    return ParsedStatement(
        account=page.account,
        currency=re.sub(r"[^A-Z]", "", transactions[0].currency)[:3] or "PLN",
        number="",
        first_day=min(days),
        last_day=max(days),
        opening=page.opening,
        closing=page.closing,
        transactions=tuple(transactions),
    )
