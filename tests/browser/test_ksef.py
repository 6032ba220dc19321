"""An invoice goes to the stand-in for KSeF, is rejected with the reason, goes again, shows its number and receipt."""

import json
import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import Panel
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

CONFERENCE = "razem/xi-konferencja"
TREASURER = "skarbnik@razem.example"
REASON = "Data wystawienia późniejsza niż data wysłania."
KSEF_NUMBER = re.compile(r"^9991111112-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}")
# The clock sends fifteen at a time, twice a minute, and draws their letters in between.
PATIENCE_SECONDS = 300


@pytest.fixture
def panel(context: BrowserContext, site: Site) -> Panel:
    if not site.is_embedded:
        pytest.skip("The stand-in for KSeF is started by make run alone.")
    return Panel(context, site, CONFERENCE, TREASURER)


def tell_standin(site: Site, **scenario: object) -> None:
    """What the stand-in is to do with the coming invoices; it listens on the site's port and two."""
    address = f"http://127.0.0.1:{int(site.environment['PORT']) + 2}/standin/scenario"
    body = json.dumps(scenario).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


def wait_for(page: Page, address: str, wanted: Locator, count: int | None = None) -> None:
    """Look at the page again until it has what is wanted, or none of it."""
    for _look in range(PATIENCE_SECONDS // 2):
        page.goto(address)
        found = wanted.count()
        if (found > 0) if count is None else (found == count):
            return
        page.wait_for_timeout(2_000)
    raise AssertionError(f"{address} did not show it within {PATIENCE_SECONDS} seconds.")


def issue_invoice(panel: Panel) -> str:
    """For the first card that owes: an invoice before it is paid. Its number."""
    page = panel.open("cards/?payment=unpaid")
    address = page.locator("main table tbody th a, main table tbody td a").first.get_attribute("href")
    assert address
    page = panel.open(f"{address.split(f'{CONFERENCE}/')[1]}documents/")
    page.locator("[name=kind]").select_option("invoice")
    page.locator("#issue ~ form .button-primary").click()
    invoice = page.locator("main table tbody th a", has_text=re.compile(r"^FV/")).first
    return invoice.inner_text()


def test_invoice_is_rejected_sent_again_and_shows_its_number(
    browser: Browser, panel: Panel, site: Site, findings: Findings, tmp_path: Path
) -> None:
    page, inspector = panel.page, Inspector(browser, findings, tmp_path, PHONE)
    wait_for(page, f"{panel.root}ksef/?part=moving", page.locator("main table tbody tr"), count=0)
    tell_standin(site, next=["reject"])
    number = issue_invoice(panel)
    row = page.locator("main table tbody tr", has_text=number)

    wait_for(page, f"{panel.root}ksef/?part=decide", row)
    expect(row).to_contain_text(REASON)
    inspector.look_at(page, "ksef-rejected")
    inspector.look_at(panel.open("money/"), "treasury-rejected")
    expect(page.locator("main a[href$='/ksef/']", has_text="KSeF").first).to_be_visible()

    page.goto(f"{panel.root}ksef/?part=decide")
    row.locator("form[action$='/send/'] button").click()
    wait_for(page, f"{panel.root}ksef/?part=accepted", row.locator("a[href$='/upo/']"))
    expect(row.locator(".code")).to_have_text(KSEF_NUMBER)
    inspector.look_at(page, "ksef-accepted")
    with page.expect_download() as waiting:
        row.locator("a[href$='/upo/']").click()
    assert row.locator(".code").inner_text() in Path(waiting.value.path()).read_text(encoding="utf-8")
    assert findings.everything() == []


def test_treasurer_sees_what_came_who_owes_and_what_waits(
    browser: Browser, panel: Panel, findings: Findings, tmp_path: Path
) -> None:
    page = panel.open("money/")
    expect(page.locator(".figure")).to_have_count(4)
    expect(page.locator("section[aria-labelledby=owing] tbody tr").first).to_be_visible()
    expect(page.locator("section[aria-labelledby=waits] li").first).to_be_visible()
    Inspector(browser, findings, tmp_path, PHONE).look_at(page, "treasury-phone")
    page.set_viewport_size({"width": 1440, "height": 900})
    Inspector(browser, findings, tmp_path, PHONE).look_at(page, "treasury-desk")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert findings.everything() == []
