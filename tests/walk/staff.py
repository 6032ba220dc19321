"""What on-site staff do: pair a phone, hold it before a badge, look at the colour."""

from playwright.sync_api import Page, expect

from tests.walk.inspection import Inspector
from tests.walk.organiser import log_in
from tests.walk.servers import Site


def pair_phone(page: Page, site: Site, email: str, conference: str, inspector: Inspector) -> None:
    log_in(page, site, email)
    page.goto(f"{site.address}/scan/pair/")
    page.locator("select[name=conference]").select_option(conference)
    page.fill("[name=name]", "Wejście, telefon Franka")
    inspector.look_at(page, "30-pair-phone")
    page.locator("#pair .button-primary").click()
    # The paired phone goes on to the scanner by itself.
    page.wait_for_selector("#scan-point")


def expect_result(page: Page, result: str, *words: str) -> None:
    """Wait for the camera to read the badge; the whole screen answers."""
    shown = page.locator(f"#scan-result[data-result={result}]")
    expect(shown).to_be_visible(timeout=30_000)
    expect(shown.locator(f"[data-symbol={result}]")).to_be_visible()
    for word in words:
        expect(shown).to_contain_text(word)
