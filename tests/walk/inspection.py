"""What must hold on every page: axe finds nothing, nothing complains, nothing comes from elsewhere."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@dataclass
class Findings:
    """What was seen on the way; all of it must be empty at the end. `pages` counts what axe looked at."""

    host: str
    axe: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    pages: int = 0

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self.note_request)
        context.on("console", self.note_console)
        context.on(
            "weberror", lambda error: self.console.append(f"{error.page.url if error.page else ''}: {error.error}")
        )

    def note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != self.host:
            self.elsewhere.append(request.url)

    def note_console(self, message: ConsoleMessage) -> None:
        """Errors and warnings, a refused Content-Security-Policy among them."""
        if message.type in {"error", "warning"}:
            where = message.page.url if message.page else ""
            self.console.append(f"{where}: {message.text}")

    def everything(self) -> list[str]:
        return [*self.axe, *self.console, *self.elsewhere]


@dataclass
class Inspector:
    """Takes pictures of pages and lets axe look at them in both colour schemes and both languages.

    Without `thorough` it looks at each page once, as it stands: for a second run of the same pages elsewhere.
    """

    browser: Browser
    findings: Findings
    folder: Path
    viewport: dict[str, int]
    thorough: bool = True

    def look_at(self, page: Page, name: str, *, other_language: bool = True) -> None:
        """Look at the page as it stands, then at its address in the other language."""
        page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        self.check(page, name)
        if other_language and self.thorough:
            self.look_in_the_other_language(page, name)

    def look_in_the_other_language(self, page: Page, name: str) -> None:
        second = page.context.new_page()
        second.goto(in_the_other_language(page.url))
        second.screenshot(path=self.folder / f"{name}-other.png", full_page=True)
        self.check(second, f"{name}, other language")
        second.close()

    def check(self, page: Page, name: str) -> None:
        for scheme in ("light", "dark") if self.thorough else ("light",):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.findings.axe += [f"{name} ({scheme}): {problem}" for problem in problems_of(page)]
            self.findings.pages += 1
        page.emulate_media(color_scheme="light")


def problems_of(page: Page) -> list[str]:
    """What axe says, a line for each rule broken, with the first place where it is."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    # Without the full tale of what is right, which takes as long as the search itself.
    asked = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", asked)
    return [
        f"{rule['id']}: {rule['help']} at {rule['nodes'][0]['html'][:200]} ({rule['nodes'][0]['failureSummary'][:300]})"
        for rule in found["violations"]
    ]


def in_the_other_language(address: str) -> str:
    parts = urlsplit(address)
    path = parts.path.removeprefix("/en") if parts.path.startswith("/en/") else f"/en{parts.path}"
    return parts._replace(path=path).geturl()
