"""The database with one card that the crashing begins with."""

# Django is set up before anything of the project may be imported.
# ruff: noqa: PLC0415
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = datetime.now(UTC)


def prepare(folder: Path) -> None:
    """Django in this process, without a connection left open: what is forked must open its own."""
    sys.path.insert(0, str(ROOT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "true",
        "DATA_DIR": str(folder),
        "STRIPE_SECRET_KEY": "sk_test_of_the_crash",
        "STRIPE_WEBHOOK_SECRET": "whsec_of_the_crash",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(folder / "template.sqlite3")
    # The tables alone: what the migrations do on their way is tried elsewhere.
    settings.MIGRATION_MODULES = dict.fromkeys((app.label for app in django.apps.apps.get_app_configs()), None)
    call_command("migrate", run_syncdb=True, verbosity=0)
    write_card()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()


def write_card() -> None:
    from registrations.services import submit_card
    from tests.factories.accounts import UserFactory
    from tests.factories.events import ConferenceFactory, VariantFactory
    from tests.factories.registrations import card_input, participant_input

    UserFactory.create(email="treasurer@example.org")
    conference = ConferenceFactory.create()
    person = participant_input(VariantFactory.create(conference=conference, price=120_000))
    submit_card(conference=conference, data=card_input(conference, person), texts=[])


def treasurer() -> Any:
    from accounts.models import User

    return User.objects.get(email="treasurer@example.org")
