"""Rows of values in SQL as one parameter: thousands of placeholders take longer to write than the rows to store."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field

# What JSON says by itself.
PLAIN = (str, int, type(None))
AnyField = Field[Any, Any]


def rows_of(fields: Sequence[AnyField], rows: Iterable[Sequence[Any]]) -> tuple[str, str]:
    """A query that gives these rows, its columns named as those of the fields, and its only parameter.

    For texts, numbers, moments and identifiers. It says how many rows it gives: PostgreSQL, which cannot see that,
    would read a whole table to join one row to it.
    """
    rows = list(rows)
    values = rows if connection.vendor == "postgresql" else _as_kept(fields, rows)
    return f"{_columns(tuple(fields), connection.vendor)} LIMIT {len(rows)}", json.dumps(values, default=str)


@lru_cache(maxsize=16)
def _columns(fields: tuple[AnyField, ...], vendor: str) -> str:
    names = [connection.ops.quote_name(str(field.column)) for field in fields]
    if vendor == "postgresql":
        # Without its length, so that what is too long is refused and not cut.
        kinds = [str(field.rel_db_type(connection)).partition("(")[0] for field in fields]
        columns = [f"CAST(value ->> {at} AS {kind}) AS {names[at]}" for at, kind in enumerate(kinds)]
        return f"SELECT {', '.join(columns)} FROM json_array_elements(%s::json)"  # noqa: S608  only names of our own columns
    columns = [f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(names)]
    return f"SELECT {', '.join(columns)} FROM json_each(%s)"  # noqa: S608  as above


def _as_kept(fields: Sequence[AnyField], rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """By a database whose columns take whatever they are given."""
    return [
        [
            value if isinstance(value, PLAIN) else field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows
    ]
