"""What the whole database holds, so that a test can say that nothing of it has changed."""

from typing import Any

from django.db import connection

# Written by looking alone: who is signed in, and when they were last seen.
OF_SESSIONS = {"django_session", "usersessions_usersession", "django_admin_log"}
Rows = dict[str, list[dict[str, Any]]]


def all_rows() -> Rows:
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - OF_SESSIONS)
        found: Rows = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def changes(before: Rows, after: Rows) -> set[str]:
    """The tables in which anything differs."""
    return {table for table in before if before[table] != after[table]}


def unsteady_columns(one: Rows, other: Rows) -> set[tuple[str, str]]:
    """Columns that differ between two runs of the same thing: random codes and tokens."""
    return {
        (table, name)
        for table in one
        for first, second in zip(one[table], other[table], strict=True)
        for name in first
        if first[name] != second[name]
    }


def steady(rows: Rows, without: set[tuple[str, str]]) -> Rows:
    return {
        table: [{name: value for name, value in row.items() if (table, name) not in without} for row in of_table]
        for table, of_table in rows.items()
    }
