"""Badges: designed beside their preview, printed in the background, and opened on a telephone without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.events.paper_reading import codes_of, pages_of, picture_of
from tests.walk.inspection import Findings, problems_of
from tests.walk.organiser import log_in
from tests.walk.servers import Site, run_to_the_end

pytestmark = pytest.mark.browser

DESK = {"width": 1440, "height": 900}
HERE = "/panel/razem/xi-konferencja/badges/"
MINUTE = 60_000
SCRIPT = """
from badges.selectors import badges_to_print
from events.models import Conference
from registrations.services import link_for_participant

conference = Conference.objects.get(association__slug="razem", slug="xi-konferencja")
person = badges_to_print(conference)[0]
print("FOUND", link_for_participant(participant=person).token, person.last_name)
"""


@pytest.fixture
def desk(browser: Browser, findings: Findings, site: Site) -> Page:
    opened = browser.new_context(viewport=DESK)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(opened)
    page = opened.new_page()
    log_in(page, site, "organizator@razem.example")
    return page


def first_badge(page: Page) -> str:
    return page.locator(".badge-sheet").first.get_attribute("viewBox") or ""


def test_design_is_seen_at_once_and_new_badges_are_printed_by_it(
    desk: Page, site: Site, findings: Findings, tmp_path: Path
) -> None:
    desk.goto(f"{site.address}{HERE}design/")
    before = first_badge(desk)
    desk.get_by_label("Format").select_option("card-90")
    expect(desk.locator(".badge-preview")).to_contain_text("55 × 90 mm")
    assert first_badge(desk) != before
    desk.get_by_label("Ułożenie").select_option("landscape")
    expect(desk.locator(".badge-preview")).to_contain_text("90 × 55 mm")
    desk.get_by_label("Strony").select_option("fold-top")
    expect(desk.locator(".only-back").first).to_be_visible()
    expect(desk.locator(".only-own")).to_be_hidden()
    findings.axe += problems_of(desk)
    desk.get_by_role("button", name="Zapisz").click()
    expect(desk.locator(".notice")).to_contain_text("wyglądają tak")

    desk.goto(f"{site.address}{HERE}")
    findings.axe += problems_of(desk)
    desk.get_by_role("button", name="Przygotuj plik do druku").click()
    with desk.expect_download(timeout=MINUTE) as download:
        desk.get_by_role("link", name="Pobierz plik").click(timeout=MINUTE)
    download.value.save_as(tmp_path / "badges.pdf")
    pdf = (tmp_path / "badges.pdf").read_bytes()
    assert pages_of(pdf) > 1
    picture = picture_of(pdf, dpi=254)
    assert picture.size == pytest.approx((900, 1100), abs=2)
    # The same on the back, upside down above the front: two codes of one badge.
    assert len(codes_of(pdf)) == 2
    assert len({*codes_of(pdf)}) == 1

    desk.goto(f"{site.address}{HERE}")
    expect(desk.get_by_role("button", name="Drukuj ponownie")).to_have_count(1)
    desk.get_by_role("button", name="Przygotuj plik do druku").click()
    expect(desk.locator(".error-summary")).to_contain_text("Nie ma takich identyfikatorów")
    assert findings.everything() == []


def test_badge_opens_on_a_telephone_without_a_network(
    context: BrowserContext, site: Site, findings: Findings, tmp_path: Path
) -> None:
    run_to_the_end(["manage.py", "shell", "-c", SCRIPT], site.environment, tmp_path / "log")
    found = next(line for line in (tmp_path / "log").read_text().splitlines() if line.startswith("FOUND"))
    token, surname = found.split(" ", 2)[1:]
    phone = context.new_page()
    phone.goto(f"{site.address}/participants/{token}/badge/")
    expect(phone.locator("[data-badge-worker]")).to_be_visible(timeout=MINUTE)
    findings.axe += problems_of(phone)
    assert findings.everything() == []

    context.set_offline(True)
    phone.reload()
    expect(phone.locator("h1")).to_contain_text(surname)
    expect(phone.locator("svg.qr")).to_be_visible()
    drawn = phone.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert "Lato" in drawn or "Source" in drawn
    context.set_offline(False)
