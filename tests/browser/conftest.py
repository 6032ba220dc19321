from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.walk.browsers import launch
from tests.walk.conftest import playwright, site
from tests.walk.inspection import Findings

__all__ = ["browser", "context", "findings", "playwright", "site"]

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = launch(playwright)
    yield running
    running.close()


@pytest.fixture
def findings() -> Findings:
    return Findings("127.0.0.1")


@pytest.fixture
def context(browser: Browser, findings: Findings) -> Iterator[BrowserContext]:
    """Somebody with a phone; what goes wrong on their pages is noted."""
    opened = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]  # a size, as the type says
    findings.watch(opened)
    yield opened
    opened.close()
