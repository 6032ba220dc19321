"""A card with everything that it may ask for: in two sittings by phone, by keys alone, without scripts, in English."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.furnishing import CONFERENCE, furnish
from tests.walk.inspection import Findings, problems_of
from tests.walk.institution import NEXT, Person, fill_institution, fill_invoice, fill_people
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

DOUBLE, DAY, SINGLE = "pokoj-2-osobowy", "bez-noclegu", "pokoj-1-osobowy"
CHOOSE = "the next one of the list"
FOUR = [
    Person("Ewa", "Łoś", "ewa@gops.example.org"),
    Person("Jan", "Ćma", "jan@gops.example.org"),
    Person("Zofia", "Żak", "zofia@gops.example.org"),
    Person("Adam", "Źrebiec", "adam@gops.example.org"),
]


@pytest.fixture(scope="module")
def conference(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    furnish(site, tmp_path_factory.mktemp("furnishing"))
    return f"{site.address}/{CONFERENCE}/register/"


def begin(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("main form .button-primary").click()
    page.wait_for_url("**/institution/")


def state_and_agree(page: Page) -> None:
    page.wait_for_url("**/statements/")
    page.locator("[name=public_funding]").first.check()
    page.check("[name=terms]")
    page.check("[name=privacy]")


def take_no_bus(page: Page) -> None:
    for answer in page.locator("[name$='-q-b-bus'][value=no]").all():
        answer.check()


def send(page: Page) -> None:
    page.wait_for_url("**/summary/")
    page.click(NEXT)
    page.wait_for_url("**/cards/**")


def test_four_people_by_phone_interrupted_and_continued_on_another_device(
    context: BrowserContext, browser: Browser, findings: Findings, conference: str
) -> None:
    page = context.new_page()
    begin(page, conference)
    seen, address = begin_by_phone(page)
    context.close()

    elsewhere = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(elsewhere)
    page = elsewhere.new_page()
    page.goto(address)
    seen += finish_elsewhere(page)
    send(page)

    assert seen == []
    assert findings.everything() == []


def begin_by_phone(page: Page) -> tuple[list[str], str]:
    """Three people and a fourth begun; what is wrong with the pages, and the link by which to go on."""
    seen = [*problems_of(page)]
    fill_institution(page, "GOPS Przerwany")
    page.click(NEXT)
    fill_invoice(page)
    page.fill("[name=discount_code]", "proba10")
    page.locator("[name=discount_code]").blur()
    expect(page.locator("#discount")).to_contain_text("10%")
    seen += problems_of(page)
    page.click(NEXT)
    fill_people(page, FOUR[:3], DAY)
    page.click("button[value=copy-2]")
    expect(page.locator("[name=p3-variant]:checked")).to_have_value(DAY)
    page.check(f"[name=p0-variant][value={DOUBLE}]")
    expect(page.locator("#saved-note")).to_have_text("Zapisano")
    expect(page.locator("#sum")).to_contain_text("× 3")
    seen += problems_of(page)
    page.locator("#later summary").click()
    return seen, page.locator("#later a").inner_text()


def finish_elsewhere(page: Page) -> list[str]:
    """From the fourth person to the summary; what is wrong with the pages."""
    seen: list[str] = []
    expect(page.locator("[name=p2-last_name]")).to_have_value("Żak")
    page.fill("[name=p3-first_name]", FOUR[3].first_name)
    page.fill("[name=p3-last_name]", FOUR[3].last_name)
    page.fill("[name=p3-email]", FOUR[3].email)
    page.click(NEXT)
    page.wait_for_url("**/stay/")
    before = page.locator(".sum-total").last.inner_text()
    page.locator("[name$='-room_wish'][value=alone]").check()
    page.locator("[name$='-extras'][value=b-gala]").check()
    expect(page.locator(".sum-total").last).not_to_have_text(before)
    expect(page.locator("[name$='-extras'][value=b-gala]")).to_be_focused()
    expect(page.get_by_text("O której jest pociąg?").first).to_be_hidden()
    page.locator("[name$='-q-b-bus'][value=yes]").first.check()
    expect(page.locator("[name$='-q-b-train']").first).to_be_visible()
    take_no_bus(page)
    seen += problems_of(page)
    page.click(NEXT)
    page.wait_for_url("**/questions/")
    seen += problems_of(page)
    page.click(NEXT)
    state_and_agree(page)
    seen += problems_of(page)
    page.click(NEXT)
    page.wait_for_url("**/summary/")
    for person in FOUR:
        expect(page.get_by_text(person.full_name).first).to_be_visible()
    return seen + problems_of(page)


def test_full_variant_is_waited_for_by_one_press(context: BrowserContext, conference: str) -> None:
    page = context.new_page()
    begin(page, conference)
    fill_institution(page, "GOPS Czeka")
    page.click(NEXT)
    fill_invoice(page)
    page.click(NEXT)
    page.wait_for_url("**/participants/")
    expect(page.get_by_text("dopisz tę osobę na listę oczekujących").first).to_be_visible()
    fill_people(page, FOUR[:1], f"{SINGLE}+waiting")
    page.click(NEXT)
    page.wait_for_url("**/stay/")
    take_no_bus(page)
    page.click(NEXT)
    page.wait_for_url("**/questions/")
    page.click(NEXT)
    state_and_agree(page)
    page.click(NEXT)
    page.wait_for_url("**/summary/")
    expect(page.locator(".sum-total").last).to_have_text("0,00\u00a0zł")
    send(page)


def test_everything_is_filled_in_without_scripts(browser: Browser, conference: str, tmp_path: Path) -> None:
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()  # type: ignore[arg-type]
    begin(page, conference)
    fill_institution(page, "GOPS Bez Skryptów")
    page.click(NEXT)
    fill_invoice(page)
    page.click(NEXT)
    fill_people(page, FOUR[:1], DAY)
    page.click(NEXT)
    page.wait_for_url("**/stay/")
    expect(page.get_by_text("Tylko jeśli odpowiedź na „Czy skorzysta z autokaru?” to „tak”.")).to_be_visible()
    page.locator("[name$='-q-b-bus'][value=yes]").check()
    page.click(NEXT)
    page.locator("[data-error-summary] a").first.click()
    page.fill("[name$='-q-b-train']", "9.15")
    wrong = tmp_path / "legitymacja.pdf"
    wrong.write_bytes(b"MZ")
    page.set_input_files("[name$='-q-b-file']", wrong)
    page.click(NEXT)
    expect(page.locator("[data-error-summary]")).to_contain_text("Skan legitymacji")
    expect(page.locator("[name$='-q-b-train']")).to_have_value("9.15")
    page.click(NEXT)
    page.wait_for_url("**/questions/")
    page.click(NEXT)
    state_and_agree(page)
    page.click(NEXT)
    send(page)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the field has the focus, as somebody without a mouse does."""
    for _ in range(90):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}.")


def type_in(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        tab_to(page, f"[name={name}]")
        if value == CHOOSE:
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type(value)


def press_next(page: Page, step: str) -> None:
    tab_to(page, NEXT)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{step}/")


def test_whole_card_is_filled_in_with_keys_alone(context: BrowserContext, conference: str) -> None:
    page = context.new_page()
    page.goto(conference)
    tab_to(page, "main form .button-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/institution/")
    type_in(page, {"nip": "1111111111", "kind": CHOOSE, "name": "MOPS Klawisze"})
    type_in(page, {"street": "ul. Rynek 1", "postal_code": "97-500", "city": "Radomsko", "voivodeship": CHOOSE})
    type_in(page, {"head_name": "Jan Źrebiec", "head_position": "dyrektor", "contact_name": "Anna Łoś"})
    type_in(page, {"contact_email": "anna@example.org", "contact_phone": "446832885"})
    press_next(page, "invoice")
    tab_to(page, "[name=buyer]")
    page.keyboard.press("ArrowDown")
    press_next(page, "participants")
    type_in(page, {"p0-first_name": "Ewa", "p0-last_name": "Łoś", "p0-email": "ewa@example.org"})
    tab_to(page, "[name=p0-variant]")
    page.keyboard.press("Space")
    if not page.locator(f"[name=p0-variant][value={DOUBLE}]").is_checked():
        page.keyboard.press("ArrowDown")
    press_next(page, "stay")
    tab_to(page, "[name$='-extras']")
    page.keyboard.press("Space")
    tab_to(page, "[name$='-q-b-bus']")
    page.keyboard.press("ArrowDown")
    press_next(page, "questions")
    press_next(page, "statements")
    for name in ("public_funding", "terms", "privacy"):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
    press_next(page, "summary")
    tab_to(page, NEXT)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cards/**")


def test_english_card_speaks_english(context: BrowserContext, findings: Findings, conference: str) -> None:
    page = context.new_page()
    begin(page, re.sub(r"(:\d+)/", r"\1/en/", conference))
    fill_institution(page, "MOPS English")
    seen = problems_of(page)
    page.click(NEXT)
    fill_invoice(page)
    page.click(NEXT)
    fill_people(page, FOUR[:1], DAY)
    expect(page.get_by_role("heading", level=1)).to_have_text("Participants")
    seen += problems_of(page)
    page.click(NEXT)
    page.wait_for_url("**/stay/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stay and extras")
    take_no_bus(page)
    seen += problems_of(page)
    page.click(NEXT)
    page.wait_for_url("**/questions/")
    seen += problems_of(page)
    page.click(NEXT)
    state_and_agree(page)
    seen += problems_of(page)
    page.click(NEXT)
    page.wait_for_url("**/summary/")
    seen += problems_of(page)

    assert seen == []
    assert findings.everything() == []
