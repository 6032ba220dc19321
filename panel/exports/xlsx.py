"""Office Open XML spreadsheets of one sheet. A text is written as a text, so no cell is ever a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

SHEET_NAME_LENGTH = 31
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_xlsx(
    path: Path, title: str, headers: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> int:
    """A sheet with a fixed head and filters, in constant memory. Returns the number of rows."""
    name = title.translate(FORBIDDEN_IN_NAMES)[:SHEET_NAME_LENGTH]
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = {
            Decimal: book.add_format({"num_format": "#,##0.00"}),
            datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        for column, (header, width) in enumerate(zip(headers, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, header, bold)
        sheet.freeze_panes(1, 0)
        count = 0
        for count, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                put(sheet, count, column, value, formats)
        sheet.autofilter(0, 0, max(count, 1), max(len(headers) - 1, 0))
    return count


def put(sheet: Any, row: int, column: int, value: Any, formats: dict[type, Any]) -> None:
    kind = type(value)
    if kind is str:
        if value:
            sheet.write_string(row, column, value)
    elif kind is datetime:
        sheet.write_datetime(row, column, value.replace(tzinfo=None), formats[datetime])
    elif kind is date:
        sheet.write_datetime(row, column, value)
    elif kind is time:
        sheet.write_datetime(row, column, value, formats[time])
    elif kind is Decimal:
        sheet.write_number(row, column, value, formats[Decimal])
    elif kind is int:
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, str(value))
