"""A database of SQLite as the migrations make it: made once, and copied by every process of tests that needs one."""

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

from django.apps import apps
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "var" / "tests"


def copy_migrated(to: Path) -> None:
    """A migrated database at `to`; the first who asks makes what is copied, the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with alone():
        made = FOLDER / f"migrated-{digest()}.sqlite3"
        if not made.exists():
            for old in FOLDER.glob("migrated-*"):
                old.unlink()
            migrate(made)
    shutil.copyfile(made, to)


@contextmanager
def alone() -> Iterator[None]:
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


def migrate(made: Path) -> None:
    half = made.with_suffix(f".{os.getpid()}")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{half}", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    half.replace(made)
