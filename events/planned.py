"""Queries that PostgreSQL plans once in a connection."""

from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor


class PlannedCursor(Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **_options: Any) -> "PlannedCursor":
        return super().execute(query, params, prepare=True)


def planned_cursor() -> CursorWrapper:
    """For the same SQL again and again: PostgreSQL plans it once in a connection, which takes longer than to run it."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    # As every other cursor does: the server may have been restarted since the last request.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection.make_cursor(PlannedCursor(connection.connection))  # type: ignore[arg-type]  # it wraps the driver's
