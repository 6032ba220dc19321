"""Brings the database of a demonstration up to date, in one process: `python -m config.prepare [--fresh]`."""

import os
import shutil
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM events_association)")
        return not cursor.fetchone()[0]


def prepare(*, fresh: bool) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    if fresh:
        call_command("flush", interactive=False, verbosity=0)
        shutil.rmtree(settings.DATA_DIR / "mail", ignore_errors=True)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        (settings.DATA_DIR / "standin.json").unlink(missing_ok=True)
    if settings.DEMO and is_empty():
        print("Loading the demonstration ...", flush=True)  # noqa: T201  read by who waits at the terminal
        call_command("load_demo")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    prepare(fresh="--fresh" in sys.argv[1:])
