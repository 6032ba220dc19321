"""What people do to a form: press twice, go back, switch scripts off, use keys, type what they should not."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings
from tests.walk.institution import (
    NEXT,
    Person,
    fill_card,
    fill_institution,
    fill_invoice,
    fill_people,
    pass_what_is_usual,
)
from tests.walk.organiser import Panel
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

CONFERENCE = "opieka/konferencja-opieka"
VARIANT = "bez-noclegu"
ONE = [Person("Irena", "Święcicka", "irena@dps.example.org")]


def open_summary(page: Page, site: Site, people: list[Person], centre: str) -> None:
    page.goto(f"{site.address}/{CONFERENCE}/register/")
    page.locator("main form .button-primary").click()
    fill_institution(page, centre)
    page.click(NEXT)
    fill_invoice(page)
    page.click(NEXT)
    fill_people(page, people, VARIANT)
    page.click(NEXT)
    pass_what_is_usual(page)
    page.locator("[name=public_funding]").first.check()
    page.check("[name=terms]")
    page.check("[name=privacy]")
    page.click(NEXT)
    page.wait_for_url("**/summary/")


def cards_of(context: BrowserContext, site: Site, centre: str) -> int:
    """How many cards of the institution the organiser sees."""
    panel = Panel(context, site, CONFERENCE, "organizator@opieka.example")
    page = panel.open(f"cards/?q={centre}")
    return page.locator("main table tbody tr").count()


def test_two_clicks_send_one_card(context: BrowserContext, site: Site, browser: Browser) -> None:
    page = context.new_page()
    open_summary(page, site, ONE, "DPS Dwa Kliknięcia")
    page.locator(NEXT).dblclick()
    page.wait_for_url("**/cards/**")

    assert cards_of(browser.new_context(), site, "DPS Dwa Kliknięcia") == 1


def test_back_from_the_sent_card_leads_to_it_again(context: BrowserContext, site: Site, browser: Browser) -> None:
    page = context.new_page()
    open_summary(page, site, ONE, "DPS Wstecz")
    page.click(NEXT)
    page.wait_for_url("**/cards/**")
    page.go_back()
    if page.locator(NEXT).count():
        page.click(NEXT)
    page.wait_for_url("**/cards/**")

    assert cards_of(browser.new_context(), site, "DPS Wstecz") == 1


def test_card_is_filled_in_without_scripts(browser: Browser, site: Site) -> None:
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()  # type: ignore[arg-type]
    page.goto(f"{site.address}/{CONFERENCE}/")
    people = [*ONE, Person("Bez", "Skryptów", "bez@dps.example.org")]
    code = fill_card(page, None, people, VARIANT, "DPS Bez Skryptów")

    assert code.startswith("KU")
    expect(page.get_by_text("Bez Skryptów").first).to_be_visible()


def test_what_was_typed_is_kept_when_the_browser_is_closed(
    context: BrowserContext, site: Site, browser: Browser
) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/{CONFERENCE}/register/")
    page.locator("main form .button-primary").click()
    fill_institution(page, "DPS Wraca Jutro")
    page.click(NEXT)
    page.wait_for_url("**/invoice/")
    address = page.url
    context.close()

    elsewhere = browser.new_context().new_page()
    elsewhere.goto(address.replace("/invoice/", "/institution/"))
    expect(elsewhere.locator("[name=name]")).to_have_value("DPS Wraca Jutro")


def test_mistakes_are_told_beside_their_fields_and_nothing_is_lost(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/{CONFERENCE}/register/")
    page.locator("main form .button-primary").click()
    fill_institution(page, "DPS Pomyłka")
    page.fill("[name=nip]", "123")
    page.fill("[name=head_name]", "")
    page.click(NEXT)

    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary.locator("a")).to_have_count(2)
    expect(page.locator("[name=nip]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=nip]")).to_have_value("123")
    expect(page.locator("[name=name]")).to_have_value("DPS Pomyłka")
    summary.locator("a").first.click()
    expect(page.locator("[name=nip]")).to_be_focused()


def test_first_step_is_done_with_keys_alone(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/{CONFERENCE}/register/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("main form .button-primary").focus()
    page.keyboard.press("Enter")
    fill_institution(page, "DPS Klawiatura")
    page.locator("[name=contact_phone]").press("Enter")
    page.wait_for_url("**/invoice/")


def test_names_meant_to_run_as_scripts_do_not(
    context: BrowserContext, findings: Findings, site: Site, browser: Browser
) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", note)
    hostile = [
        Person("' onfocus='alert(1)' autofocus='", "{{7*7}}${7*7}", "zly@dps.example.org", "javascript:alert(1)")
    ]
    page = context.new_page()
    page.goto(f"{site.address}/{CONFERENCE}/")
    code = fill_card(page, None, hostile, VARIANT, "DPS \"'`&amp; alert(1)")
    expect(page.get_by_text("{{7*7}}${7*7}").first).to_be_visible()
    organiser = browser.new_context()
    findings.watch(organiser)
    organiser.on("dialog", note)
    panel = Panel(organiser, site, CONFERENCE, "organizator@opieka.example")
    for path in ("", "participants/?q=zly", "cards/", f"cards/{code}/", "letters/"):
        panel.open(path)

    assert dialogs == []
    assert findings.everything() == []
