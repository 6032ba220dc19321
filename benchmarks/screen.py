"""The scanner in Chromium with three thousand people: from a picture to its code, and from the code to the screen.

`scan.frame-to-screen` tells the milliseconds from a decoded code until the answer is painted, while the camera goes on
looking; `scan.frame-to-code` those in which the code is found in one picture of the camera, which plays a film of one
of our badges.
"""

import os
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from badges.faces import badge_pdf
from benchmarks.client import Outcome
from benchmarks.doors import PEOPLE, Doors
from benchmarks.results import Row
from checkin.services import invite_device
from events.models import Conference
from registrations.models import Participant
from tests.walk.browsers import QUIET, chromium_path
from tests.walk.camera import film_of

SCANS = 120
PICTURES = 60
POINT = "gala"
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 120_000
# What the scanner measures by itself is heard from the start.
HEAR = """
window.decoded = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName("decode")) window.decoded.push(entry.duration);
}).observe({ entryTypes: ["measure"] });
"""
# A reader on a cable gives the code at once: the clock runs from its last key until the browser has painted.
SCAN = """async (texts) => {
  const section = document.getElementById("scan-result");
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const told = [];
  for (const text of texts) {
    for (const key of text) press(key);
    const shown = new Promise((resume) => {
      new MutationObserver((_, seen) => {
        if (section.hidden) return;
        seen.disconnect();
        resume();
      }).observe(section, { attributes: true });
    });
    const begun = performance.now();
    press("Enter");
    await shown;
    await new Promise((resume) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resume;
      port2.postMessage(0);
    }));
    told.push([performance.now() - begun, section.dataset.result]);
    section.click();
    await new Promise((resume) => setTimeout(resume, 120));
  }
  return told;
}"""


def measure_screen(port: int, doors: Doors) -> list[Row]:
    # What is asked of the database here is asked between the browser's doings, on this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        film = film_of(badge_pdf(last_of(doors.conference)), Path(folder))
        with camera(playwright, f"--use-file-for-fake-video-capture={film}") as browser:
            decoded = decode(scanner(browser, port, doors.conference))
        with camera(playwright) as browser:
            painted = scan(scanner(browser, port, doors.conference), doors.badges[:SCANS])
    return [row_of("scan.frame-to-screen", painted), row_of("scan.frame-to-code", decoded)]


def last_of(conference: Conference) -> Participant:
    """Somebody whom the scans to come do not let in again."""
    people = Participant.objects.select_related("card__institution", "conference__association", "variant")
    return people.filter(conference=conference).order_by("-pk")[0]


def camera(playwright: Playwright, *more: str) -> Browser:
    """Without a film the camera shows moving shapes, in which the scanner looks for a code all the time."""
    arguments = [*QUIET, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", *more]
    return playwright.chromium.launch(executable_path=chromium_path(), args=arguments)


def scanner(browser: Browser, port: int, conference: Conference) -> Page:
    """Paired, with everybody's data loaded and its camera on."""
    user = conference.association.memberships.get().user
    _invitation, code = invite_device(
        conference=conference, name=f"Telefon {timezone.now():%H%M%S%f}", points=[], by=user
    )
    # Without the policy of the page, which lets nobody evaluate what this waits for.
    page = browser.new_page(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]  # a size, as the type says
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(HEAR)
    page.goto(f"http://127.0.0.1:{port}/scan/#pair={code}")
    page.wait_for_selector(f"#scan-point option[value={POINT}]", state="attached")
    page.select_option("#scan-point", POINT)
    page.wait_for_function(f"document.getElementById('scan-count').textContent.includes('{PEOPLE}')")
    page.wait_for_selector("#content[data-state=ready]")
    return page


def decode(page: Page) -> list[float]:
    page.wait_for_function(f"window.decoded.length >= {PICTURES}")
    found: list[float] = page.evaluate("window.decoded")
    return found


def scan(page: Page, texts: list[str]) -> list[float]:
    told: list[Any] = page.evaluate(SCAN, texts)
    if {result for _took, result in told} != {"accepted"}:
        raise RuntimeError(f"The scanner answered {[result for _took, result in told]}.")
    return [float(took) for took, _result in told]


def row_of(name: str, times: list[float]) -> Row:
    p95 = Outcome(times=times).percentile(0.95)
    return Row(name, round(median(times), 1), unit="milliseconds", p50_ms=round(median(times), 1), p95_ms=round(p95, 1))
