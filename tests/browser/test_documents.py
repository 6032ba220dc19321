"""The treasurer issues an invoice, corrects and downloads it; the institution finds both by its link."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.events.paper_reading import text_of
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import Panel
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

CONFERENCE = "opieka/konferencja-opieka"
OWNER = "wlasciciel@opieka.example"
NEW_NIP = "5265877635"


def name_the_seller(panel: Panel) -> None:
    """An invoice names its seller whole: the demonstration's associations have no NIP."""
    page = panel.open("setup/association/")
    seller = {"nip": "1111111111", "street": "ul. Rynek 2", "postal_code": "97-500", "city": "Radomsko"}
    for name, value in {**seller, "bank_account": "61109010140000071219812874"}.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form .button-primary").click()
    page.wait_for_load_state()


def decide(panel: Panel) -> Page:
    """The owner decides: invoices outside KSeF, only when asked for, with a basis for what has no VAT rule."""
    page = panel.open("setup/documents/")
    page.locator("[name=mode]").select_option("invoice")
    page.locator("[name=issue_time]").select_option("on_request")
    page.fill("[name=default_basis]", "art. 113 ust. 1 ustawy o podatku od towarów i usług")
    page.locator("[name=sends_proforma]").uncheck()
    page.locator("main form .button-primary").click()
    expect(page.locator("main .tone-settled, [role=status] .tone-settled").first).to_be_visible()
    return page


def open_documents(panel: Panel) -> tuple[Page, str]:
    page = panel.open("cards/?state=submitted")
    address = page.locator("main table tbody th a, main table tbody td a").first.get_attribute("href")
    assert address
    path = address.split(f"{CONFERENCE}/")[1]
    return panel.open(f"{path}documents/"), path


def pdf_by(page: Page, link: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.locator(link).first.click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target.read_bytes()


def test_invoice_is_issued_corrected_and_downloaded(
    browser: Browser, context: BrowserContext, site: Site, findings: Findings, tmp_path: Path
) -> None:
    panel = Panel(context, site, CONFERENCE, OWNER)
    inspector = Inspector(browser, findings, tmp_path, PHONE)
    name_the_seller(panel)
    inspector.look_at(decide(panel), "documents-settings")
    page, path = open_documents(panel)
    inspector.look_at(page, "documents-none")
    page.locator("[name=kind]").select_option("invoice")
    page.locator("#issue ~ form .button-primary").click()
    expect(page.locator("main table tbody th a")).to_have_text(re.compile(r"^FV/1/"))
    number = page.locator("main table tbody th a").inner_text()
    assert f"Faktura {number}" in text_of(pdf_by(page, "main table tbody th a", tmp_path))

    panel.open(f"{path}invoice/")
    page.fill("[name=buyer_nip]", NEW_NIP)
    page.locator("main form .button-primary").first.click()
    panel.open(f"{path}documents/")
    page.locator("main a[href$='/correct/']").first.click()
    inspector.look_at(page, "documents-correct")
    page.fill("[name=reason]", "Błędny NIP nabywcy")
    page.locator("main form .button-primary").click()
    expect(page.locator("main table tbody th a").first).to_have_text(re.compile(r"^KOR/1/"))
    text = text_of(pdf_by(page, "main table tbody tr:first-child th a", tmp_path))
    assert number in text
    assert "Błędny NIP nabywcy" in text
    page.locator("[name=kind]").select_option("invoice")
    page.locator("#issue ~ form .button-primary").click()
    expect(page.locator("main table tbody th a").first).to_have_text(re.compile(r"^FV/2/"))
    inspector.look_at(page, "documents-three")
    inspector.look_at(panel.open("documents/"), "documents-list")
    expect(page.locator("#results tbody tr")).to_have_count(3)
    assert findings.everything() == []
