"""Spreadsheets out and in, and one thing done with many rows, as an organiser does them."""

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import log_in
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

HERE = "/panel/opieka/konferencja-opieka"
SECONDS = 30_000


@pytest.fixture
def inspector(browser: Browser, findings: Findings, tmp_path: Path) -> Inspector:
    return Inspector(browser, findings, tmp_path, PHONE)


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    opened = context.new_page()
    log_in(opened, site, "wlasciciel@opieka.example")
    return opened


def sheet(rows: list[list[Any]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        kept = book.add_worksheet()
        for number, row in enumerate(rows):
            kept.write_row(number, 0, row)
    return made.getvalue()


def exported(page: Page, site: Site, columns: list[str], path: Path) -> list[list[Any]]:
    page.goto(f"{site.address}{HERE}/export/participants/")
    for box in page.locator("input[name=columns]").all():
        box.set_checked(box.get_attribute("value") in columns)
    page.get_by_role("button", name="Przygotuj plik").click()
    with page.expect_download(timeout=SECONDS) as download:
        page.get_by_role("link", name="Pobierz plik").click(timeout=SECONDS)
    download.value.save_as(path)
    return [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]


def send(page: Page, site: Site, content: bytes) -> None:
    page.goto(f"{site.address}{HERE}/import/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("Plik").set_input_files({"name": "lista.xlsx", "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Sprawdź plik").click()


def test_list_is_exported_corrected_and_imported(
    page: Page, site: Site, findings: Findings, inspector: Inspector, tmp_path: Path
) -> None:
    columns = ["last_name", "first_name", "email", "position", "participant"]
    rows = exported(page, site, columns, tmp_path / "lista.xlsx")
    assert rows[0] == ["Nazwisko", "Imię", "Stanowisko", "E-mail", "Kod uczestnika"]

    wrong = [rows[0], [*rows[1][:3], "bez małpy", rows[1][4]], *rows[2:5]]
    send(page, site, sheet(wrong))
    expect(page.get_by_text("Popraw te komórki")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("cell", name="bez małpy")).to_be_visible()
    expect(page.get_by_role("button", name="Zapisz wszystko")).to_have_count(0)
    inspector.look_at(page, "import-refused")

    right = [rows[0], [rows[1][0], rows[1][1], "kierownik zmiany", *rows[1][3:]], *rows[2:5]]
    send(page, site, sheet(right))
    expect(page.get_by_role("button", name="Zapisz wszystko")).to_be_visible(timeout=SECONDS)
    inspector.look_at(page, "import-checked")
    page.get_by_role("button", name="Zapisz wszystko").click(timeout=SECONDS)
    expect(page.get_by_text("Zapisano. 4 wiersze")).to_be_visible(timeout=SECONDS)

    again = exported(page, site, columns, tmp_path / "again.xlsx")
    assert again[1][2] == "kierownik zmiany"
    assert findings.everything() == []


def test_label_is_put_on_chosen_people_and_reported(
    page: Page, site: Site, findings: Findings, inspector: Inspector
) -> None:
    page.goto(f"{site.address}{HERE}/labels/")
    page.locator("main form input[name=name]").fill("Prelegent")
    page.locator("main form .button-primary").click()
    page.goto(f"{site.address}{HERE}/participants/")
    for number in (0, 1, 2):
        page.locator("input[name=codes]").nth(number).check()
    page.locator("#chosen button[type=submit]").first.click()
    expect(page.get_by_text("Wybrano 3 osoby:")).to_be_visible()
    inspector.look_at(page, "bulk-chosen", other_language=False)
    page.get_by_role("button", name="Nadaj etykietę").click()
    page.get_by_label("Etykieta").select_option("Prelegent")
    page.get_by_role("button", name="Zobacz, co się stanie").click()
    expect(page.get_by_text("Dotyczy 3 wierszy.")).to_be_visible()
    inspector.look_at(page, "bulk-told", other_language=False)
    page.get_by_role("button", name="Nadaj etykietę").click()
    expect(page.get_by_text("Wykonano: 3; bez zmian: 0; odrzucono: 0.")).to_be_visible(timeout=SECONDS)
    inspector.look_at(page, "bulk-done")
    assert findings.everything() == []
