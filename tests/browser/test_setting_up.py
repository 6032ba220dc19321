"""This year's edition made of last year's: copied, moved, mended and published by somebody who is no technician."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import log_in
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

CONFERENCE = "razem/xi-konferencja"
LISTS = ("venues", "pools", "inclusions", "variants", "vat", "levels", "extras", "codes", "fees", "questions")
PAGES = ("identity", "place", "registration", "association", "prices", "texts", "texts/terms/pl", "copy", "cancel")
SAVE = "main .setup-page form .button-primary"


def day_in(page: Page, name: str) -> date:
    return date.fromisoformat(page.input_value(f"[name={name}]")[:10])


def save(page: Page) -> None:
    page.locator(SAVE).click()
    page.wait_for_load_state()
    expect(page.locator(".messages .tone-settled").first).to_be_visible()


def test_edition_is_copied_moved_mended_and_published(
    browser: Browser, context: BrowserContext, findings: Findings, site: Site, tmp_path: Path
) -> None:
    page, inspector = context.new_page(), Inspector(browser, findings, tmp_path, PHONE)
    log_in(page, site, "organizator@razem.example")
    page.goto(f"{site.address}/panel/{CONFERENCE}/setup/copy/")
    expect(page.locator("[name=title]")).to_have_value("XII Konferencja RAZEM")
    page.fill("[name=slug]", "xii-proba")
    page.locator(SAVE).click()
    page.wait_for_url("**/razem/xii-proba/setup/")
    inspector.look_at(page, "readiness")

    move_a_month_earlier(page, site)
    problem = page.locator(".todo li", has_text="Rejestracja zamyka się po rozpoczęciu")
    expect(problem).to_be_visible()
    inspector.look_at(page, "readiness-with-problems")
    page.get_by_role("button", name="Opublikuj").click()
    expect(page.locator(".messages .tone-problem")).to_be_visible()

    problem.get_by_role("link").click()
    page.wait_for_url("**/setup/registration/")
    mend_deadlines(page, site)
    for kind in ("fees", "levels"):
        while page.locator(f".todo li a[href$='/{kind}/']").count() and blocking(page):
            delete_first(page, site, kind)
    expect(page.get_by_text("Nic nie stoi na przeszkodzie.")).to_be_visible()
    page.get_by_role("button", name="Opublikuj").click()
    expect(page.locator(".messages .tone-settled")).to_be_visible()

    page.goto(f"{site.address}/razem/xii-proba/")
    expect(page.locator("h1").first).to_be_visible()
    assert findings.everything() == []


def blocking(page: Page) -> int:
    return page.locator("section[aria-labelledby=blocking] .todo li").count()


def move_a_month_earlier(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/panel/razem/xii-proba/setup/place/")
    for name in ("starts_on", "ends_on"):
        page.fill(f"[name={name}]", (day_in(page, name) - timedelta(weeks=4)).isoformat())
    save(page)
    page.goto(f"{site.address}/panel/razem/xii-proba/setup/")


def mend_deadlines(page: Page, site: Site) -> None:
    """All deadlines of the page move by the same month."""
    for name in ("registration_opens_at", "registration_closes_at", "changes_until", "resignation_until"):
        typed = page.input_value(f"[name={name}]")
        earlier = (day_in(page, name) - timedelta(weeks=4)).isoformat()
        page.fill(f"[name={name}]", earlier + typed[10:])
    save(page)
    page.goto(f"{site.address}/panel/razem/xii-proba/setup/")


def delete_first(page: Page, site: Site, kind: str) -> None:
    page.goto(f"{site.address}/panel/razem/xii-proba/setup/all/{kind}/")
    page.locator("main table a[href$='/delete/']").last.click()
    page.wait_for_url("**/delete/")
    page.locator("main .button-danger").click()
    page.wait_for_url(f"**/setup/all/{kind}/")
    page.goto(f"{site.address}/panel/razem/xii-proba/setup/")


def test_pages_of_settings_say_nothing_wrong(
    browser: Browser, context: BrowserContext, findings: Findings, site: Site, tmp_path: Path
) -> None:
    page, inspector = context.new_page(), Inspector(browser, findings, tmp_path, PHONE)
    log_in(page, site, "wlasciciel@razem.example")
    root = f"{site.address}/panel/{CONFERENCE}/setup"
    addresses = [f"{root}/{name}/" for name in PAGES]
    addresses += [f"{root}/prices/?audience=members&rank=any", f"{root}/all/variants/add/", f"{root}/all/vat/add/"]
    addresses += [f"{site.address}/panel/conferences/razem/new/"]
    for address in addresses + [f"{root}/all/{kind}/" for kind in LISTS]:
        page.goto(address)
        expect(page.locator("h1").first).to_be_visible()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
        inspector.look_at(page, address.removeprefix(root).strip("/").replace("/", "-").replace("?", "-")[-60:])
    assert findings.everything() == []


def test_mistake_on_a_phone_is_told_at_its_field(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    log_in(page, site, "organizator@razem.example")
    page.goto(f"{site.address}/panel/{CONFERENCE}/setup/all/variants/add/")
    page.fill("[name=name]", "Wariant próbny")
    page.fill("[name=price]", "dużo")
    page.locator(SAVE).click()

    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.locator(".field-wrong [name=price]")).to_have_value("dużo")
    expect(page.locator("[name=name]")).to_have_value("Wariant próbny")
