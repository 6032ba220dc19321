"""Phones at doors, for tests: paired from the panel, fed with codes as a reader on a cable types them."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.walk.inspection import Findings
from tests.walk.organiser import log_in
from tests.walk.servers import Site, run_to_the_end

CONFERENCE = "opieka/konferencja-opieka"
STAFF = "wejscie@opieka.example"
PHONE = {"width": 390, "height": 844}
SECONDS = 30_000
# A machine that runs the whole suite answers more slowly than a phone's owner would bear.
expect.set_options(timeout=SECONDS)

ASK = """
import json
from pathlib import Path
from django.conf import settings

from registrations.badge_tokens import sign_badge, signing_key
from registrations.models import Participant
from checkin.models import Scan

people = Participant.objects.active().filter(
    conference__association__slug="{association}", conference__slug="{slug}", variant__is_remote=False
).select_related("card")
told = dict(people=[], scans=[])
for person in people.order_by("pk"):
    key = signing_key(settings.BADGE_SIGNING_KEY, person.conference_id)
    text = sign_badge(person.badge_code, key)
    told["people"].append([person.titled_name, text, person.card.balance <= 0])
for scan in Scan.objects.select_related("device", "participant").order_by("scanned_at"):
    told["scans"].append([scan.device.name, str(scan.participant or ""), scan.result])
Path("{path}").write_text(json.dumps(told))
"""

TYPE = """text => {
  for (const key of [...text, "Enter"]) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }
}"""


@dataclass(frozen=True)
class Known:
    """What the database says: people who have paid, those who have not, and all scans."""

    paid: list[tuple[str, str]]
    unpaid: list[tuple[str, str]]
    scans: list[tuple[str, str, str]]

    def of(self, device: str) -> list[tuple[str, str]]:
        return [(name, result) for phone, name, result in self.scans if phone == device]


def ask_database(site: Site, folder: Path) -> Known:
    association, _, slug = CONFERENCE.partition("/")
    path = folder / "known.json"
    script = ASK.format(association=association, slug=slug, path=path)
    run_to_the_end(["manage.py", "shell", "-c", script], site.environment, folder / "ask.log")
    told: dict[str, list[Any]] = json.loads(path.read_text())
    return Known(
        [(name, text) for name, text, paid in told["people"] if paid],
        [(name, text) for name, text, paid in told["people"] if not paid],
        [(device, person, result) for device, person, result in told["scans"]],
    )


@dataclass
class Phone:
    """One phone with its browser; `page` is the scanner."""

    site: Site
    context: BrowserContext
    page: Page
    name: str
    opened: list[Page] = field(default_factory=list)

    def scan(self, text: str, result: str, *words: str) -> None:
        """By a reader on a cable."""
        self.page.evaluate(TYPE, text)
        self.expect_result(result, *words)
        self.page.locator("#next-scan").click()
        expect(self.page.locator("#scan-result")).to_be_hidden()

    def expect_result(self, result: str, *words: str) -> None:
        shown = self.page.locator(f"#scan-result[data-result={result}]")
        expect(shown).to_be_visible(timeout=SECONDS)
        for word in words:
            expect(shown).to_contain_text(word)

    def expect_waiting(self, count: int) -> None:
        status = self.page.locator("#scan-status-words")
        if count:
            expect(status).to_contain_text(f": {count}.", timeout=SECONDS)
        else:
            expect(self.page.locator("#phone-queue")).to_have_text("Wszystko wysłane", timeout=SECONDS)

    def reopen(self) -> None:
        """The page is killed, and opened anew in the same browser."""
        self.page.close()
        self.page = self.context.new_page()
        self.page.goto(f"{self.site.address}/scan/")
        self.expect_ready()

    def expect_ready(self) -> None:
        self.page.wait_for_selector("#scan-point option", state="attached", timeout=SECONDS)

    def keep_shell(self) -> None:
        """Until the browser has all that opens the scanner without network."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def pair(panel: Page, site: Site, browser: Browser, findings: Findings | None, name: str, **options: Any) -> Phone:
    """The panel shows a code, the phone opens what it says, and the panel sees that it did."""
    panel.goto(f"{site.address}/panel/{CONFERENCE}/devices/")
    panel.fill("[name=name]", name)
    panel.locator("main form.form button[type=submit]").click()
    address = panel.locator(".pairing-address code").text_content() or ""
    context = browser.new_context(viewport=PHONE, permissions=["camera"], **options)  # type: ignore[arg-type]  # a size
    if findings:
        findings.watch(context)
    page = context.new_page()
    page.goto(address)
    phone = Phone(site, context, page, name)
    phone.expect_ready()
    expect(panel.locator("#invitation .notice, #invitation [class*=settled]").first).to_be_visible(timeout=SECONDS)
    assert "#pair" not in page.url
    return phone


def staff_page(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    log_in(page, site, STAFF)
    return page
