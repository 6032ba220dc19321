"""What a list's address asks for: words, filters, an order, columns, a page. What it does not know is left out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from events.roles import Permission
from panel.pages import Pages

SEARCH_LENGTH = 80
VALUES_OF_ONE_FILTER = 40
SORTED_BY = 3

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    where: Q


@dataclass(frozen=True)
class Filter:
    """Several choices of one filter widen what is found, several filters narrow it. `kind` is how it is shown."""

    name: str
    label: str
    choices: Sequence[Choice] = ()
    needs: Permission | None = None
    kind: str = "choices"

    def find(self, value: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class Order:
    """A column that can be sorted by; `by` are fields without direction, `ties` break what they leave equal."""

    name: str
    label: str
    by: tuple[str, ...]
    ties: tuple[str, ...] = ()
    needs: Permission | None = None


@dataclass(frozen=True)
class Detail:
    """One thing that a list can tell of a row, in a column of its own: `cell` makes its text, or ready HTML.

    `usual` ones are shown until somebody chooses; `fetched` are the relations that its cells read.
    """

    name: str
    label: str
    cell: Callable[[Any], Any]
    numeric: bool = False
    usual: bool = True
    needs: Permission | None = None
    fetched: tuple[Any, ...] = ()
    # How it is corrected in the list; empty where it is not.
    edits: str = ""


class Guarded(Protocol):
    @property
    def needs(self) -> Permission | None: ...


Kept = TypeVar("Kept", bound=Guarded)


def permitted(things: Iterable[Kept], granted: Collection[Permission]) -> list[Kept]:
    """Without what needs a right that the person has not: it can be neither shown, nor asked, nor sorted by."""
    return [one for one in things if one.needs is None or one.needs in granted]


@dataclass(frozen=True)
class Chip:
    """A filter in use, as components/chips.html shows it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class Picker:
    """A filter with what is chosen in it."""

    filter: Filter
    chosen: Sequence[Choice]


@dataclass(frozen=True)
class Column:
    """The head of a sortable column: `direction` as `aria-sort` says it, `rank` from 2 for what breaks ties."""

    label: str
    address: str
    direction: str
    rank: int = 0


@dataclass(frozen=True)
class Sort:
    order: Order
    descending: bool = False

    @property
    def said(self) -> str:
        return f"-{self.order.name}" if self.descending else self.order.name

    @property
    def label(self) -> str:
        return f"{self.order.label} {'↓' if self.descending else '↑'}"

    @property
    def by(self) -> list[str]:
        return [f"-{name}" if self.descending else name for name in self.order.by]


@dataclass(frozen=True)
class Asked:
    filters: Sequence[Filter]
    orders: Sequence[Order]
    details: Sequence[Detail] = ()
    search: str = ""
    chosen: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    sorts: Sequence[Sort] = ()
    shown: Sequence[Detail] = ()
    page: str = "1"
    default_sort: str = ""

    @property
    def where(self) -> Q:
        everything = Q()
        for choices in self.chosen.values():
            any_of = Q()
            for choice in choices:
                any_of |= choice.where
            everything &= any_of
        return everything

    @property
    def order_by(self) -> list[str]:
        """Each field once, in the direction in which it came first; ties last, and the key with what it follows.

        So an index that ends with the key is read forwards or backwards, and nothing is sorted.
        """
        names: dict[str, str] = {}
        for sort in self.sorts:
            for name in sort.by:
                names.setdefault(name.removeprefix("-"), name)
        for name in (tie for sort in self.sorts for tie in sort.order.ties):
            names.setdefault(name, name)
        ordered = list(names.values())
        turned = bool(ordered) and ordered[-1].startswith("-")
        return [*ordered, "-pk" if turned else "pk"]

    @property
    def narrowed(self) -> bool:
        return bool(self.search or self.chosen)

    @property
    def values(self) -> dict[str, str | list[str]]:
        """What the address says, apart from the page; empty where it need not say anything."""
        chosen = {name: [choice.value for choice in choices] for name, choices in self.chosen.items()}
        return {"q": self.search, **chosen, "sort": self.sort, "show": self.shown_names}

    def address(self, **changes: str | list[str]) -> str:
        """The same list with some of what it asks for changed; an empty value takes it away. Goes to page one."""
        told = {name: value for name, value in {**self.values, **changes}.items() if value}
        return "?" + urlencode(told, doseq=True, safe=",")

    @property
    def sort(self) -> str:
        """What the address says about the order; empty for the order that needs no saying."""
        said = ",".join(sort.said for sort in self.sorts)
        return "" if said == (self.default_sort or self.orders[0].name) else said

    @property
    def shown_names(self) -> list[str]:
        """The columns that were chosen; empty for the usual ones."""
        names = [detail.name for detail in self.shown]
        return [] if names == [detail.name for detail in self.details if detail.usual] else names

    @property
    def chips(self) -> list[Chip]:
        labels = {one.name: one.label for one in self.filters}
        return [
            Chip(f"{labels[name]}: {choice.label}", self.without(name, choice))
            for name, choices in self.chosen.items()
            for choice in choices
        ]

    def without(self, name: str, gone: Choice) -> str:
        kept = [choice.value for choice in self.chosen[name] if choice != gone]
        return self.address(**{name: kept})

    @property
    def pickers(self) -> list[Picker]:
        return [Picker(one, self.chosen.get(one.name, ())) for one in self.filters]

    @property
    def columns(self) -> dict[str, Column]:
        return {order.name: self._column(order) for order in self.orders}

    def _column(self, order: Order) -> Column:
        """Pressed, a column comes first and those sorted by before break ties; pressed again, it turns around."""
        rank = next((rank for rank, sort in enumerate(self.sorts, start=1) if sort.order == order), 0)
        own = self.sorts[rank - 1] if rank else Sort(order)
        turned = Sort(order, not own.descending) if rank == 1 else Sort(order)
        others = [sort for sort in self.sorts if sort.order != order and self.sort]
        address = self.address(sort=",".join(sort.said for sort in [turned, *others][:SORTED_BY]))
        direction = "none" if not rank else "descending" if own.descending else "ascending"
        return Column(order.label, address, direction if rank < 2 else "none", rank if rank > 1 else 0)

    @property
    def sort_choices(self) -> list[tuple[str, str, bool]]:
        """For a list of choices: value, label and whether it is so now; also an order by several columns."""
        now = ",".join(sort.said for sort in self.sorts)
        one_by_one = [Sort(order, turned) for order in self.orders for turned in (False, True)]
        choices = [(sort.said, sort.label, sort.said == now) for sort in one_by_one]
        several = (
            [] if any(chosen for _, _, chosen in choices) else [(now, ", ".join(s.label for s in self.sorts), True)]
        )
        return [*several, *choices]

    @property
    def query(self) -> str:
        return self.address().removeprefix("?")

    def turn(self, rows: QuerySet[Row, Any]) -> Page[Any]:
        """The page asked for; the last one where it is beyond the end, the first where it is no number."""
        return Pages(rows, self.page).get_page(self.page)


def read_address(
    asked: QueryDict,
    filters: Sequence[Filter],
    orders: Sequence[Order],
    default_sort: str = "",
    details: Sequence[Detail] = (),
) -> Asked:
    """Only values that a filter, an order or a column knows become part of a query; the first order is the default.

    `default_sort` is written as in an address: `-written` for the newest first.
    """
    shown = asked.getlist("show")
    return Asked(
        filters=filters,
        orders=orders,
        details=details,
        search=words_of(asked.get("q", "")),
        chosen=read_filters(asked, filters),
        sorts=read_sorts(asked.get("sort", ""), orders) or read_sorts(default_sort or orders[0].name, orders),
        shown=[one for one in details if one.name in shown] or [one for one in details if one.usual],
        page=asked.get("page", "1"),
        default_sort=default_sort,
    )


def read_filters(asked: QueryDict, filters: Sequence[Filter]) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for one in filters:
        values = dict.fromkeys(asked.getlist(one.name)[:VALUES_OF_ONE_FILTER])
        choices = [choice for value in values if value and (choice := one.find(value)) is not None]
        if choices:
            found[one.name] = choices
    return found


def read_sorts(said: str, orders: Sequence[Order]) -> list[Sort]:
    """`-due,institution`: by each order once, three at the most."""
    known = {order.name: order for order in orders}
    found: dict[str, Sort] = {}
    for part in said.split(",")[: len(orders)]:
        order = known.get(part.removeprefix("-"))
        if order is not None:
            found.setdefault(order.name, Sort(order, part == f"-{order.name}"))
    return [*found.values()][:SORTED_BY]


def words_of(typed: str) -> str:
    """What was typed to search by, short enough for any database and without what none can store."""
    return " ".join(letter_safe(typed).split())[:SEARCH_LENGTH]


def letter_safe(typed: str) -> str:
    return "".join(letter for letter in typed if letter.isprintable() or letter.isspace())
