"""A clerk types a signed list by the keyboard alone, and those who signed are no longer missing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.walk.inspection import Findings, problems_of
from tests.walk.organiser import log_in
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

DESK = {"width": 1440, "height": 900}
ROOT = "/panel/opieka/konferencja-opieka/"
OWNER = "wlasciciel@opieka.example"


@pytest.fixture
def desk(browser: Browser, findings: Findings, site: Site) -> Iterator[Page]:
    opened = browser.new_context(viewport=DESK)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(opened)
    page = opened.new_page()
    log_in(page, site, OWNER)
    yield page
    opened.close()


def test_signed_list_is_typed_by_keys_alone(desk: Page, site: Site, findings: Findings) -> None:
    desk.goto(f"{site.address}{ROOT}presence/")
    expect(desk.locator("h1")).to_have_text("Obecność")
    findings.axe += problems_of(desk)
    missing_before = int(desk.locator("#presence .figure").nth(1).inner_text())
    desk.locator("#presence a[id^=day-]").first.press("Enter")
    desk.wait_for_url("**/presence/lists/**")

    box, told, count = desk.locator("[data-sign]"), desk.locator("[data-told]"), desk.locator("[data-count]")
    expect(box).to_be_focused()
    findings.axe += problems_of(desk)
    second = desk.locator("[data-line='2']").get_attribute("data-name")
    desk.keyboard.type("2\n")
    expect(told).to_have_text(f"Zaznaczono: 2. {second}")
    expect(box).to_have_value("")
    surname = desk.locator("[data-line='5']").get_attribute("data-name")
    assert surname
    desk.keyboard.type(f"{surname.upper()}\n")
    desk.keyboard.type("7\n-7\nnikogo takiego\n")
    expect(told).to_have_text("Nikt nie pasuje: nikogo takiego")
    expect(count).to_have_text("2")
    desk.keyboard.press("Control+Enter")

    expect(desk.locator(".messages")).to_contain_text("Dopisano 2 osoby.")
    expect(count).to_have_text("2")
    expect(desk.locator(".is-signed")).to_have_count(2)
    desk.keyboard.type("2\n")
    expect(told).to_have_text(f"Jest już na liście: 2. {second}")
    findings.axe += problems_of(desk)

    desk.goto(f"{site.address}{ROOT}presence/")
    expect(desk.locator("#presence .figure").nth(1)).to_have_text(str(missing_before - 2))
    desk.locator("#arrivals-table summary").press("Enter")
    desk.locator("#search-q").press_sequentially(surname.split()[0].lower())
    expect(desk.locator("#missing")).not_to_contain_text(surname)
    with desk.expect_response(lambda answer: answer.request.headers.get("hx-target") == "presence", timeout=15_000):
        pass
    expect(desk.locator("#search-q")).to_have_value(surname.split()[0].lower())
    expect(desk.locator("#arrivals-table")).to_have_attribute("open", "")
    findings.axe += problems_of(desk)
    assert findings.everything() == []


def test_pages_of_attendance_say_nothing_wrong(desk: Page, site: Site, findings: Findings) -> None:
    desk.goto(f"{site.address}{ROOT}presence/hours/")
    findings.axe += problems_of(desk)
    desk.goto(f"{site.address}{ROOT}presence/")
    desk.locator("#presence a[id^=session-]").first.click()
    expect(desk.locator("main table tbody tr").first).to_be_visible()
    findings.axe += problems_of(desk)
    desk.locator("main table tbody th a").first.click()
    desk.get_by_role("button", name="Zapisz poprawkę").click()
    expect(desk.locator("[data-error-summary]")).to_be_focused()
    findings.axe += problems_of(desk)
    desk.goto(f"{site.address}{ROOT}setup/training/")
    findings.axe += problems_of(desk)
    assert findings.everything() == []
