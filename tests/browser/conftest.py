from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.walk.browsers import launch
from tests.walk.conftest import playwright, site
from tests.walk.inspection import Findings

__all__ = ["browser", "context", "findings", "playwright", "site"]

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """In memory, shared with the server's threads: one that closes a file's connection took the test's with it."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = None


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
