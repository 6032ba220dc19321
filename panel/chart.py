"""A curve of registrations as an SVG drawn by the server: only numbers go in, only coordinates come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 560
HEIGHT = 220
LEFT, RIGHT, TOP, BOTTOM = 36, 12, 12, 26
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Row:
    """One day of the table that says the same as the curve."""

    day: date
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


def draw_curve(new_by_day: Mapping[date, int], first: date, last: date) -> Curve | None:
    """How the number grew from `first` to `last`; None where nothing came at all."""
    if not new_by_day:
        return None
    first, last = min(first, *new_by_day), max(last, *new_by_day)
    rows = running_total(new_by_day)
    top = round_up(rows[-1].total)
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span, 1)

    def y(total: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * total / top, 1)

    line = f"M{x(first)} {y(0)}" + "".join(f"H{x(row.day)}V{y(row.total)}" for row in rows) + f"H{x(last)}"
    return Curve(
        line=line,
        area=f"{line}V{y(0)}Z",
        across=day_ticks(first, last, x(first), x(last)),
        up=[Tick(y(value), str(value)) for value in sorted({0, top // 2 if top % 2 == 0 else 0, top})],
        end=(x(last), y(rows[-1].total)),
        rows=rows,
    )


def running_total(new_by_day: Mapping[date, int]) -> list[Row]:
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
