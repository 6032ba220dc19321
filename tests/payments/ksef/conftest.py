from collections.abc import Iterator

import pytest
from pytest_django import Settings

from events.models import Conference
from payments.ksef import sending
from payments.ksef.standin.server import KsefStandin
from tests.payments.ksef.world import conference_of_payer, give_access


@pytest.fixture
def standin(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[KsefStandin]:
    """A running stand-in to which this installation sends, and answers that are not waited for."""
    monkeypatch.setattr(sending, "ASK_PAUSE_SECONDS", 0)
    with KsefStandin() as running:
        settings.KSEF_ENVIRONMENT = "standin"
        settings.KSEF_STANDIN_URL = running.url
        yield running


@pytest.fixture
def conference(standin: KsefStandin) -> Conference:
    conference = conference_of_payer()
    give_access(conference.association)
    return conference
