import io
import time
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from panel.imports.template import COLUMNS
from panel.models import Job
from tests.panel.conftest import House
from tests.panel.importing import check, xlsx
from tests.panel.spreadsheets import parts_of, rows_of_xlsx

Enter = Callable[[str], Client]
SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx([["Nazwisko", "Imię"], ["Łoś", "Ewa"]])
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def with_part(name: str, content: bytes) -> bytes:
    """The good file with one of its parts replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for other, text in parts_of(GOOD).items():
            if other != name:
                packed.writestr(other, text)
        packed.writestr(name, content)
    return made.getvalue()


def cells(*references: str) -> bytes:
    rows = "".join(f'<row><c r="{one}" t="inlineStr"><is><t>x</t></is></c></row>' for one in references)
    return HEAD + rows.encode() + TAIL


def million_rows() -> bytes:
    return with_part(
        SHEET, HEAD + b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 1_000_001)) + TAIL
    )


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("a.xlsx", lambda: with_part(SHEET, b"0" * 200_000_000)),
    "bomb of many parts": ("a.xlsx", lambda: many_parts()),
    "a million rows": ("a.xlsx", million_rows),
    "a cell at the far corner": ("a.xlsx", lambda: with_part(SHEET, cells("A1", "XFD1048576"))),
    "outside entity": ("a.xlsx", lambda: with_part(SHEET, XXE + HEAD + TAIL)),
    "billion laughs": ("a.xlsx", lambda: with_part(SHEET, LAUGHS + HEAD + TAIL)),
    "macros": ("a.xlsx", lambda: with_part("xl/vbaProject.bin", b"x")),
    "wrong ending": ("a.xlsx", lambda: b"Nazwisko;Imie\nLos;Ewa\n"),
    "packed as text": ("a.csv", lambda: GOOD),
    "workbook as ods": ("a.ods", lambda: GOOD),
    "program": ("a.exe", lambda: b"MZ"),
    "no ending": ("plik", lambda: GOOD),
    "old Excel": ("a.xls", lambda: b"\xd0\xcf\x11\xe0"),
    "half a file": ("a.xlsx", lambda: GOOD[: len(GOOD) // 2]),
    "too large": ("a.csv", lambda: b"a;b\n" * 3_000_000),
    "many rows of text": ("a.csv", lambda: b"a;b\n" * 30_000),
    "huge cell": ("a.csv", lambda: b"Nazwisko;Imie\n" + b"x" * 200_000 + b";Ewa\n"),
    "huge cell of a workbook": ("a.xlsx", lambda: xlsx([["Nazwisko", "Imię"], ["x" * 5000, "Ewa"]])),
    "empty": ("a.csv", lambda: b""),
    "sheet damaged": ("a.xlsx", lambda: with_part(SHEET, b"<worksheet><sheetData><row")),
}


def many_parts() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number in range(2000):
            packed.writestr(f"p{number}", b"")
    return made.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_beside_the_field_within_seconds(house: House, enter: Enter, name: str) -> None:
    file_name, make = HOSTILE[name]
    content, client = make(), enter("Anna")

    began = time.monotonic()
    answer = client.post(house.address("start-import"), {"file": SimpleUploadedFile(file_name, content)})
    took = time.monotonic() - began

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="field-errors' in page
    assert "root:" not in page
    assert took < 5
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a;b\nc;d\n", "nagłówk"),
        (b"Nazwisko;Imie;NIP\n", "nie ma wierszy"),
        (b"Nazwisko;Imie\n\n\n", "nie ma wierszy"),
    ],
)
def test_file_that_is_no_list_is_told_so(house: House, enter: Enter, content: bytes, words: str) -> None:
    job = check(house, enter("Anna"), content, "a.csv")

    assert words in job.summary
    assert not job.params.get("may_write")


@pytest.mark.parametrize(
    "text", ["Nazwisko,Imię\nŁoś,Ewa\n", "Nazwisko\tImię\nŁoś\tEwa\n", "\n\nSURNAME;first  name\nŁoś;Ewa"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_text_is_read_however_it_is_parted_and_coded(house: House, enter: Enter, text: str, encoding: str) -> None:
    job = check(house, enter("Anna"), text.encode(encoding), "a.csv")

    assert job.params["counts"]["rows"] == 1
    assert {row.subject for row in job.rows.all()} == {"Łoś Ewa"}


def test_name_of_a_file_does_no_harm(house: House, enter: Enter) -> None:
    job = check(house, enter("Anna"), GOOD, '"; filename="evil.exe\u202e<b>.xlsx')

    page = enter("Anna").get(house.address("show-job", job.uid)).content.decode()
    assert "<b>.xlsx" not in page
    assert "\u202e" not in page
    assert str(job.upload.name).startswith("imports/")


def test_template_has_headings_that_are_read_and_the_words_allowed(house: House, enter: Enter) -> None:
    client = enter("Anna")
    content = client.get(house.address("download-template")).content
    head = rows_of_xlsx(content)[0]

    assert len(head) == len(COLUMNS)
    assert "Nazwisko *" in head
    assert "Wariant I" in parts_of(content)["xl/sharedStrings.xml"]
    assert "dataValidations" in parts_of(content)[SHEET]
    job = check(house, client, xlsx([head, ["Łoś"]]))
    assert job.params["unknown"] == []
