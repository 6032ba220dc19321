"""Overlapping files imported by four workers at once make the ledger that the bank has, and each card is paid once."""

from pathlib import Path

import pytest

from tests.databases import migrated_postgres, migrated_sqlite
from tests.registrations.servers import outcome_of

RUSH = "tests.payments.statements.import_rush"


def test_four_workers_make_one_ledger_on_sqlite(tmp_path: Path) -> None:
    # One after another writes there, and those who wait try again later and later.
    outcome = outcome_of(migrated_sqlite(tmp_path / "rush.sqlite3"), RUSH, "3")
    assert outcome["examples"] >= 3
    assert outcome["wrong"] == []


@pytest.mark.services
def test_four_workers_make_one_ledger_on_postgresql() -> None:
    with migrated_postgres("statements") as address:
        outcome = outcome_of(address, RUSH, "10")
    assert outcome["examples"] >= 10
    assert outcome["wrong"] == []
