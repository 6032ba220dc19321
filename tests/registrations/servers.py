"""Programs of the tests that need a database of their own, run beside them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from tests.template import copy_migrated

ROOT = Path(settings.BASE_DIR)
SQLITE = "sqlite:///"


def run(database: str, *arguments: str) -> str:
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def migrate(database: str) -> None:
    if database.startswith(SQLITE):
        copy_migrated(Path(database.removeprefix(SQLITE)))
    else:
        run(database, "manage.py", "migrate", "--verbosity", "0")


def outcome_of(database: str, module: str, *options: str) -> dict[str, Any]:
    """What the program, run on the database once that is migrated, prints as JSON."""
    migrate(database)
    told: dict[str, Any] = json.loads(run(database, "-m", module, *options).splitlines()[-1])
    return told


@contextmanager
def empty_postgres(purpose: str) -> Iterator[str]:
    """The address of an empty database beside the one of the test run."""
    target = settings.DATABASES["default"]
    address = f"postgres://{target['USER']}:{target['PASSWORD']}@{target['HOST']}:{target['PORT'] or 5432}"
    name = f"zjazd_{purpose}_{os.getpid()}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{address}/{name}"
    finally:
        with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
