"""Pages beside the main walk: they too say nothing wrong, in both languages and colour schemes."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import log_in
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

ANYONE = [
    "/account/login/",
    "/account/login/code/",
    "/account/password/reset/",
    "/accessibility/",
    "/verify/",
    "/forum/",
    "/razem/x-2024/",
    "/forum/suwalki-2016/",
    "/scan/",
    "/styleguide/",
]
ORGANISER = [
    "/panel/",
    "/panel/opieka/konferencja-opieka/members/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/email/",
    "/account/logout/",
]


def expect_nothing_wrong(context: BrowserContext, inspector: Inspector, site: Site, paths: list[str]) -> None:
    page = context.new_page()
    for path in paths:
        page.goto(site.address + path)
        expect(page.locator("h1").first).to_be_visible()
        inspector.look_at(page, path.strip("/").replace("/", "-"))
    assert inspector.findings.everything() == []
    assert inspector.findings.pages == 4 * len(paths)


def test_pages_for_anyone(
    browser: Browser, context: BrowserContext, findings: Findings, site: Site, tmp_path: Path
) -> None:
    expect_nothing_wrong(context, Inspector(browser, findings, tmp_path, PHONE), site, ANYONE)


def test_pages_for_those_who_log_in(
    browser: Browser, context: BrowserContext, findings: Findings, site: Site, tmp_path: Path
) -> None:
    log_in(context.new_page(), site, "wlasciciel@opieka.example")
    expect_nothing_wrong(context, Inspector(browser, findings, tmp_path, PHONE), site, ORGANISER)


def test_links_that_open_nothing_lead_on(context: BrowserContext, site: Site, tmp_path: Path) -> None:
    page = context.new_page()
    for path in ("/cards/AAAAAAAAAAAAAAAAAAAAAA/", "/verify/AAAAA-AAAAA-AAAAA-AAAAA/"):
        answer = page.goto(site.address + path)
        assert answer is not None
        assert answer.status == 404
        expect(page.locator("h1").first).to_be_visible()
        assert page.locator("main a, main form").count() >= 1
