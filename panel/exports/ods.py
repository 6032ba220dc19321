"""OpenDocument 1.3 spreadsheets, written as they come: building the whole tree first takes a gigabyte for our lists."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
STYLES = """<office:automatic-styles>
<number:date-style style:name="N1"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>
<number:date-style style:name="N2"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/><number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:date-style>
<number:time-style style:name="N3"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
<number:number-style style:name="N4"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="moment" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="hour" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="money" style:family="table-cell" style:data-style-name="N4"/>
<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>"""  # noqa: E501
EMPTY = "<table:table-cell/>"
NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def write_ods(
    path: Path, title: str, headers: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> int:
    """Returns the number of rows; the widths are left to the program that opens it."""
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        # The standard wants the type first and not compressed (part 2, 3.3).
        book.writestr("mimetype", MIME, ZIP_STORED)
        book.writestr("META-INF/manifest.xml", MANIFEST)
        with book.open("content.xml", "w") as content:
            return write_content(content, title, headers, rows)


def write_content(content: IO[bytes], title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    def put(text: str) -> None:
        content.write(text.encode())

    put(f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES} office:version="1.3">')
    put(f"{STYLES}<office:body><office:spreadsheet><table:table table:name={quoteattr(title)}>")
    put(f"<table:table-row>{''.join(text_cell(header, 'head') for header in headers)}</table:table-row>")
    count = 0
    for row in rows:
        put(f"<table:table-row>{''.join(cell_of(value) for value in row)}</table:table-row>")
        count += 1
    put("</table:table></office:spreadsheet></office:body></office:document-content>")
    return count


def cell_of(value: Any) -> str:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, datetime):
        return typed_cell("date", f'date-value="{value:%Y-%m-%dT%H:%M:%S}"', f"{value:%d.%m.%Y %H:%M}", "moment")
    if isinstance(value, date):
        return typed_cell("date", f'date-value="{value:%Y-%m-%d}"', f"{value:%d.%m.%Y}", "day")
    if isinstance(value, time):
        return typed_cell("time", f'time-value="{value:PT%HH%MM%SS}"', f"{value:%H:%M}", "hour")
    if isinstance(value, Decimal):
        return typed_cell("float", f'value="{value}"', f"{value:.2f}".replace(".", ","), "money")
    if isinstance(value, int):
        return typed_cell("float", f'value="{value}"', str(value), "")
    return text_cell(str(value))


def typed_cell(kind: str, value: str, shown: str, style: str) -> str:
    named = f' table:style-name="{style}"' if style else ""
    said = f'office:value-type="{kind}" office:{value}'
    return f"<table:table-cell{named} {said}><text:p>{shown}</text:p></table:table-cell>"


def text_cell(text: str, style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.translate(NOT_IN_XML).split("\n"))
    return f'<table:table-cell{named} office:value-type="string">{lines}</table:table-cell>'
