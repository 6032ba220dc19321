"""Databases as the migrations make them: made once, and copied for every process of tests that needs one of its own."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "var" / "tests"
TEMPLATES = "zjazd_template_"


def migrated_sqlite(file: Path) -> str:
    """Makes the database in the file, and gives its address."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with alone():
        made = FOLDER / f"migrated-{digest()}.sqlite3"
        if not made.exists():
            for old in FOLDER.glob("migrated-*"):
                old.unlink()
            half = made.with_suffix(".half")
            migrate(f"sqlite:///{half}")
            half.replace(made)
    shutil.copyfile(made, file)
    return f"sqlite:///{file}"


@contextmanager
def migrated_postgres(purpose: str) -> Iterator[str]:
    """The address of a database beside the one of the test run; what it is copied from stays on the server."""
    target = settings.DATABASES["default"]
    server = f"postgres://{target['USER']}:{target['PASSWORD']}@{target['HOST']}:{target['PORT'] or 5432}"
    name = f"zjazd_{purpose}_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        with alone():
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_on(server, connection)}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def template_on(server: str, connection: "psycopg.Connection") -> str:
    name = f"{TEMPLATES}{digest()}"
    here = [
        one for (one,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'zjazd_template_%'")
    ]
    if name not in here:
        for old in here:
            connection.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        half = f"{TEMPLATES}half"
        connection.execute(f'CREATE DATABASE "{half}"')
        migrate(f"{server}/{half}")
        connection.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
    return name


@contextmanager
def alone() -> Iterator[None]:
    """The first who asks makes what is copied, the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest() -> str:
    """Of everything that decides how the tables are made."""
    told = sha256(version("django").encode())
    folders = sorted(Path(app.path) / "migrations" for app in apps.get_app_configs())
    for file in (file for folder in folders for file in sorted(folder.glob("*.py"))):
        told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()[:16]


def migrate(database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
