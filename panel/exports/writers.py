"""The formats of a spreadsheet, written row by row. A text is never a formula, whatever it begins with."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from panel.exports.ods import write_ods
from panel.exports.xlsx import write_xlsx

# A spreadsheet computes what begins so, also after white space.
FORMULA_STARTS = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Rows = Iterable[Sequence[Any]]
Write = Callable[[Path, str, Sequence[str], Sequence[int], Rows], int]


def write_csv(path: Path, title: str, headers: Sequence[str], widths: Sequence[int], rows: Rows) -> int:
    """As Polish spreadsheets open it: semicolons, decimal commas, and a mark at the start that it is UTF-8."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow([defused(header) for header in headers])
        for row in rows:
            writer.writerow([plain(value) for value in row])
            count += 1
    return count


def plain(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return "" if value is None else defused(str(value))


def defused(cell: str) -> str:
    """CSV has no types: an apostrophe in front keeps what looks like a formula from being one.

    A text that has apostrophes in front by itself gets one more, so that `rearmed` gives back what was there.
    """
    return f"'{cell}" if is_like_a_formula(cell) else cell


def rearmed(cell: str) -> str:
    """A cell of our CSV without the apostrophe that `defused` put in front."""
    return cell[1:] if cell.startswith("'") and is_like_a_formula(cell[1:]) else cell


def is_like_a_formula(cell: str) -> bool:
    return cell.lstrip("' \u00a0").startswith(FORMULA_STARTS)


WRITERS: dict[str, Write] = {"xlsx": write_xlsx, "ods": write_ods, "csv": write_csv}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
