"""Programs of the tests that need a database of their own, run beside them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


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


def outcome_of(database: str, module: str, *options: str) -> dict[str, Any]:
    """What the program, run on the database, prints as JSON."""
    told: dict[str, Any] = json.loads(run(database, "-m", module, *options).splitlines()[-1])
    return told
