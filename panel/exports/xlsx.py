"""Office Open XML spreadsheets of one sheet, written as they come: a library's call for each cell costs most.

ECMA-376, part 1, chapter 18. A text is an inline string (18.3.1.53), so no cell is ever a formula.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>
</Types>"""
ROOT = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
PARTS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>
</Relationships>"""
# In the order of `cellXfs`: plain, the heading, a day, a moment, an hour, money.
HEADING, DAY, MOMENT, HOUR, MONEY = 1, 2, 3, 4, 5
STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">
<numFmts count="4"><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/><numFmt numFmtId="165" formatCode="dd.mm.yyyy hh:mm"/><numFmt numFmtId="166" formatCode="hh:mm"/><numFmt numFmtId="167" formatCode="#,##0.00"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="167" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""  # noqa: E501
VIEW = (
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
)
SHEET_NAME_LENGTH = 31
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_TEXT = 32767
# What XML cannot hold, and what would be read as having been written so (22.4.2.4, bstr).
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
DAY_ZERO = date(1899, 12, 30).toordinal()
SECONDS_A_DAY = 24 * 60 * 60
# Most of the time goes to text: a packing that takes half of it makes the file a tenth larger.
PACKING = 3


def write_xlsx(
    path: Path, title: str, headers: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> int:
    """A sheet with a fixed head and filters, in constant memory. Returns the number of rows."""
    name = title.translate(FORBIDDEN_IN_NAMES)[:SHEET_NAME_LENGTH]
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=PACKING) as book:
        book.writestr("[Content_Types].xml", CONTENT_TYPES)
        book.writestr("_rels/.rels", ROOT)
        book.writestr("xl/_rels/workbook.xml.rels", PARTS)
        book.writestr("xl/styles.xml", STYLES)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            count = write_sheet(sheet, headers, widths, rows)
        book.writestr("xl/workbook.xml", workbook(name, f"{letters(len(headers))}${max(count, 1) + 1}"))
    return count


def workbook(name: str, last: str) -> str:
    filtered = f'name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\'{escape(name)}\'!$A$1:${last}'
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets>'
        f"<definedNames><definedName {filtered}</definedName></definedNames></workbook>"
    )


def write_sheet(sheet: IO[bytes], headers: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]) -> int:
    columns = [letters(number) for number in range(1, len(headers) + 1)]
    sized = (f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, start=1))
    head = "".join(text_cell(f"{letter}1", text, HEADING) for letter, text in zip(columns, headers, strict=True))
    sheet.write(
        f'{HEAD}<worksheet xmlns="{MAIN}">{VIEW}<cols>{"".join(sized)}</cols>'
        f'<sheetData><row r="1">{head}</row>'.encode()
    )
    number = 1
    for number, row in enumerate(rows, start=2):
        cells = [
            cell_of(f"{letter}{number}", value)
            for letter, value in zip(columns, row, strict=True)
            if value is not None and value != ""
        ]
        sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
    sheet.write(f'</sheetData><autoFilter ref="A1:{columns[-1]}{max(number, 2)}"/></worksheet>'.encode())
    return number - 1


def cell_of(place: str, value: Any) -> str:
    kind = type(value)
    if kind is str:
        return text_cell(place, value)
    if kind is datetime:
        return number_cell(place, f"{serial(value.date()) + part_of_day(value.time()):.16g}", MOMENT)
    if kind is date:
        return number_cell(place, str(serial(value)), DAY)
    if kind is time:
        return number_cell(place, f"{part_of_day(value):.16g}", HOUR)
    if kind is Decimal:
        return number_cell(place, str(value), MONEY)
    return number_cell(place, str(value), 0) if kind is int else text_cell(place, str(value))


def text_cell(place: str, text: str, style: int = 0) -> str:
    text = text[:LONGEST_TEXT]
    if UNWRITABLE.search(text):
        text = UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if "&" in text or "<" in text or ">" in text:
        text = escape(text)
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled} t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def number_cell(place: str, number: str, style: int) -> str:
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled}><v>{number}</v></c>'


def serial(day: date) -> int:
    """Days as spreadsheets count them."""
    return day.toordinal() - DAY_ZERO


def part_of_day(hour: time) -> float:
    return (hour.hour * 3600 + hour.minute * 60 + hour.second) / SECONDS_A_DAY


def letters(number: int) -> str:
    """A column by its letters: 1 is A, 27 is AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
