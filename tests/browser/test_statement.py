"""The treasurer imports a statement of sixty transfers and decides what is left, by the keyboard alone."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.walk.inspection import Findings, problems_of
from tests.walk.organiser import log_in
from tests.walk.servers import Site

pytestmark = pytest.mark.browser

DESK = {"width": 1440, "height": 900}
ROOT = "/panel/razem/xi-konferencja/"
ACCOUNT = "14999999990000000000000001"
PATIENCE_MS = 60_000
TRANSFERS = 60


@pytest.fixture
def desk(browser: Browser, findings: Findings, site: Site) -> Iterator[Page]:
    opened = browser.new_context(viewport=DESK)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(opened)
    page = opened.new_page()
    log_in(page, site, "skarbnik@razem.example")
    yield page
    opened.close()


def cards_of(page: Page, site: Site) -> list[tuple[str, int]]:
    """Codes and what they owe, from the list that the treasurer exports."""
    text = page.request.get(f"{site.address}{ROOT}cards.csv").body().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    found = []
    for row in rows:
        due, settled = (round(float(re.sub(r"[^\d,.-]", "", row[name]).replace(",", ".")) * 100) for name in MONEY)
        found.append((row["Karta"], due - settled))
    return found


MONEY = ("Należność", "Rozliczono")


def statement(transfers: list[tuple[int, str]]) -> bytes:
    lines = [":20:ST1", f":25:/PL{ACCOUNT}", ":28C:00001", ":60F:C261101PLN0,00"]
    for number, (amount, title) in enumerate(transfers):
        lines.append(f":61:2611021102C{amount // 100},{amount % 100:02d}S222NONREF//BR{number:012d}")
        lines.append(f":86:020~00152~20{title}~32GMINA PRZYKLADOWA~38PL27114020040000300201355387")
    total = sum(amount for amount, _title in transfers)
    lines += [f":62F:C261102PLN{total // 100},{total % 100:02d}", "-"]
    return "\r\n".join(lines).encode("cp1250")


def sixty(cards: list[tuple[str, int]]) -> list[tuple[int, str]]:
    """What is certain, what pays a part, and what is not for a card at all."""
    owing = [(code, owed) for code, owed in cards if owed > 20_000]
    half = min(len(owing) // 2, 20)
    sure = [(owed, f"konferencja {code.lower()}") for code, owed in owing[:half]]
    parts = [(10_000, f"{code} rata") for code, _owed in owing[half : half + 6]]
    return [*sure, *parts, *((5_000, f"skladka nr {number}") for number in range(TRANSFERS - len(sure) - len(parts)))]


def test_sixty_transfers_are_decided_by_keys_alone(desk: Page, site: Site, findings: Findings) -> None:
    desk.set_default_timeout(PATIENCE_MS)
    transfers = sixty(cards_of(desk, site))
    sure = sum("konferencja" in title for _amount, title in transfers)
    parts = sum("rata" in title for _amount, title in transfers)
    assert parts

    desk.goto(f"{site.address}{ROOT}statements/")
    findings.axe += problems_of(desk)
    file: FilePayload = {"name": "wyciag.sta", "mimeType": "text/plain", "buffer": statement(transfers)}
    desk.set_input_files("input[type=file]", files=[file])
    desk.get_by_role("button", name="Wczytaj").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/jobs/**")
    told = f"transakcje w pliku: {TRANSFERS}; nowe: {TRANSFERS}; znane wcześniej: 0; rozliczone same: {sure}."
    expect(desk.locator("#job")).to_contain_text(told, timeout=PATIENCE_MS)

    desk.goto(f"{site.address}{ROOT}transfers/")
    findings.axe += problems_of(desk)
    for left in range(TRANSFERS - sure, 0, -1):
        expect(desk.locator(".figure").first).to_have_text(str(left))
        title = desk.locator("[data-transfer] .transfer-title").first.inner_text()
        expect(desk.locator("[data-transfer]").first.locator(":focus")).to_have_count(1)
        with desk.expect_navigation():
            desk.keyboard.press("Enter" if "rata" in title else "n")
    expect(desk.locator(".figure").first).to_have_text("0")
    with desk.expect_navigation():
        desk.keyboard.press("u")
    expect(desk.locator(".figure").first).to_have_text("1")
    desk.goto(f"{site.address}{ROOT}transfers/?state=settled")
    expect(desk.locator(".tabs [aria-current]")).to_contain_text(re.compile(rf"\b{sure + parts}\b"))
    assert findings.everything() == []
