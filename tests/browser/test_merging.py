"""Somebody who was entered twice is found, looked at side by side and made one, by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import PHONE
from tests.walk.inspection import Findings, Inspector
from tests.walk.organiser import log_in
from tests.walk.servers import Site, run_to_the_end

pytestmark = pytest.mark.browser

HERE = "/panel/opieka/konferencja-opieka"
# Entered again by another institution, in a variant that costs nothing: what is owed is never merged away.
SCRIPT = """
from dataclasses import replace
from accounts.models import User
from events.models import Conference
from registrations.services import add_participant
from tests.factories.events import VariantFactory
from tests.factories.registrations import participant_input

conference = Conference.objects.get(association__slug="opieka", slug="konferencja-opieka")
first, second = conference.cards.active().filter(participants__state="registered").distinct().order_by("pk")[:2]
known = first.participants.filter(state="registered").order_by("pk")[0]
type(known).objects.filter(pk=known.pk).update(phone="")
variant = VariantFactory.create(conference=conference, name="Gość", price=0)
names = {"first_name": known.first_name, "last_name": known.last_name, "email": known.email}
add_participant(
    card=second,
    person=replace(participant_input(variant, **names), phone="600 700 800"),
    by=User.objects.get(email="wlasciciel@opieka.example"),
)
print(known.full_name)
"""


def test_person_entered_twice_is_made_one(
    browser: Browser, context: BrowserContext, site: Site, findings: Findings, tmp_path: Path
) -> None:
    log = tmp_path / "twice.log"
    run_to_the_end(["manage.py", "shell", "-c", SCRIPT], site.environment, log)
    name = log.read_text().splitlines()[-1]
    inspector, page = Inspector(browser, findings, tmp_path, PHONE), context.new_page()
    log_in(page, site, "wlasciciel@opieka.example")
    page.goto(f"{site.address}{HERE}/duplicates/")
    pair = page.locator("tr", has_text=name)
    expect(pair).to_have_count(1)
    inspector.look_at(page, "duplicates")

    pair.get_by_role("link", name="Porównaj").click()
    phone = page.locator("tr", has_text="Telefon")
    expect(phone).to_contain_text("600 700 800")
    expect(phone).to_contain_text("przechodzi")
    inspector.look_at(page, "merge")
    page.get_by_role("button", name="Połącz").click()

    expect(page.locator("tr", has_text=name)).to_have_count(0)
    page.goto(f"{site.address}{HERE}/participants/?q={name.split()[-1]}&show=phone&state=registered")
    rows = page.locator("tbody tr", has_text=name.split()[0])
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("600 700 800")
    assert findings.everything() == []
