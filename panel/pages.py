"""Pages of a list of thousands: counted to a bound, since counting all of them costs more than showing one page."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PAGE_SIZE = 50
COUNTED = 500


class Pages(Paginator[Any]):
    """`count` is exact up to `COUNTED`, and beyond it once somebody goes there; until then `is_more` says so.

    The rows of a page are found by their keys: the order is made of keys alone, and what is fetched beside a row is
    fetched for one page only, however many rows there are and whatever the database knows of their number.
    """

    def __init__(self, rows: QuerySet[Any, Any], asked: str = "1") -> None:
        super().__init__(rows, PAGE_SIZE)
        self.rows = rows
        self.goes_far = asked.isdecimal() and len(asked) < 9 and int(asked) > COUNTED // PAGE_SIZE

    @cached_property
    def count(self) -> int:
        return count_all(self.rows) if self.goes_far else count_all(self.rows, COUNTED + 1)

    def page(self, number: int | str) -> Page[Any]:
        wanted = self.validate_number(number)
        rows = rows_between(self.rows, (wanted - 1) * PAGE_SIZE, wanted * PAGE_SIZE)
        return Page(rows, wanted, self)

    @property
    def is_more(self) -> bool:
        return self.count > COUNTED and not self.goes_far

    @property
    def told(self) -> int:
        """What a sentence says: all of them, or more than this."""
        return COUNTED if self.is_more else self.count


def rows_between(rows: QuerySet[Any, Any], start: int, end: int) -> list[Any]:
    keys = list(rows.values_list("pk", flat=True)[start:end])
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def count_all(rows: QuerySet[Any, Any], most: int | None = None) -> int:
    return int(rows.order_by().values("pk")[:most].count())
