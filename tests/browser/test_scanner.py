"""Doors with and without network: phones paired from the panel, killed, apart, taken away."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from tests.browser.conftest import PHONE
from tests.browser.scanning import SECONDS, ask_database, pair, staff_page
from tests.walk.browsers import launch
from tests.walk.camera import film_of
from tests.walk.inspection import Findings, Inspector
from tests.walk.servers import Site, run_to_the_end

pytestmark = pytest.mark.browser

WAITING = 50
DRAW = """
from pathlib import Path
from badges.faces import badge_pdf
from registrations.models import Participant

found = Participant.objects.select_related("card__institution", "conference__association", "variant")
[person] = [one for one in found.filter(conference__association__slug="opieka") if one.titled_name == "{name}"]
Path("{path}").write_bytes(badge_pdf(person))
"""


def test_fifty_scans_survive_a_killed_page_and_leave_by_themselves(
    browser: Browser, context: BrowserContext, site: Site, findings: Findings, tmp_path: Path
) -> None:
    known = ask_database(site, tmp_path)
    phone = pair(staff_page(context, site), site, browser, findings, "Telefon przetrwania")
    phone.keep_shell()
    phone.context.set_offline(True)
    people = known.paid[:5]
    for turn in range(WAITING):
        name, text = people[turn % len(people)]
        phone.scan(text, "accepted" if turn < len(people) else "again", name)
    phone.expect_waiting(WAITING)

    phone.reopen()
    phone.expect_waiting(WAITING)
    phone.scan(people[0][1], "again", people[0][0])
    phone.context.set_offline(False)

    phone.expect_waiting(0)
    stored = ask_database(site, tmp_path).of("Telefon przetrwania")
    assert len(stored) == WAITING + 1
    assert sorted(result for _name, result in stored) == ["accepted"] * 5 + ["again"] * (WAITING + 1 - 5)


def test_phones_apart_let_one_badge_in_twice_and_the_panel_tells(
    browser: Browser, context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    (name, text) = ask_database(site, tmp_path).paid[5]
    panel = staff_page(context, site)
    first, second = (pair(panel, site, browser, None, f"Rozłączny {one}") for one in "AB")
    for phone in (first, second):
        phone.keep_shell()
        phone.context.set_offline(True)
        phone.scan(text, "accepted", name)
    for phone in (second, first):
        phone.context.set_offline(False)
        phone.expect_waiting(0)

    panel.goto(f"{site.address}/panel/opieka/konferencja-opieka/devices/conflicts/")
    row = panel.locator("main tbody tr", has_text=name)
    expect(row).to_contain_text("Rozłączny B")
    expect(row).to_contain_text("Rozłączny A")
    panel.goto(f"{site.address}/panel/opieka/konferencja-opieka/devices/")
    expect(panel.locator("tr", has_text="Rozłączny A").locator("td.num")).to_have_text("0")


def test_reader_on_a_cable_is_heard_without_a_field_and_its_enter_presses_no_button(
    browser: Browser, context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    name, text = ask_database(site, tmp_path).paid[9]
    phone = pair(staff_page(context, site), site, browser, None, "Telefon z czytnikiem")
    assert phone.page.evaluate("document.activeElement === document.body")
    for result in ("accepted", "again"):
        phone.page.keyboard.type(text)
        phone.page.keyboard.press("Enter")
        phone.expect_result(result, name)
        phone.page.locator("#next-scan").click()
        # The next code comes while a button is in focus, as after a tap on it.
        phone.page.locator("#open-search").focus()

    assert phone.page.locator("dialog[open]").count() == 0


def test_refusal_says_what_to_do_and_the_last_scan_is_taken_back(
    browser: Browser, context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    known = ask_database(site, tmp_path)
    phone = pair(staff_page(context, site), site, browser, None, "Telefon odmów")
    phone.scan(known.unpaid[0][1], "unpaid", known.unpaid[0][0], "biura konferencji")
    phone.scan("https://example.org/", "unknown", "po nazwisku")
    name, text = known.paid[6]
    phone.scan(text, "accepted", name)
    phone.page.locator("#undo").click()
    expect(phone.page.locator("#scan-say")).to_contain_text(name)
    phone.expect_waiting(0)
    phone.scan(text, "accepted", name)
    phone.expect_waiting(0)

    results = [result for who, result in ask_database(site, tmp_path).of("Telefon odmów") if who and who in name]
    assert sorted(results) == ["accepted", "undone"]


def test_person_is_found_without_diacritics_and_without_network(
    browser: Browser, context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    phone = pair(staff_page(context, site), site, browser, None, "Telefon szukania")
    phone.keep_shell()
    phone.context.set_offline(True)
    name = ask_database(site, tmp_path).paid[7][0]
    phone.page.locator("#open-search").click()
    phone.page.fill("#search-words", name.split()[-1].lower())
    found = phone.page.locator("#search-found li", has_text=name)
    expect(found).to_have_count(1)
    found.locator("button").click()
    phone.expect_result("accepted", name)


def test_disconnected_phone_forgets_all_at_its_next_contact(
    browser: Browser, context: BrowserContext, site: Site
) -> None:
    panel = staff_page(context, site)
    phone = pair(panel, site, browser, None, "Telefon zgubiony")
    phone.keep_shell()
    panel.goto(f"{site.address}/panel/opieka/konferencja-opieka/devices/")
    panel.locator("tr", has_text="Telefon zgubiony").locator("button").click()
    expect(panel.locator("main")).to_contain_text("został odłączony")

    phone.page.reload()
    phone.page.wait_for_url("**/account/login/**", timeout=SECONDS)

    kept = phone.page.evaluate(
        """() => new Promise((resolve) => {
          const request = indexedDB.open("zjazd.scanner");
          request.onsuccess = () => {
            const parts = request.result.transaction("parts").objectStore("parts").count();
            parts.onsuccess = () => resolve([parts.result, localStorage.length]);
          };
        })"""
    )
    assert kept == [0, 0]


def test_camera_reads_our_own_badge_with_and_without_network(
    playwright: Playwright, context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    """The camera plays a film of the badge as it is printed: held, then away for longer than the same code counts."""
    name = ask_database(site, tmp_path).paid[8][0]
    run_to_the_end(
        ["manage.py", "shell", "-c", DRAW.format(name=name, path=tmp_path / "badge.pdf")],
        site.environment,
        tmp_path / "draw.log",
    )
    film = film_of((tmp_path / "badge.pdf").read_bytes(), tmp_path)
    with launch(playwright, film=film) as filming:
        phone = pair(staff_page(context, site), site, filming, None, "Telefon z aparatem")
        phone.expect_result("accepted", name)
        phone.keep_shell()
        phone.context.set_offline(True)
        phone.reopen()
        phone.expect_result("again", name)
        expect(phone.page.locator("#scan-status")).to_have_attribute("data-state", "offline")


def test_scanner_and_phones_say_nothing_wrong_to_anybody(
    browser: Browser, context: BrowserContext, site: Site, findings: Findings, tmp_path: Path
) -> None:
    panel = staff_page(context, site)
    inspector = Inspector(browser, findings, tmp_path, PHONE)
    phone = pair(panel, site, browser, findings, "Telefon oglądany")
    inspector.look_at(phone.page, "scanner")
    for path in ("devices/", "devices/conflicts/"):
        panel.goto(f"{site.address}/panel/opieka/konferencja-opieka/{path}")
        inspector.look_at(panel, path.strip("/").replace("/", "-"))
    assert findings.everything() == []
