"""What a clerk of a centre does: opens the page, fills in one card, sends it, pays."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.walk.inspection import Inspector

Look = Callable[[Page, str], object]
NEXT = "main .button-primary[value=next]"


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    email: str
    position: str = "pracownik socjalny"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def read_conference_page(page: Page, inspector: Inspector, address: str, association: str, conference: str) -> None:
    page.goto(f"{address}/")
    inspector.look_at(page, "01-home")
    page.goto(f"{address}/{association}/")
    inspector.look_at(page, "02-association")
    page.locator(f"a[href='/{association}/{conference}/']").first.click()
    page.wait_for_url(f"**/{association}/{conference}/")
    inspector.look_at(page, "03-conference")


def fill_card(page: Page, inspector: Inspector | None, people: list[Person], variant: str, centre: str) -> str:
    """From the conference page to the page of the sent card; gives the card's code."""
    look: Look = inspector.look_at if inspector else lambda page, name: None
    page.locator("a[href$='/register/']:visible").first.click()
    page.wait_for_url("**/register/")
    look(page, "04-before-the-card")
    page.locator("main form .button-primary").click()
    fill_institution(page, centre)
    look(page, "05-institution")
    page.click(NEXT)
    fill_invoice(page)
    look(page, "06-invoice")
    page.click(NEXT)
    fill_people(page, people, variant)
    look(page, "07-participants")
    page.click(NEXT)
    pass_what_is_usual(page, look)
    page.locator("[name=public_funding]").first.check()
    page.check("[name=terms]")
    page.check("[name=privacy]")
    look(page, "08-statements")
    page.click(NEXT)
    page.wait_for_url("**/summary/")
    for person in people:
        expect(page.get_by_text(person.full_name).first).to_be_visible()
    look(page, "09-summary")
    page.click(NEXT)
    page.wait_for_url("**/cards/**")
    look(page, "10-card")
    found = re.search(r"\bKU[2-9A-Z]{8}\b", page.inner_text("main"))
    assert found, page.inner_text("main")
    return found[0]


def pass_what_is_usual(page: Page, look: Look = lambda page, name: None) -> None:
    """The steps that ask only where there is something to ask: what stands there already is right."""
    page.wait_for_url(re.compile("/(stay|questions|statements)/"))
    for step in ("stay", "questions"):
        if f"/{step}/" in page.url:
            look(page, f"07-{step}")
            page.click(NEXT)
            page.wait_for_url(re.compile("/(questions|statements)/"))


def fill_institution(page: Page, centre: str) -> None:
    page.wait_for_url(re.compile("/institution/"))
    fields = {
        "nip": "1111111111", "name": centre, "street": "ul. Piotrkowska 1", "postal_code": "90-001", "city": "Łódź",
        "head_name": "Jan Źrebiec", "head_position": "dyrektor", "contact_name": "Anna Łoś",
        "contact_email": "sekretariat@mops.example.org", "contact_phone": "600 100 200",
    }  # fmt: skip
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=kind]", "mops")
    page.select_option("[name=voivodeship]", "10")


def fill_invoice(page: Page) -> None:
    page.wait_for_url("**/invoice/")
    fields = {"nip": "2222222222", "name": "Miasto Łódź", "street": "ul. Piotrkowska 104", "postal_code": "90-926"}
    for name, value in {**fields, "city": "Łódź"}.items():
        page.fill(f"[name=buyer_{name}]", value)


def fill_people(page: Page, people: list[Person], variant: str) -> None:
    page.wait_for_url("**/participants/")
    for number, person in enumerate(people):
        if number:
            page.click("main button[value=add]")
            page.wait_for_selector(f"[name=p{number}-first_name]")
        page.fill(f"[name=p{number}-first_name]", person.first_name)
        page.fill(f"[name=p{number}-last_name]", person.last_name)
        page.fill(f"[name=p{number}-position]", person.position)
        page.fill(f"[name=p{number}-email]", person.email)
        page.check(f"[name=p{number}-variant][value='{variant}']")


def pay_by_card(page: Page, inspector: Inspector) -> None:
    """At the stand-in: refused once, then paid; the card's page then says so."""
    page.locator("form[action$='/pay/'] button").click()
    page.wait_for_url("**/pay/cs_**")
    expect(page.get_by_text("nie jest prawdziwa").first).to_be_visible()
    inspector.look_at(page, "11-stand-in", other_language=False)
    page.locator("button[value=failed]").click()
    page.locator("button[value=paid]").click()
    page.wait_for_url("**/cards/**", timeout=30_000)
    expect(page.locator("main .tone-settled").first).to_be_visible()
    inspector.look_at(page, "12-card-paid")
