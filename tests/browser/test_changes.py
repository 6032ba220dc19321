"""What an institution does with a sent card on a phone: another person, resigning with a fee, the waiting list."""

import os

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import ResignationFee
from registrations.invariants import broken
from registrations.models import ParticipationCard
from registrations.services import link_for_card
from tests.factories.events import days_ahead
from tests.registrations.changes import Event
from tests.walk.inspection import Findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = 390


@pytest.fixture(scope="session", autouse=True)
def beside_a_loop() -> None:
    """Playwright keeps a loop in this thread; the database is asked between its steps, never within one.

    To the end of the run: the test database is taken down beside the loop too.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def open_card(page: Page, server: LiveServer, card: ParticipationCard, more: str = "") -> None:
    site = server.url.replace("localhost", "127.0.0.1")
    page.goto(f"{site}/cards/{link_for_card(card=card).token}/{more}")


def look(page: Page, name: str) -> None:
    """A picture for whoever runs the tests with PICTURES naming a folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= WIDTH)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_another_person_comes_instead(context: BrowserContext, live_server: LiveServer, findings: Findings) -> None:
    card = Event().card("Łoś", "Żak")
    page = context.new_page()
    open_card(page, live_server, card)
    page.get_by_role("link", name="Inna osoba Ewa Łoś").click()
    page.get_by_label("Imię", exact=True).fill("Jan")
    page.get_by_label("Nazwisko", exact=True).fill("Źdźbło-Ćma")
    page.get_by_label("E-mail").fill("jan@example.org")
    narrow = fits(page)
    look(page, "exchange")
    press(page, "Zmień osobę")

    expect(page.get_by_text("Zmiana osoby: Jan Źdźbło-Ćma zamiast Ewa Łoś.")).to_be_visible()
    expect(page.locator("ol strong", has_text="Jan Źdźbło-Ćma")).to_be_visible()
    card.refresh_from_db()
    assert (narrow, fits(page), card.due) == (True, True, 240002)
    assert findings.everything() == []


def test_one_of_two_resigns_and_sees_the_fee_first(
    context: BrowserContext, live_server: LiveServer, findings: Findings
) -> None:
    event = Event(resignation_until=days_ahead(-1))
    ResignationFee.objects.create(conference=event.conference, until=days_ahead(20), percent=50)
    card = event.card("Łoś", "Żak")
    page = context.new_page()
    open_card(page, live_server, card)
    page.get_by_role("link", name="Zrezygnuj").click()
    page.get_by_label("Ewa Łoś, Pełny").check()
    press(page, "Pokaż koszt")
    expect(page.get_by_text("600,01")).to_be_visible()
    expect(page.get_by_text("50% opłaty")).to_be_visible()
    narrow = fits(page)
    look(page, "resign")
    page.get_by_role("button", name="Zrezygnuj").dblclick()
    page.wait_for_url("**/cards/*/")
    page.go_back()
    page.go_forward()

    card.refresh_from_db()
    assert (narrow, card.due, event.beds_taken()) == (True, 180002, 1)
    assert list(broken()) == []
    assert findings.everything() == []


def test_from_a_full_hotel_to_a_place(context: BrowserContext, live_server: LiveServer, findings: Findings) -> None:
    event = Event(beds=1)
    holder, card = event.card("Łoś"), event.card("Mak", variant=event.day)
    page = context.new_page()
    open_card(page, live_server, card, "people/add/")
    page.get_by_label("Pełny: brak miejsc").check()
    page.get_by_label("Imię", exact=True).fill("Jan")
    page.get_by_label("Nazwisko", exact=True).fill("Cis")
    page.get_by_label("E-mail").fill("cis@example.org")
    look(page, "add")
    press(page, "Wpisz na listę oczekujących")
    expect(page.get_by_text("1. na liście oczekujących")).to_be_visible()
    look(page, "card")

    other = context.new_page()
    open_card(other, live_server, holder, "resign/?person=1")
    other.get_by_role("button", name="Zrezygnuj").click()
    other.wait_for_url("**/cards/*/")

    page.reload()
    page.get_by_role("link", name="Przyjmij miejsce albo odmów").click()
    expect(page.get_by_text("1 200,01")).to_be_visible()
    narrow = fits(page)
    look(page, "offer")
    press(page, "Przyjmij miejsce")
    expect(page.get_by_text("Miejsce jest Państwa.")).to_be_visible()

    card.refresh_from_db()
    assert (narrow, card.due, event.beds_taken()) == (True, 200001, 1)
    assert list(broken()) == []
    assert findings.everything() == []
