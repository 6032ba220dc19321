"""An organiser works on the lists: searches, filters, chooses columns, keeps the view, and all by the keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import log_in
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

DESK = {"width": 1440, "height": 900}
LIST = "/panel/razem/xi-konferencja/participants/"


@pytest.fixture
def desk(browser: Browser, findings: Findings, site: Site) -> Iterator[Page]:
    """The organiser's own screen, logged in."""
    opened = browser.new_context(viewport=DESK)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(opened)
    page = opened.new_page()
    log_in(page, site, "organizator@razem.example")
    yield page
    opened.close()


def names_of(page: Page) -> list[str]:
    return page.locator(".table-rows tbody th").all_inner_texts()


def test_search_filter_columns_and_view_are_kept_in_the_address(desk: Page, site: Site, findings: Findings) -> None:
    desk.goto(site.address + LIST)
    surname = names_of(desk)[0].split(" ")[0]

    desk.fill("[data-search]", surname.lower())
    expect(desk).to_have_url(re.compile(r"\?q="))
    expect(desk.locator("[data-announce]")).not_to_be_empty()
    desk.fill("[data-search]", "")
    expect(desk).to_have_url(re.compile(r"participants/$"))
    desk.locator("[data-filters] > summary").click()
    desk.locator("input[name=payment][value=paid]").check()
    expect(desk).to_have_url(re.compile(r"\?payment=paid$"))
    desk.keyboard.press("Escape")
    desk.get_by_text("Kolumny i kolejność", exact=True).click()
    desk.locator("input[name=show][value=email]").check()
    expect(desk.locator(".table-rows thead")).to_contain_text("E-mail")
    desk.keyboard.press("Escape")
    desk.get_by_text("Zapisz ten widok", exact=True).click()
    desk.get_by_label("Nazwa widoku").fill("Opłaceni z adresem")
    desk.get_by_role("button", name="Zapisz widok").click()
    expect(desk.locator(".notice")).to_contain_text("Opłaceni z adresem")
    kept = desk.url
    desk.locator(".chip").first.click()
    expect(desk).not_to_have_url(kept)
    desk.get_by_text("Widoki", exact=True).click()
    desk.get_by_role("link", name="Opłaceni z adresem").click()
    expect(desk).to_have_url(kept)
    assert findings.everything() == []


def test_rows_are_gone_through_chosen_and_opened_by_keys_alone(desk: Page, site: Site, findings: Findings) -> None:
    desk.goto(site.address + LIST)
    names = names_of(desk)
    desk.keyboard.press("/")
    expect(desk.locator("[data-search]")).to_be_focused()

    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("j")
    expect(desk.get_by_role("link", name=names[1]).first).to_be_focused()
    desk.keyboard.press("x")
    expect(desk.locator(".selection-bar [data-chosen]")).to_have_text("1")
    desk.keyboard.press("k")
    desk.keyboard.press("x")
    expect(desk.locator(".selection-bar [data-chosen]")).to_have_text("2")
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.locator(".table-rows tbody tr").nth(1).locator("th a").focus()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/cards/KU\w+/"))
    assert findings.everything() == []


def test_all_found_are_chosen_and_lead_to_what_can_be_done_with_them(desk: Page, site: Site) -> None:
    desk.goto(site.address + LIST)
    desk.locator(".table-rows thead .check input").check()
    on_page = desk.locator(".table-rows tbody tr").count()
    expect(desk.locator(".selection-bar [data-chosen]")).to_have_text(str(on_page))

    desk.locator(".selection-bar [data-all]").check()
    expect(desk.locator(".selection-bar [data-chosen]")).not_to_have_text(str(on_page))
    desk.get_by_role("button", name="Zrób z nimi").click()
    expect(desk).to_have_url(re.compile(r"/bulk/participants/"))
    expect(desk.locator("h1")).to_be_visible()


def test_cell_is_corrected_in_the_list(desk: Page, site: Site, findings: Findings) -> None:
    desk.goto(f"{site.address}{LIST}?show=badge&state=registered")
    row = desk.locator(".table-rows tbody tr").first
    row.locator("th a").focus()

    desk.keyboard.press("e")
    expect(row.locator("input[name=badge_text]")).to_be_focused()
    desk.keyboard.type("Ewa z Radomska")
    desk.keyboard.press("Enter")
    expect(row.locator("td.editable")).to_contain_text("Ewa z Radomska")
    desk.reload()
    expect(desk.locator(".table-rows tbody tr").first).to_contain_text("Ewa z Radomska")
    assert findings.everything() == []


def test_lists_work_without_scripts(browser: Browser, site: Site) -> None:
    opened = browser.new_context(viewport=DESK, java_script_enabled=False)  # type: ignore[arg-type]
    page = opened.new_page()
    log_in(page, site, "organizator@razem.example")
    page.goto(site.address + LIST)

    page.locator("[data-filters] > summary").click()
    page.locator("input[name=arrived][value=no]").check()
    page.locator("[data-filters] button").click()
    assert "arrived=no" in page.url
    expect(page.locator(".chip").first).to_be_visible()
    page.locator(".table-rows tbody .check input").first.check()
    page.get_by_role("button", name="Zrób z nimi").click()
    expect(page).to_have_url(re.compile(r"/bulk/participants/"))
    opened.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_lists_and_their_sheets_say_nothing_wrong(
    browser: Browser, findings: Findings, site: Site, tmp_path: Path, size: dict[str, int]
) -> None:
    opened: BrowserContext = browser.new_context(viewport=size)  # type: ignore[arg-type]
    findings.watch(opened)
    page = opened.new_page()
    log_in(page, site, "organizator@razem.example")
    inspector = Inspector(browser, findings, tmp_path, size)
    for path in (LIST, "/panel/razem/xi-konferencja/cards/", "/panel/razem/xi-konferencja/views/"):
        page.goto(site.address + path)
        inspector.look_at(page, path.strip("/").replace("/", "-"))
    page.goto(f"{site.address}{LIST}?show=badge&show=diet")
    page.locator("[data-filters] > summary").click()
    inspector.check(page, "filters")
    page.locator(".filters > summary").nth(1).click()
    inspector.check(page, "columns")
    page.keyboard.press("Escape")
    page.locator(".table-rows tbody .check input").first.check()
    page.locator("[data-edit]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".editing").first).to_be_visible()
    inspector.check(page, "editing")
    assert findings.everything() == []
    opened.close()
