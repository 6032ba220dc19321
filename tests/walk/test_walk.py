"""The main job, from the conference page to the verified certificate, as an institution, an organiser and staff."""

import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.events.paper_reading import codes_of, letters_of, text_of
from tests.walk.browsers import launch
from tests.walk.camera import film_of
from tests.walk.inspection import Findings, Inspector
from tests.walk.institution import Person, fill_card, pay_by_card, read_conference_page
from tests.walk.organiser import Panel
from tests.walk.servers import Site
from tests.walk.staff import expect_result, pair_phone

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
THREE = [
    Person("Ewa", "Łoś-Źdźbło", "ewa.los@mops.example.org", "kierowniczka"),
    Person("Grzegorz", "Brzęczyszczykiewicz", "grzegorz@mops.example.org"),
    Person("Anna Maria", "Żółkiewska", "anna.zolkiewska@mops.example.org"),
]
ONE = [Person("Zofia", "Ćwiąkalska", "zofia@gops.example.org")]


@dataclass
class Walk:
    """One walk at one width through one conference."""

    playwright: Playwright
    browser: Browser
    site: Site
    folder: Path
    viewport: dict[str, int]
    association: str
    conference: str
    variant: str

    def __post_init__(self) -> None:
        self.findings = Findings("127.0.0.1")
        self.inspector = Inspector(
            self.browser, self.findings, self.folder, self.viewport, thorough=self.site.is_embedded
        )

    def person(self, browser: Browser | None = None, **options: list[str]) -> BrowserContext:
        """Somebody with a browser of their own: nothing is shared but the site."""
        context = (browser or self.browser).new_context(viewport=self.viewport, **options)  # type: ignore[arg-type]
        self.findings.watch(context)
        return context

    def panel(self, role: str) -> Panel:
        path = f"{self.association}/{self.conference}"
        return Panel(self.person(), self.site, path, f"{role}@{self.association}.example")

    def register_and_pay(self) -> str:
        page = self.person().new_page()
        read_conference_page(page, self.inspector, self.site.address, self.association, self.conference)
        code = fill_card(page, self.inspector, THREE, self.variant, "Miejski Ośrodek Pomocy Społecznej w Łodzi")
        self.expect_card_paper(page, code)
        pay_by_card(page, self.inspector)
        return code

    def register_for_a_transfer(self) -> str:
        page = self.person().new_page()
        page.goto(f"{self.site.address}/{self.association}/{self.conference}/")
        return fill_card(page, None, ONE, self.variant, "Gminny Ośrodek Pomocy Społecznej w Łowiczu")

    def expect_card_paper(self, page: Page, code: str) -> None:
        paper = self.fetch(page, "a[href$='card.pdf']", "card.pdf")
        text = letters_of(paper)
        for words in (code, "MiejskiOśrodekPomocySpołecznejwŁodzi", "MiastoŁódź", "1111111111", "2222222222"):
            assert words in text, (words, text)
        for person in THREE:
            assert person.full_name.replace(" ", "") in text
        # What identifies the printed card is the address that opens it, with the code beside it in letters.
        assert page.url.partition("?")[0] in codes_of(paper), codes_of(paper)

    def fetch(self, page: Page, selector: str, name: str) -> bytes:
        """The file that a link on the page leads to, also left in the folder."""
        address = page.locator(selector).first.get_attribute("href")
        assert address is not None
        answer = page.request.get(address if "://" in address else self.site.address + address)
        assert answer.ok, (address, answer.status)
        assert answer.headers["content-type"] == "application/pdf"
        (self.folder / name).write_bytes(answer.body())
        return answer.body()

    def badge_of(self, panel: Panel, person: Person) -> tuple[str, bytes]:
        """The participant's own page, found in their letter, and the badge that both the page and the PDF show."""
        link = panel.link_in_letter(person.email, "identyfikator", r"http://\S+/participants/[\w-]+/")
        page = self.person().new_page()
        page.goto(link)
        expect(page.get_by_text(person.full_name).first).to_be_visible()
        others = [other for other in THREE if other is not person]
        for other in others:
            assert other.last_name not in page.inner_text("body")
        self.inspector.look_at(page, "13-participant")
        page.locator("a[href$='/badge/']").first.click()
        page.wait_for_url("**/badge/")
        self.inspector.look_at(page, "14-badge")
        paper = self.fetch(page, "a[href$='badge.pdf']", "badge.pdf")
        assert person.last_name in text_of(paper)
        shown = [found.text for found in zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot(full_page=True))))]
        assert shown == codes_of(paper)
        assert shown[0].startswith("Z1")
        assert person.last_name.upper() not in shown[0]
        return link, paper

    def scan(self, badge: bytes, person: Person) -> None:
        """With the camera: in once, and told so the second time."""
        film = film_of(badge, self.folder)
        with launch(self.playwright, film=film) as browser:
            page = self.person(browser, permissions=["camera"]).new_page()
            address = f"{self.association}/{self.conference}"
            pair_phone(page, self.site, f"wejscie@{self.association}.example", address, self.inspector)
            expect_result(page, "accepted", person.full_name)
            self.inspector.look_at(page, "31-let-in", other_language=False)
            expect_result(page, "again", person.full_name)
            self.inspector.look_at(page, "32-second-time", other_language=False)

    def certificate_of(self, panel: Panel, person: Person, link: str) -> None:
        panel.link_in_letter(person.email, "zaświadczenie", r"http://\S+/participants/[\w-]+/")
        page = self.person().new_page()
        page.goto(link)
        self.inspector.look_at(page, "40-participant-after")
        paper = self.fetch(page, "a[href$='certificate.pdf']", "certificate.pdf")
        assert person.full_name.replace(" ", "") in letters_of(paper)
        verification = next(code for code in codes_of(paper) if "/verify/" in code)
        page.goto(verification)
        expect(page.get_by_text(person.full_name).first).to_be_visible()
        number = page.locator("dl.facts dd.figure").first.inner_text()
        assert number in text_of(paper)
        self.inspector.look_at(page, "41-verification")

    def expect_nothing_wrong(self) -> None:
        command = [sys.executable, "manage.py", "check_invariants"]
        told = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.site.environment, capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stdout + told.stderr
        assert self.findings.everything() == []
        assert self.findings.pages > (80 if self.site.is_embedded else 20)


@pytest.mark.walk
@pytest.mark.parametrize(
    ("viewport", "association", "conference", "variant"),
    [
        pytest.param(PHONE, "razem", "xi-konferencja", "bez-noclegu", id="phone"),
        pytest.param(DESKTOP, "forum", "konferencja-forum", "bez-noclegu", id="desktop"),
    ],
)
def test_main_job_from_the_conference_page_to_the_certificate(
    playwright: Playwright,
    site: Site,
    folder: Path,
    viewport: dict[str, int],
    association: str,
    conference: str,
    variant: str,
) -> None:
    pictures = folder / ("phone" if viewport is PHONE else "desktop")
    pictures.mkdir(exist_ok=True)
    with launch(playwright) as browser:
        walk = Walk(playwright, browser, site, pictures, viewport, association, conference, variant)
        code = walk.register_and_pay()
        transfer = walk.register_for_a_transfer()
        organiser, treasurer = walk.panel("organizator"), walk.panel("skarbnik")
        treasurer.record_transfer(transfer, walk.inspector)
        link, badge = walk.badge_of(organiser, THREE[0])
        organiser.move_clock("running")
        walk.scan(badge, THREE[0])
        organiser.look_around(walk.inspector, code, "Łoś-Źdźbło", "los-zdz")
        organiser.move_clock("ended")
        walk.certificate_of(organiser, THREE[0], link)
        walk.expect_nothing_wrong()
