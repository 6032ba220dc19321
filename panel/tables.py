"""A page of a list, ready to be drawn: heads and rows of cells, so that the template only writes them down."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from panel.listing import Asked, Column


@dataclass(frozen=True)
class Head:
    label: str
    numeric: bool
    column: Column | None


@dataclass(frozen=True)
class Cell:
    label: str
    numeric: bool
    content: Any
    edit_url: str = ""


@dataclass(frozen=True)
class TableRow:
    """`code` is how a form names the row; `title` leads to `url`."""

    code: str
    title: str
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    title: Head
    heads: Sequence[Head]
    rows: Sequence[TableRow]


def edit_address(path: Sequence[str], code: str, field: str) -> str:
    """Where the datum of a participant is corrected; `path` are the slugs of the conference."""
    return reverse("panel:edit-cell", args=[*path, code, field])


Identify = Callable[[Any], tuple[str, str, str]]


def table_of(asked: Asked, page: Page[Any], identify: Identify, edited_at: Sequence[str] = ()) -> Table:
    """`identify` tells a row's code, title and address; `edited_at` are the slugs of where its cells are corrected.

    The first order is that of the title's column.
    """
    columns = asked.columns
    first = asked.orders[0]
    return Table(
        title=Head(first.label, False, columns[first.name]),
        heads=[Head(one.label, one.numeric, columns.get(one.name)) for one in asked.shown],
        rows=list(rows_of(asked, page.object_list, identify, edited_at)),
    )


def rows_of(asked: Asked, found: Iterable[Any], identify: Identify, edited_at: Sequence[str]) -> Iterable[TableRow]:
    # Each address is looked up once, not for each of fifty rows.
    edits = {one.name: edit_address(edited_at, "CODE", one.name) for one in asked.shown if one.edits and edited_at}
    for row in found:
        code, title, url = identify(row)
        cells = [
            Cell(one.label, one.numeric, one.cell(row), edits.get(one.name, "").replace("CODE", code))
            for one in asked.shown
        ]
        yield TableRow(code, title, url, cells)
