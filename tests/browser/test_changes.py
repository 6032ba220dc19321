"""What an institution does with a sent card on a phone: another person, resigning with a fee, the waiting list."""

import os
from functools import partial

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import ResignationFee
from registrations.invariants import broken
from registrations.models import ParticipationCard
from registrations.services import link_for_card
from tests.factories.events import days_ahead
from tests.factories.registrations import QuestionFactory
from tests.registrations import hostile_files as files
from tests.registrations.changes import Event, person_of
from tests.registrations.staying import Stay
from tests.walk.inspection import Findings, in_the_other_language, problems_of

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
    page.get_by_label("Pełny").check()
    page.get_by_label("Imię", exact=True).fill("Jan")
    page.get_by_label("Nazwisko", exact=True).fill("Cis")
    page.get_by_label("E-mail").fill("cis@example.org")
    look(page, "add")
    page.get_by_role("button", name="Dalej").last.click()
    look(page, "add-stay")
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


def inspect(page: Page, name: str) -> list[str]:
    """What axe says of the page as it stands and of its address in the other language; it must fit the phone too."""
    seen = [f"{name}: {problem}" for problem in problems_of(page)]
    look(page, name)
    seen += [] if fits(page) else [f"{name}: wider than the phone"]
    second = page.context.new_page()
    second.goto(in_the_other_language(page.url))
    seen += [f"{name}, other language: {problem}" for problem in problems_of(second)]
    seen += [] if fits(second) else [f"{name}, other language: wider than the phone"]
    second.close()
    return seen


def furnished() -> tuple[Stay, ParticipationCard]:
    event = Stay(wants_signed_cards=True)
    ask = partial(QuestionFactory.create, conference=event.conference)
    bus = ask(slug="bus", label="Czy skorzysta z autokaru?", kind="boolean")
    ask(slug="train", label="O której jest pociąg?", shown_if=bus, shown_if_value="yes")
    ask(slug="scan", label="Skan legitymacji", kind="file")
    ask(slug="from", label="Skąd wiadomość?", kind="choices", target="card", choices="z listu\nze strony")
    return event, event.card("Łoś", "Żak")


def test_nights_and_an_extra_are_changed_with_the_difference_shown_first(
    context: BrowserContext, live_server: LiveServer, findings: Findings
) -> None:
    event, card = furnished()
    page = context.new_page()
    open_card(page, live_server, card)
    seen = inspect(page, "card-before")
    page.get_by_role("link", name="Pobyt i dodatki Ewa Łoś").click()
    seen += inspect(page, "stay")
    page.get_by_label("gala").check()
    page.locator("[name=nights]").nth(1).uncheck()
    press(page, "Pokaż różnicę")
    expect(page.get_by_text("dopłata 180,00")).to_be_visible()
    seen += problems_of(page)
    narrow = fits(page)
    look(page, "stay-difference")
    card.refresh_from_db()
    untouched = card.due
    page.get_by_role("button", name="Potwierdź zmianę").dblclick()
    page.wait_for_url("**/cards/*/")
    look(page, "card-after")
    expect(page.get_by_text("gala").first).to_be_visible()

    card.refresh_from_db()
    assert (narrow, fits(page), untouched, card.due, event.seats_taken()) == (True, True, 240002, 258002, 1)
    assert person_of(card, "Łoś").nights.count() == 1
    assert list(broken()) == []
    assert seen == []
    assert findings.everything() == []


def test_answers_are_corrected_and_a_question_that_hangs_on_one_appears(
    context: BrowserContext, live_server: LiveServer, findings: Findings
) -> None:
    _, card = furnished()
    page = context.new_page()
    open_card(page, live_server, card, "people/1/answers/")
    expect(page.get_by_label("O której jest pociąg?")).to_be_hidden()
    seen = inspect(page, "answers")
    page.get_by_label("tak", exact=True).check()
    page.get_by_label("O której jest pociąg?").fill("14:30")
    scan: FilePayload = {"name": "l.jpg", "mimeType": "image/jpeg", "buffer": files.photo(60, 40)}
    page.set_input_files("[name=q-scan]", scan)
    page.get_by_role("button", name="Zapisz odpowiedzi").last.click()
    page.wait_for_url("**/cards/*/")
    open_card(page, live_server, card, "people/1/answers/")
    expect(page.get_by_text("l.jpg").first).to_be_visible()
    seen += inspect(page, "answers-given")

    assert person_of(card, "Łoś").answers.count() == 3
    assert seen == []
    assert findings.everything() == []


def test_every_page_of_changes_says_nothing_wrong(
    context: BrowserContext, live_server: LiveServer, findings: Findings
) -> None:
    _, card = furnished()
    page, seen = context.new_page(), []
    for name, path in {
        "change-card": "change/",
        "change-person": "people/1/",
        "exchange": "people/1/exchange/",
        "variants": "people/1/variant/",
        "variant": "people/1/variant/?variant=day",
        "card-answers": "answers/",
        "resign": "resign/",
        "resign-fee": "resign/?person=1",
        "add": "people/add/",
    }.items():
        open_card(page, live_server, card, path)
        expect(page.locator("h1").first).to_be_visible()
        seen += inspect(page, name)
    page.get_by_label("Pełny").check()
    page.get_by_label("Imię", exact=True).fill("Jan")
    page.get_by_label("Nazwisko", exact=True).fill("Cis")
    page.get_by_label("E-mail").fill("cis@example.org")
    page.get_by_role("button", name="Dalej").last.click()
    page.get_by_label("gala").check()
    expect(page.get_by_text("1 380,01")).to_be_visible()
    seen += problems_of(page)
    look(page, "add-stay-and-fee")
    page.get_by_role("button", name="Dodaj do karty").click()
    page.wait_for_url("**/cards/*/")

    assert person_of(card, "Cis").extras.count() == 1
    assert list(broken()) == []
    assert seen == []
    assert findings.everything() == []
