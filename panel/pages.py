"""Pages of a list of thousands: counted to a bound, since counting all of them costs more than showing one page."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

PAGE_SIZE = 50
COUNTED = 1000


class Pages(Paginator[Any]):
    """`count` is exact up to `COUNTED`, and beyond it once somebody goes there; until then `is_more` says so."""

    def __init__(self, rows: QuerySet[Any, Any], asked: str = "1") -> None:
        super().__init__(rows, PAGE_SIZE)
        self.rows = rows
        self.goes_far = asked.isdecimal() and len(asked) < 9 and int(asked) > COUNTED // PAGE_SIZE

    @cached_property
    def count(self) -> int:
        if self.goes_far:
            return count_all(self.rows)
        return int(self.rows.order_by().values("pk")[: COUNTED + 1].count())

    @property
    def is_more(self) -> bool:
        return self.count > COUNTED and not self.goes_far

    @property
    def told(self) -> int:
        """What a sentence says: all of them, or more than this."""
        return COUNTED if self.is_more else self.count


def count_all(rows: QuerySet[Any, Any]) -> int:
    return int(rows.order_by().values("pk").count())
