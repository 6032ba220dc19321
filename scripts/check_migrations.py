"""Checks that no migration breaks the version still running beside it: `check_migrations.py APP ...`.

Judges the SQL that PostgreSQL would be told, so DATABASE_URL must name one; nothing is changed in it.
The first migration of an app meets no older version.
"""

import logging
import os
import sys
from pathlib import Path

import django
from django_migration_linter import MigrationLinter


def main(apps: list[str]) -> int:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    for name, value in {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "true"}.items():
        os.environ.setdefault(name, value)
    django.setup()
    logging.disable(logging.INFO)
    linter = MigrationLinter(include_apps=apps, ignore_initial_migrations=True, quiet=["ok", "ignore"])
    linter.lint_all_migrations()
    linter.print_summary()
    return bool(linter.has_errors)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
