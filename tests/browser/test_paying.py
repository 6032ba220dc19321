"""Paying by the stand-in as it goes in life: at once, after a refusal, not at all, later; and money returned."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import Panel
from tests.walk.servers import Site, run_to_the_end

pytestmark = pytest.mark.browser

CONFERENCE = "razem/xi-konferencja"
TREASURER = "skarbnik@razem.example"
NEW_CARD = """
from events.models import Conference
from registrations.services import link_for_card, submit_card
from tests.factories.registrations import card_input, participant_input

conference = Conference.objects.get(association__slug="razem", slug="xi-konferencja")
variant = conference.variants.filter(price__gt=0).order_by("-is_remote", "pk")[0]
person = participant_input(variant, email="placi@example.org")
card = submit_card(conference=conference, data=card_input(conference, person), texts=[])
open({path!r}, "w").write(f"{{card.code}} {{link_for_card(card=card).token}}")
"""
# The bank of the stand-in confirms after 20 seconds.
LATER_MS = 60_000


class Payer:
    """A new card, its page open on a phone."""

    def __init__(self, site: Site, context: BrowserContext, folder: Path) -> None:
        path = folder / "card.txt"
        script = NEW_CARD.format(path=str(path))
        run_to_the_end(["manage.py", "shell", "-c", script], site.environment, folder / "card.log")
        self.code, self.token = path.read_text().split()
        self.address = f"{site.address}/cards/{self.token}/"
        self.page = context.new_page()

    def begin(self) -> Page:
        self.page.goto(self.address)
        self.page.locator("form[action$='/pay/'] button").first.click()
        self.page.wait_for_url(re.compile(r"/pay/cs_test_"))
        return self.page

    def choose(self, outcome: str) -> None:
        self.page.locator(f"button[value={outcome}]").click()

    def is_paid(self, patience: float = 15_000) -> None:
        self.page.wait_for_url(self.address, timeout=patience)
        expect(self.page.locator("main .tone-settled").first).to_be_visible()

    def owes(self) -> None:
        self.page.goto(self.address)
        expect(self.page.locator("form[action$='/pay/'] button").first).to_be_visible()


@pytest.fixture
def payer(site: Site, context: BrowserContext, tmp_path: Path) -> Payer:
    return Payer(site, context, tmp_path)


def test_paid_at_once(payer: Payer) -> None:
    payer.begin()
    payer.choose("paid")
    payer.is_paid()


def test_refused_then_paid_on_the_same_page(payer: Payer) -> None:
    page = payer.begin()
    payer.choose("failed")
    expect(page.locator("[role=alert]")).to_be_visible()
    payer.choose("paid")
    payer.is_paid()


def test_abandoned_leaves_the_card_to_be_paid(payer: Payer) -> None:
    payer.begin()
    payer.choose("abandoned")
    payer.page.wait_for_url(payer.address)
    payer.owes()


def test_blik_that_the_bank_confirms_later(payer: Payer) -> None:
    payer.begin()
    payer.choose("later")
    payer.page.wait_for_url("**/paid/**")
    expect(payer.page.locator("h1")).to_be_visible()
    payer.is_paid(LATER_MS)


def test_paid_twice_and_returned_by_the_treasurer(
    payer: Payer, site: Site, browser: Browser, findings: Findings, tmp_path: Path
) -> None:
    payer.begin()
    payer.choose("paid")
    payer.is_paid()
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(context)
    panel = Panel(context, site, CONFERENCE, TREASURER)
    inspector = Inspector(browser, findings, tmp_path, PHONE)
    page = panel.open(f"cards/{payer.code}/payments/")
    page.fill("[name=amount]", "30,00")
    page.select_option("[name=method]", "terminal")
    page.locator("main form .button-primary").last.click()
    expect(page.locator("a[href$='/receipt/']")).to_be_visible()
    inspector.look_at(page, "settlement")

    page.locator("a[href$='/refunds/']", has_text="30,00").click()
    page.fill("[name=reason]", "Zapłacono dwa razy")
    inspector.look_at(page, "decide-refund")
    page.locator("main form .button-primary").click()
    page.wait_for_url("**/payments/")
    for _ in range(20):
        page.reload()
        if page.locator("tr", has_text="Zwrócono").count():
            break
        page.wait_for_timeout(500)
    expect(page.locator("tr", has_text="Zwrócono")).to_be_visible()
    page = panel.open("refunds/")
    expect(page.locator("tr", has_text=payer.code).locator(".tone-settled")).to_be_visible()
    inspector.look_at(page, "refunds")
    assert findings.everything() == []
    context.close()
