"""The desk by keys alone: a walk-in paid and badged, a lost badge, a name, a payment; and what its pages look like."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.events.paper_reading import codes_of, letters_of
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import log_in
from tests.walk.servers import Site, embedded_site, run_to_the_end

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
HERE = "/panel/opieka/konferencja-opieka/desk/"
FRONT_DESK = "wejscie@opieka.example"
MINUTE = 60
# From the search to the printed badge, most of it names and an address; a slow typist makes two presses a second.
WALK_IN_PRESSES, SLOW_TYPIST = 91, 2
FIND = """
from django.db.models import F
from django.utils import timezone
from events.enums import Stage
from events.models import Conference
from events.services import move_clock
from registrations.models import Participant, ParticipationCard

conference = Conference.objects.select_related("association").get(association__slug="opieka", slug="konferencja-opieka")
move_clock(conference=conference, to=Stage.RUNNING)
cards = ParticipationCard.objects.filter(conference=conference, state="submitted")
paid = cards.filter(settled__gte=F("due"), due__gt=0).earliest("pk")
owing = cards.filter(settled=0, due__gt=0, participants__state="registered").earliest("pk")
print("FOUND", paid.institution.nip, paid.code, owing.code)
"""


@dataclass
class Keyboard:
    """Counts what is pressed; the mouse is never used."""

    page: Page
    presses: int = 0
    begun: float = field(default_factory=time.monotonic)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def fill(self, *texts: str) -> None:
        """Each into a field, and on to the next."""
        for text in texts:
            self.type(text)
            self.press("Tab")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun


@dataclass(frozen=True)
class Known:
    """The NIP of an institution that has a card, and the codes of a card that is paid and of one that owes."""

    nip: str
    paid: str
    owing: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Of its own: whoever is registered and let in here would be one more elsewhere."""
    with embedded_site(tmp_path_factory.mktemp("frontdesk")) as found:
        yield found


@pytest.fixture(scope="module")
def known(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Known:
    log = tmp_path_factory.mktemp("known") / "log"
    run_to_the_end(["manage.py", "shell", "-c", FIND], site.environment, log)
    found = next(line for line in log.read_text().splitlines() if line.startswith("FOUND"))
    return Known(*found.split()[1:])


@pytest.fixture
def desk(browser: Browser, findings: Findings, site: Site) -> Iterator[Page]:
    opened = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(opened)
    page = opened.new_page()
    log_in(page, site, FRONT_DESK)
    page.goto(site.address + HERE)
    expect(page.locator("[data-search]")).to_be_focused()
    yield page
    opened.close()


def pane(page: Page) -> Any:
    return page.locator("#desk-pane")


def open_card(keys: Keyboard, code: str, person: int = 1) -> None:
    """By the code of the card, then down to the person and Enter; the only person of a card opens at once."""
    keys.page.locator("[data-search]").wait_for()
    keys.type(code)
    expect(keys.page.locator("[data-desk-row]").first).to_be_visible()
    keys.press(*["ArrowDown"] * person, "Enter")
    expect(pane(keys.page).locator(".desk-actions")).to_be_visible()


def printed(keys: Keyboard, folder: Path) -> bytes:
    """The badge whose button has the focus."""
    expect(keys.page.locator('[data-key="b"]')).to_be_focused()
    with keys.page.expect_download() as download:
        keys.press("Enter")
    download.value.save_as(folder / "badge.pdf")
    return (folder / "badge.pdf").read_bytes()


def test_walk_in_is_registered_paid_badged_and_let_in_by_keys_alone(
    desk: Page, known: Known, findings: Findings, tmp_path: Path
) -> None:
    keys = Keyboard(desk)
    keys.press("Escape", "n")
    expect(desk.locator("#id_nip")).to_be_focused()
    keys.fill(known.nip, "Zofia", "Żądło-Próbna", "pracownik socjalny", "zofia.probna@example.org")
    expect(desk.locator("#walk-in-institution .tone-settled")).to_be_visible()
    # Past the phone; the first variant, public funds; past its text.
    keys.press("Tab", "Space", "Tab", "Space", "Tab")
    expect(desk.locator("#walk-in-sum [name=told]")).to_have_count(1)
    # Two statements, each before its text, and cash.
    keys.press("Tab", "Space", "Tab", "Tab", "Space", "Tab", "Tab", "Space", "Enter")
    pdf = printed(keys, tmp_path)

    assert keys.presses <= WALK_IN_PRESSES
    assert keys.seconds + keys.presses / SLOW_TYPIST < MINUTE
    assert "Żądło-Próbna" in letters_of(pdf)
    [code] = set(codes_of(pdf))
    for words in ("opłacony", "na miejscu od", "Żądło-Próbna", "identyfikator wydrukowany"):
        expect(pane(desk)).to_contain_text(words)
    address = desk.url.partition("?")[0]

    # A reader types the code and Enter, wherever the focus is.
    desk.goto(desk.url.partition("/desk/")[0] + "/desk/")
    keys.press("Escape")
    expect(desk.locator("[data-search]")).not_to_be_focused()
    keys.type(code)
    keys.press("Enter")
    desk.wait_for_url(address)
    keys.press("c")
    expect(desk.locator('[data-key="c"]')).to_have_count(0)
    assert findings.everything() == []


def test_lost_badge_gets_a_new_code_and_the_old_one_is_refused(
    desk: Page, known: Known, findings: Findings, tmp_path: Path
) -> None:
    keys = Keyboard(desk)
    open_card(keys, known.paid)
    with desk.expect_download() as download:
        keys.press("b")
    download.value.save_as(tmp_path / "old.pdf")
    [old] = set(codes_of((tmp_path / "old.pdf").read_bytes()))
    keys.press("l")
    expect(desk.locator("#desk-pane .button-danger")).to_be_focused()
    keys.press("Enter")
    [new] = set(codes_of(printed(keys, tmp_path)))
    assert new != old

    keys.type(old)
    keys.press("Enter")
    expect(desk.locator("[role=status] .tone-problem")).to_contain_text("stracił ważność")
    keys.press("Escape", "Escape")
    keys.type(new)
    keys.press("Enter")
    expect(pane(desk).locator(".desk-actions")).to_be_visible()
    assert "then=" not in desk.url
    assert findings.everything() == []


def test_name_is_corrected_and_printed_anew(desk: Page, known: Known, findings: Findings, tmp_path: Path) -> None:
    keys = Keyboard(desk)
    open_card(keys, known.paid)
    keys.press("e")
    expect(desk.locator("#id_academic_title")).to_be_focused()
    keys.press("Tab", "Tab")
    desk.keyboard.press("ControlOrMeta+A")
    keys.type("Poprawiona-Źdźbło")
    keys.press("Enter")
    pdf = printed(keys, tmp_path)

    assert "Poprawiona-Źdźbło" in letters_of(pdf)
    expect(pane(desk).locator("h2")).to_contain_text("Poprawiona-Źdźbło")
    assert findings.everything() == []


def test_payment_is_taken_and_the_person_let_in(desk: Page, known: Known, findings: Findings) -> None:
    keys = Keyboard(desk)
    open_card(keys, known.owing)
    expect(pane(desk)).to_contain_text("czeka na wpłatę")
    keys.press("p")
    expect(desk.locator("#id_method_0")).to_be_focused()
    keys.press("Enter")

    expect(desk.locator('[data-key="s"]')).to_be_focused()
    expect(pane(desk)).to_contain_text("opłacony")
    slip = desk.request.get(
        desk.url.partition("/panel/")[0] + str(desk.locator('[data-key="s"]').get_attribute("href"))
    )
    assert known.owing in letters_of(slip.body())
    keys.press("c")
    expect(pane(desk)).to_contain_text("na miejscu od")
    assert findings.everything() == []


def test_letters_are_no_keys_in_fields_nor_when_switched_off(desk: Page, known: Known) -> None:
    keys = Keyboard(desk)
    keys.type("n")
    expect(desk.locator("[data-search]")).to_have_value("n")
    keys.press("Backspace")
    open_card(keys, known.paid)
    keys.press("?")
    expect(desk.locator("#desk-keys")).to_be_visible()
    desk.locator("[data-desk-keys-on]").focus()
    keys.press("Space", "Escape", "l")
    desk.wait_for_timeout(400)
    expect(pane(desk).locator(".desk-actions")).to_be_visible()
    desk.reload()
    keys.press("l")
    desk.wait_for_timeout(400)
    expect(pane(desk).locator(".desk-actions")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_pages_of_the_desk_say_nothing_wrong(
    browser: Browser, findings: Findings, site: Site, known: Known, tmp_path: Path, viewport: dict[str, int]
) -> None:
    opened: BrowserContext = browser.new_context(viewport=viewport)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(opened)
    page = opened.new_page()
    log_in(page, site, FRONT_DESK)
    inspector = Inspector(browser, findings, tmp_path, viewport)
    person = f"{known.paid}/1/"
    paths = ["", "?q=ewa", "walk-in/", person, *(f"{person}{one}/" for one in ("name", "lost-badge", "payment"))]
    for number, path in enumerate(paths):
        page.goto(site.address + HERE + path)
        inspector.look_at(page, f"frontdesk-{number}")

    assert findings.everything() == []
    opened.close()
