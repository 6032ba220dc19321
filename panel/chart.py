"""Curves of registrations and arrivals as an SVG drawn by the server: only numbers go in, only coordinates come out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from events.formats import clock

WIDTH = 560
HEIGHT = 220
LEFT, RIGHT, TOP, BOTTOM = 36, 12, 12, 26
STEPS = (1, 2, 5)
# How closely arrivals are told.
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str
    anchor: str = "middle"


Moment = TypeVar("Moment", date, datetime)


@dataclass(frozen=True)
class Row:
    """One line of the table that says the same as the curve: of a day, or of the quarter of an hour from then."""

    at: date
    new: int
    total: int


@dataclass(frozen=True)
class Curve:
    line: str
    area: str
    across: list[Tick]
    up: list[Tick]
    end: tuple[float, float]
    rows: list[Row]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def last(self) -> Row:
        return self.rows[-1]

    @property
    def total(self) -> int:
        return self.rows[-1].total


Ticks = Callable[[date, date, float, float], list[Tick]]


def draw_curve(new_by_day: Mapping[date, int], first: date, last: date) -> Curve | None:
    """How the number grew from `first` to `last`; None where nothing came at all."""
    if not new_by_day:
        return None
    first, last = min(first, *new_by_day), max(last, *new_by_day)
    return curve_of(running_total(new_by_day), first, last, timedelta(days=1), day_ticks)


def draw_arrivals(moments: Iterable[datetime], until: datetime) -> Curve | None:
    """How those who came grew to be so many, by quarters of an hour in Poland, from the first to `until`."""
    new = Counter(quarter_of(moment) for moment in moments)
    if not new:
        return None
    return curve_of(running_total(new), min(new), max(quarter_of(until), max(new) + QUARTER), QUARTER, moment_ticks)


def quarter_of(moment: datetime) -> datetime:
    local = timezone.localtime(moment)
    return local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)


def curve_of(rows: list[Row], first: date, last: date, least: timedelta, ticks: Ticks) -> Curve:
    """`least` is how much time there is across the curve at the least."""
    top = round_up(rows[-1].total)
    span = max(last - first, least)

    def x(at: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((at - first) / span), 1)

    def y(total: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * total / top, 1)

    line = f"M{x(first)} {y(0)}" + "".join(f"H{x(row.at)}V{y(row.total)}" for row in rows) + f"H{x(last)}"
    return Curve(
        line=line,
        area=f"{line}V{y(0)}Z",
        across=ticks(first, last, x(first), x(last)),
        up=[Tick(y(value), str(value)) for value in sorted({0, top // 2 if top % 2 == 0 else 0, top})],
        end=(x(last), y(rows[-1].total)),
        rows=rows,
    )


def running_total(new_by_day: Mapping[Moment, int]) -> list[Row]:
    rows, total = [], 0
    for day, new in sorted(new_by_day.items()):
        total += new
        rows.append(Row(day, new, total))
    return rows


def round_up(total: int) -> int:
    """The nearest of 1, 2, 5, 10, 20, 50… that is not less."""
    scale = 1
    while True:
        for step in STEPS:
            if step * scale >= total:
                return step * scale
        scale *= 10


def day_ticks(first: date, last: date, left: float, right: float) -> list[Tick]:
    """The first day, the middle one and the last."""
    ticks = [Tick(left, f"{first:%d.%m}", "start")]
    if (last - first).days > 3:
        middle = first + timedelta(days=(last - first).days // 2)
        share = (middle - first).days / (last - first).days
        ticks.append(Tick(round(left + (right - left) * share, 1), f"{middle:%d.%m}"))
    if last > first:
        ticks.append(Tick(right, f"{last:%d.%m}", "end"))
    return ticks


def moment_ticks(first: date, last: date, left: float, right: float) -> list[Tick]:
    """The first moment and the last, with their days where these differ."""
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    days = first.date() != last.date()
    labels = [f"{one:%d.%m}, {clock(one)}" if days else clock(one) for one in (first, last)]
    return [Tick(left, labels[0], "start"), Tick(right, labels[1], "end")]
