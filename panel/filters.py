"""Filters that know their values only when asked: days, and institutions by a part of their name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from events import formats
from panel.listing import Choice, Filter, words_of

# Moments of these years can be told in any time zone of any database.
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class DayFilter(Filter):
    """From a day on or, with `until`, to its end; `field` is of a moment."""

    kind: str = "day"
    field: str = ""
    until: bool = False

    def find(self, value: str) -> Choice | None:
        day = day_of(value)
        if day is None:
            return None
        start = timezone.make_aware(datetime.combine(day, time.min))
        where = (
            Q(**{f"{self.field}__lt": start + timedelta(days=1)}) if self.until else Q(**{f"{self.field}__gte": start})
        )
        return Choice(value, formats.day(day), where)


def day_of(value: str) -> date | None:
    """A day as browsers send it, `2024-06-13`."""
    try:
        day = date.fromisoformat(value) if len(value) == len("2024-06-13") else None
    except ValueError:
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


@dataclass(frozen=True)
class WordsFilter(Filter):
    """`search` makes a condition of words; it may ask the database, and is called for what was typed only."""

    kind: str = "words"
    search: Callable[[str], Q] = Q

    def find(self, value: str) -> Choice | None:
        words = words_of(value)
        return Choice(words, words, self.search(words)) if words else None
