import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Playwright, sync_playwright

from tests.walk.servers import Site, embedded_site, services_site

SERVER = os.environ.get("DATABASE_URL", "")
REDIS = os.environ.get("REDIS_URL", "")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The embedded default; with DATABASE_URL of a PostgreSQL server, everything that production has."""
    data = tmp_path_factory.mktemp("site")
    running = services_site(data, SERVER, REDIS) if SERVER.startswith("postgres") else embedded_site(data)
    with running as found:
        yield found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def folder() -> Path:
    """Where pictures and papers of the walk are left to be looked at."""
    kind = "services" if SERVER.startswith("postgres") else "embedded"
    made = Path(settings.BASE_DIR) / "var" / "walk" / kind
    made.mkdir(parents=True, exist_ok=True)
    return made
