"""Who issues may be killed at any moment, or work beside another, and nothing is missing, half done or doubled."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.databases import migrated_postgres, migrated_sqlite

# Whole processes are slow to start: these tests run beside those that need services.
pytestmark = pytest.mark.services
PEOPLE = 60
ROOT = Path(settings.BASE_DIR)
WHOLE = {
    "numbers": list(range(1, PEOPLE + 1)),
    "last": [PEOPLE],
    "topics": PEOPLE,
    "letters": [1] * PEOPLE,
    "broken": [],
}


def start(database: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(database: str, *arguments: str) -> str:
    process = start(database, *arguments)
    out, err = process.communicate(timeout=180)
    assert process.returncode == 0, err[-3000:]
    return out


def prepare(database: str) -> None:
    run(database, "-m", "tests.certificates.issuing", "prepare")


def look(database: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(database, "-m", "tests.certificates.issuing", "look").splitlines()[-1])
    return told


def begin_issuing(database: str, *, until: int = 1) -> subprocess.Popen[str]:
    """Starts one who issues; returns while its transaction number `until` is open."""
    process = start(database, "-m", "tests.certificates.issuing", "issue")
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(until)] == ["written\n"] * until
    return process


def issue_with_kills(database: str) -> int:
    """Kills the one who issues, twice, in the middle; how many certificates there were after the first time."""
    issued = 0
    for until in (12, 20):
        process = begin_issuing(database, until=until)
        process.kill()
        process.communicate()
        issued = issued or len(look(database)["numbers"])
    run(database, "-m", "tests.certificates.issuing", "issue")
    return issued


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return migrated_sqlite(tmp_path / "issuing.sqlite3")


@pytest.fixture
def postgres() -> Iterator[str]:
    with migrated_postgres("issuing") as address:
        yield address


def test_killed_issuing_is_finished_by_the_next_run_on_sqlite(sqlite: str) -> None:
    prepare(sqlite)
    assert 0 < issue_with_kills(sqlite) < PEOPLE
    assert look(sqlite) == WHOLE


def test_killed_issuing_is_finished_by_the_next_run_on_postgresql(postgres: str) -> None:
    prepare(postgres)
    assert 0 < issue_with_kills(postgres) < PEOPLE
    assert look(postgres) == WHOLE


def issue_four_times_at_once(database: str) -> None:
    processes = [start(database, "-m", "tests.certificates.issuing", "issue") for _ in range(4)]
    told = [process.communicate(timeout=180) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0], told
    assert sum(out.count("written") for out, _ in told) == PEOPLE
    assert sum("written" in out for out, _ in told) > 1


def test_four_at_once_issue_each_certificate_once_on_sqlite(sqlite: str) -> None:
    prepare(sqlite)
    issue_four_times_at_once(sqlite)
    assert look(sqlite) == WHOLE


def test_four_at_once_issue_each_certificate_once_on_postgresql(postgres: str) -> None:
    prepare(postgres)
    issue_four_times_at_once(postgres)
    assert look(postgres) == WHOLE
