from typing import Any

from django.db import migrations, transaction
from django.db.utils import DatabaseError

INDEX = "participant_search_trigrams"


def index_trigrams(apps: Any, schema_editor: Any) -> None:
    """On PostgreSQL, parts of words are found by an index. Where its owner may not have pg_trgm, the list is read."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # Trusted: the owner of the database may create it, without being its administrator.
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS {INDEX} ON registrations_participant USING gin (search_text gin_trgm_ops)"
        )


def remove_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("registrations", "0001_initial")]

    operations = [migrations.RunPython(index_trigrams, remove_index)]
