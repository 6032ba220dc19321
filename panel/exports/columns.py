"""A column of an exported list: its heading, its width, and how a row gives its value, which keeps its type."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Resource

Value = str | int | Decimal | date | datetime | time | None
Read = Callable[[Any], Any]
# Names of extras and labels may hold commas.
BETWEEN = "; "
# The path of a column that panel.exports.beside tells.
BESIDE = "beside"


class Column(Field):  # type: ignore[misc]  # import-export carries no types
    """`path` is followed from the row; a `dehydrate_<name>` method of the resource comes before it."""

    def __init__(self, path: str | None, label: Any, width: int = 16) -> None:
        super().__init__(path.replace(".", "__") if path else None, label)
        self.path = path
        self.width = width

    def reader(self, resource: Resource, name: str) -> Read:
        """Found once for a whole sheet: the library looks each up for each cell, which takes seconds for our lists."""
        own: Read | None = getattr(resource, f"dehydrate_{name}", None)
        return own if own is not None else attrgetter(self.path or "")


def zlotys(grosze: int) -> Decimal:
    return Decimal(grosze) / 100


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def local(value: datetime | None) -> datetime | None:
    return timezone.localtime(value) if value else None


class Words:
    """The label of each value of a choice, looked up once: a lazy text is translated anew at every use."""

    def __init__(self, choices: Any) -> None:
        self.choices = choices
        self._told: dict[str, str] = {}

    def __call__(self, value: str) -> str:
        if value not in self._told:
            self._told[value] = str(dict(self.choices).get(value, value))
        return self._told[value]
