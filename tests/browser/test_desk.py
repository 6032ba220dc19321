"""The page of one card at work: corrected in place by keys alone, with notes, labels, and two entries made one."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import Panel
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

CONFERENCE = "opieka/konferencja-opieka"
OWNER = "wlasciciel@opieka.example"
PAGES = ("statistics/", "prints/", "waiting/", "duplicates/", "labels/")


def open_card(panel: Panel) -> tuple[Page, str]:
    """Some card that stands; gives also its address within the panel."""
    page = panel.open("cards/?state=submitted")
    address = page.locator("main table tbody th a, main table tbody td a").first.get_attribute("href")
    assert address
    path = address.split(f"{CONFERENCE}/")[1]
    return panel.open(path), path


def test_person_is_corrected_in_place_with_keys_alone(context: BrowserContext, site: Site, findings: Findings) -> None:
    page, path = open_card(Panel(context, site, CONFERENCE, OWNER))
    page.locator("#person-1 .person-actions a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#person-1-academic_title")).to_be_focused()
    page.keyboard.type("dr hab.")
    page.keyboard.press("Enter")

    expect(page.locator("#person-1 h3")).to_contain_text("dr hab.")
    expect(page.locator("#person-1 .person-actions a").first).to_be_focused()
    expect(page.locator("[role=status] .tone-settled").first).to_be_visible()
    assert page.url.endswith(path)
    assert findings.everything() == []


def test_mistake_in_place_is_told_and_focused(context: BrowserContext, site: Site) -> None:
    page, _path = open_card(Panel(context, site, CONFERENCE, OWNER))
    page.locator("#card-contact .button-small").click()
    page.fill("#contact-contact_email", "nie adres")
    page.keyboard.press("Enter")

    expect(page.locator("#contact-contact_email")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#contact-contact_email")).to_have_value("nie adres")
    expect(page.locator("#contact-contact_email")).to_be_focused()


def test_note_and_label_are_put_on_a_card(context: BrowserContext, site: Site) -> None:
    panel = Panel(context, site, CONFERENCE, OWNER)
    page = panel.open("labels/")
    page.fill("[name=name]", "Gość")
    page.locator("main form .button-primary").click()
    page, path = open_card(panel)
    page.fill("[name=text]", "Zadzwonić po 10.")
    page.locator("main form:has([name=text]) button").click()
    expect(page.locator(".note").first).to_contain_text("Zadzwonić po 10.")
    panel.open(f"{path}labels/0/")
    page.get_by_label("Gość").check()
    page.locator("main form .button-primary").click()

    expect(page.locator(".page-head .state", has_text="Gość")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("Gość")


def test_pages_of_the_desk_say_nothing_wrong(
    browser: Browser, context: BrowserContext, findings: Findings, site: Site, tmp_path: Path
) -> None:
    panel = Panel(context, site, CONFERENCE, OWNER)
    inspector = Inspector(browser, findings, tmp_path, PHONE)
    page, path = open_card(panel)
    paths = [*PAGES, path, f"{path}people/1/", f"{path}people/1/exchange/", f"{path}people/1/variant/"]
    paths += [f"{path}people/1/stay/"]
    paths += [f"{path}people/1/resign/", f"{path}people/add/", f"{path}contact/", f"{path}invoice/", f"{path}labels/1/"]
    for number, one in enumerate(paths):
        panel.open(one)
        expect(page.locator("h1").first).to_be_visible()
        inspector.look_at(page, f"desk-{number}")

    assert findings.everything() == []
