"""A file that somebody sends, read as a table of texts, or refused with a sentence. Nothing in it is believed."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from panel.exports.writers import rearmed
from panel.imports import child

Table = list[list[str]]

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 4_000
CHILD_MEGABYTES = 700
CHILD_SECONDS = 4
MACROS = ("vbaproject", "activex", "basic/", "scripts/")
MARKS = {"xlsx": "[Content_Types].xml", "ods": "mimetype"}


def read_table(file: IO[bytes], name: str) -> Table:
    """Raises ValidationError with a sentence for whoever sent the file. Takes seconds and bounded memory at worst."""
    kind = name.rpartition(".")[2].lower()
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Split it in parts."))
    if kind == "csv":
        table = read_csv(content)
    elif kind in MARKS:
        check_packed(content, kind)
        table = read_packed(content, kind)
    else:
        raise ValidationError(_("Send a spreadsheet as XLSX, ODS or CSV. Other files are not read."))
    if any(len(cell) > LONGEST_CELL for row in table for cell in row):
        raise ValidationError(_("A cell of the file holds more than 4000 characters."))
    while table and not any(table[-1]):
        table.pop()
    return table


def too_large() -> ValidationError:
    return ValidationError(
        _("The file has more than %(rows)s rows or %(columns)s columns.") % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
    )


def unreadable() -> ValidationError:
    return ValidationError(_("The file cannot be read: it is damaged, or is something else than its name says."))


def check_packed(content: bytes, kind: str) -> None:
    """That the file is what it says, unpacks to a bounded size, and carries no programs. Unpacks it piece by piece."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = [part.filename for part in parts]
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise too_large()
            if MARKS[kind] not in names:
                raise unreadable()
            if any(mark in name.lower() for name in names for mark in MACROS):
                raise ValidationError(_("The file carries macros. Save it without them and send it again."))
            for part in parts:
                check_part(packed, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise unreadable() from error


def check_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """The size that a part tells is checked by unpacking it: zipfile stops there and compares the checksum."""
    with packed.open(part) as opened:
        begins = opened.read(64 * 1024)
        if b"<!DOCTYPE" in begins or b"<!ENTITY" in begins:
            raise unreadable()
        while opened.read(1024 * 1024):
            pass


def read_packed(content: bytes, kind: str) -> Table:
    with NamedTemporaryFile(suffix=f".{kind}") as kept:
        kept.write(content)
        kept.flush()
        limits = (MOST_ROWS, MOST_COLUMNS, CHILD_MEGABYTES, CHILD_SECONDS)
        command = [sys.executable, str(Path(child.__file__)), kept.name, *map(str, limits)]
        try:
            # Our own program, and a name that we chose.
            done = subprocess.run(command, capture_output=True, check=False, timeout=3 * CHILD_SECONDS, env={})  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise too_large() from error
    if done.returncode == child.TOO_LARGE:
        raise too_large()
    if done.returncode:
        raise unreadable()
    # The same words stand in thousands of rows: each is kept once.
    known: dict[str, str] = {}
    return [[known.setdefault(cell, cell) for cell in json.loads(line)] for line in done.stdout.splitlines()]


def read_csv(content: bytes) -> Table:
    """Semicolons, commas or tabs; UTF-8, or the code page of older Polish programs."""
    if b"\0" in content or content.startswith(b"PK"):
        raise unreadable()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1250", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    table: Table = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(table) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise too_large()
            table.append([rearmed(cell).replace("\r\n", "\n").strip() for cell in row])
    except csv.Error as error:
        raise unreadable() from error
    return table
