"""What an organiser and a treasurer do in the panel."""

import re
import time

from playwright.sync_api import BrowserContext, Page, expect

from tests.walk.inspection import Inspector
from tests.walk.servers import Site

PATIENCE_SECONDS = 120


def log_in(page: Page, site: Site, email: str) -> None:
    page.goto(f"{site.address}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", site.password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/panel/**")


class Panel:
    """The panel of one conference, open to one person."""

    def __init__(self, context: BrowserContext, site: Site, path: str, email: str) -> None:
        self.page = context.new_page()
        self.root = f"{site.address}/panel/{path}/"
        log_in(self.page, site, email)

    def open(self, path: str = "") -> Page:
        self.page.goto(self.root + path)
        return self.page

    def move_clock(self, stage: str) -> None:
        page = self.open()
        page.locator(f"button[name=to][value={stage}]").click()
        page.wait_for_load_state()
        expect(page.locator(f"button[name=to][value={stage}]")).to_have_count(0)

    def link_in_letter(self, email: str, subject: str, pattern: str) -> str:
        """The link of the newest letter to an address; waits for a letter that the clock is still to write."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            page = self.open(f"letters/?q={email}")
            row = page.locator("main table a", has_text=subject)
            if row.count():
                row.first.click()
                page.wait_for_load_state()
                found = re.search(pattern, page.inner_text("main"))
                assert found, page.inner_text("main")
                return found[0]
            time.sleep(2)
        raise AssertionError(f"No letter “{subject}” to {email} came within {PATIENCE_SECONDS} seconds.")

    def record_transfer(self, code: str, inspector: Inspector) -> None:
        page = self.open(f"cards/{code}/payments/")
        inspector.look_at(page, "21-record-payment")
        page.locator("main form .button-primary").click()
        page.wait_for_url(f"**/cards/{code}/")
        expect(page.locator("main .tone-settled").first).to_be_visible()

    def look_around(self, inspector: Inspector, code: str, surname: str, folded: str) -> None:
        inspector.look_at(self.open(), "22-dashboard")
        page = self.open(f"participants/?q={folded}")
        expect(page.locator("main table").get_by_text(surname).first).to_be_visible()
        inspector.look_at(page, "23-participants")
        inspector.look_at(self.open("cards/"), "24-cards")
        page = self.open(f"cards/{code}/")
        expect(page.locator(".timeline li").first).to_be_visible()
        inspector.look_at(page, "25-card-in-the-panel")
        inspector.look_at(self.open("letters/"), "26-letters")
