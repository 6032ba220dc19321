"""Forty cards at once for the last ten of something, by four processes with a connection for each card."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import migrated_postgres, migrated_sqlite
from tests.registrations.rush import CARDS, PLACES
from tests.registrations.servers import outcome_of

RUSH = "tests.registrations.rush"


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return migrated_sqlite(tmp_path / "rush.sqlite3")


@pytest.fixture
def postgres() -> Iterator[str]:
    with migrated_postgres("rush") as address:
        yield address


def expect_exactly_the_last_places(outcome: dict[str, Any], refusal: str = "no places") -> None:
    assert outcome == {
        "told": {"registered": PLACES, refusal: CARDS - PLACES},
        "cards": PLACES,
        "participants": PLACES,
        "taken": PLACES,
        "broken": [],
    }


def expect_too_many(outcome: dict[str, Any]) -> None:
    assert outcome["participants"] > PLACES
    assert outcome["broken"]


def test_last_places_are_given_once_on_sqlite(sqlite: str) -> None:
    expect_exactly_the_last_places(outcome_of(sqlite, RUSH))


def test_last_places_are_oversold_without_the_guard_on_sqlite(sqlite: str) -> None:
    expect_too_many(outcome_of(sqlite, RUSH, "--unguarded"))


@pytest.mark.services
@pytest.mark.parametrize(("what", "refusal"), [("beds", "no places"), ("workshop", "no places"), ("code", "used up")])
def test_last_places_are_given_once_on_postgresql(postgres: str, what: str, refusal: str) -> None:
    expect_exactly_the_last_places(outcome_of(postgres, RUSH, "--for", what), refusal)


@pytest.mark.services
@pytest.mark.parametrize("what", ["beds", "workshop", "code"])
def test_last_places_are_oversold_without_the_guard_on_postgresql(postgres: str, what: str) -> None:
    expect_too_many(outcome_of(postgres, RUSH, "--for", what, "--unguarded"))
