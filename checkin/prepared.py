"""Queries of every single scan, put into SQL once in a process: writing it anew takes longer than running it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import Col

from events.planned import planned_cursor

Build = Callable[[list[Any]], QuerySet[Any]]
Found = dict[type[Model], Any]
Part = tuple[type[Model], tuple[str, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Prepared:
    """`order`: which of the values stands at each place of the SQL; `parts`: which columns make which model."""

    sql: str
    order: tuple[int, ...]
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]
    parts: tuple[Part, ...]


@lru_cache(maxsize=64)
def prepare(build: Build, count: int, vendor: str) -> Prepared:
    """The query that `build` makes of `count` values; whatever differs from call to call must be among them."""
    # Marks in place of the values: numbers, which a text column takes as their digits.
    compiler = build([-number for number in range(1, count + 1)]).query.get_compiler(DEFAULT_DB_ALIAS)
    sql, marks = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select if isinstance(column, Col)]
    models = list(dict.fromkeys(column.target.model for column in columns))
    places = {model: [at for at, column in enumerate(columns) if column.target.model is model] for model in models}
    return Prepared(
        sql=sql,
        order=tuple(-int(str(mark)) - 1 for mark in marks),
        converters=tuple((at, called, column) for at, (called, column) in compiler.get_converters(columns).items()),
        parts=tuple(
            (model, tuple(columns[at].target.attname for at in places[model]), tuple(places[model])) for model in models
        ),
    )


def ask(build: Build, values: Sequence[Any]) -> list[Found]:
    """What the query finds for the values: for each row the objects it is made of, by their models. One query."""
    query = prepare(build, len(values), connection.vendor)
    with planned_cursor() as cursor:
        cursor.execute(query.sql, [values[place] for place in query.order])
        found = [list(row) for row in cursor.fetchall()]
    for row in found:
        for at, called, column in query.converters:
            for convert in called:
                row[at] = convert(row[at], column, connection)
    made: dict[tuple[Any, ...], Any] = {}
    return [{part[0]: _object(part, row, made) for part in query.parts} for row in found]


def _object(part: Part, row: Sequence[Any], made: dict[tuple[Any, ...], Any]) -> Any:
    """What is the same in many rows, as a card and its institution are, is made once and shared."""
    model, names, places = part
    values = tuple([row[place] for place in places])
    known = made.get((model, values))
    if known is None:
        known = made[model, values] = model.from_db(DEFAULT_DB_ALIAS, names, values)
    return known
