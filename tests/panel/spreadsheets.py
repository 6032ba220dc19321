"""Spreadsheets as a person's program opens them."""

import csv
import io
import zipfile
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

Rows = list[list[Any]]


def rows_of_xlsx(content: bytes) -> Rows:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()]


def rows_of_ods(content: bytes) -> Rows:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def rows_of_csv(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


READ = {"xlsx": rows_of_xlsx, "ods": rows_of_ods, "csv": rows_of_csv}


def parts_of(content: bytes) -> dict[str, str]:
    """The documents inside a packed spreadsheet, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}
