"""The signed card: photographed with a phone, sent back with a reason, sent again as a PDF, accepted."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.furnishing import CONFERENCE
from tests.registrations import hostile_files as files
from tests.walk.inspection import Findings, problems_of
from tests.walk.organiser import log_in
from tests.walk.servers import Site, run_to_the_end

pytestmark = pytest.mark.browser

SCRIPT = """
from events.models import Conference
from registrations.enums import Acceptance
from registrations.services import link_for_card, link_for_participant

conference = Conference.objects.get(association__slug="{association}", slug="{slug}")
Conference.objects.filter(pk=conference.pk).update(wants_signed_cards=True)
card = conference.cards.active().filter(participants__state="registered").order_by("code").first()
conference.cards.filter(pk=card.pk).update(acceptance=Acceptance.AWAITED)
person = card.participants.active().order_by("pk").first()
print("FOUND", card.code, link_for_card(card=card).token, link_for_participant(participant=person).token)
"""


@pytest.fixture(scope="module")
def found(site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The code of a card, the token of its link, and that of one of its people."""
    log: Path = tmp_path_factory.mktemp("signing") / "signing.log"
    association, _, slug = CONFERENCE.partition("/")
    script = SCRIPT.format(association=association, slug=slug)
    run_to_the_end(["manage.py", "shell", "-c", script], site.environment, log)
    return next(line for line in log.read_text().splitlines() if line.startswith("FOUND")).split()[1:]


def payload(name: str, content: bytes, kind: str) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def send(page: Page, *sent: FilePayload) -> None:
    page.set_input_files("[name=papers]", list(sent))
    page.click("main form .button-primary")


def test_signed_card_is_sent_returned_mended_and_accepted(
    site: Site, context: BrowserContext, browser: Browser, findings: Findings, found: list[str]
) -> None:
    code, token, _ = found
    phone = context.new_page()
    phone.goto(f"{site.address}/cards/{token}/")
    phone.click("#signed-card .button-primary")
    seen = problems_of(phone)
    send(phone, payload("karta.svg", files.SVG, "image/svg+xml"))
    expect(phone.locator(".error-summary")).to_contain_text("karta.svg")
    send(phone, payload("IMG_0412.jpg", files.photo(3000, 4000), "image/jpeg"))
    expect(phone.locator("#signed-card")).to_contain_text("Podpisana karta wysłana")
    seen += problems_of(phone)

    desk = browser.new_context(viewport={"width": 1440, "height": 900})
    findings.watch(desk)
    page = desk.new_page()
    log_in(page, site, "organizator@razem.example")
    page.goto(f"{site.address}/panel/{CONFERENCE}/signed-cards/")
    seen += problems_of(page)
    page.get_by_role("row").filter(has_text=code).get_by_role("link").click()
    expect(page.locator("img.scan-picture")).to_have_js_property("naturalHeight", 1800)
    seen += problems_of(page)
    page.fill("[name=reason]", "Brakuje pieczęci dyrektora.")
    page.get_by_role("button", name="Odeślij do poprawy").click()
    page.wait_for_url("**/signed-cards/")

    phone.reload()
    expect(phone.locator("#signed-card")).to_contain_text("Brakuje pieczęci dyrektora.")
    phone.click("#signed-card .button-primary")
    send(phone, payload("karta podpisana.pdf", files.signed_paper(), "application/pdf"))
    expect(phone.locator("#signed-card")).to_contain_text("karta podpisana.pdf")

    page.goto(f"{site.address}/panel/{CONFERENCE}/cards/{code}/signed/")
    with page.expect_download() as download:
        page.get_by_role("link", name="karta podpisana.pdf").click()
    assert Path(download.value.path()).read_bytes() == files.signed_paper()
    page.get_by_role("button", name="Przyjmij podpisaną kartę").click()
    expect(page.locator(".messages")).to_contain_text("została przyjęta")
    phone.reload()
    expect(phone.locator("#signed-card")).to_contain_text("Podpisana karta przyjęta")
    assert seen == []
    assert findings.everything() == []
    desk.close()


def test_participant_changes_their_data_by_phone(
    site: Site, context: BrowserContext, findings: Findings, found: list[str]
) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/participants/{found[2]}/")
    seen = problems_of(page)
    page.click("#own .button")
    page.fill("[name=badge_text]", "Kierownik zespołu")
    page.check("[name=diet][value=vegan]")
    seen += problems_of(page)
    page.click("main form .button-primary")
    expect(page.locator("#own")).to_contain_text("Kierownik zespołu")
    seen += problems_of(page)
    page.goto(f"{site.address}/participants/{found[2]}/agreements/")
    seen += problems_of(page)
    assert seen == []
    assert findings.everything() == []


def test_organiser_writes_a_letter_in_their_own_words(
    site: Site, browser: Browser, findings: Findings, found: list[str]
) -> None:
    desk = browser.new_context(viewport={"width": 1440, "height": 900})
    findings.watch(desk)
    page = desk.new_page()
    log_in(page, site, "organizator@razem.example")
    page.goto(f"{site.address}/panel/{CONFERENCE}/letters/words/")
    seen = problems_of(page)
    page.get_by_role("row").filter(has_text="Karta jest opłacona").get_by_role("link").first.click()
    page.fill("[name=subject]", "Karta {karta} opłacona")
    page.fill("[name=body]", "Dziękujemy, {imie}!")
    page.click("button[value=preview]")
    expect(page.locator(".error-summary")).to_contain_text("{imie}")
    page.fill("[name=body]", "Dziękujemy, {imie_i_nazwisko}!")
    page.click("button[value=preview]")
    expect(page.get_by_text("Podgląd, jeszcze niezapisany")).to_be_visible()
    seen += problems_of(page)
    page.click("button[value=save]")
    expect(page.locator(".messages")).to_be_visible()
    assert seen == []
    assert findings.everything() == []
    desk.close()
