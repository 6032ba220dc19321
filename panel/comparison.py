"""Two editions side by side as an SVG drawn by the server, day by day before the first one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panel.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Tick, round_up

WEEK = 7
MARKS = 4


@dataclass(frozen=True)
class WeekRow:
    """How many there were so many days before the first one; None for what has not come yet or was not there."""

    days: int
    now: int | None
    last: int | None


@dataclass(frozen=True)
class Comparison:
    """`last` is empty where there is no edition to compare with."""

    now: str
    last: str
    across: list[Tick]
    up: list[Tick]
    rows: list[WeekRow]
    total: int
    total_last: int | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def draw_comparison(now: Mapping[int, int], last: Mapping[int, int] | None, until: int) -> Comparison | None:
    """New people by days before the first day; `until` is how many days before it today is. None where nobody came."""
    if not now and not last:
        return None
    span = max([*now, *(last or {}), until, 1])
    top = round_up(max(sum(now.values()), sum((last or {}).values()), 1))
    days = weeks_back(span)
    return Comparison(
        now=path(now, span, top, until),
        last=path(last, span, top, 0) if last else "",
        across=[Tick(x_of(day, span), str(day), anchor(day, span)) for day in marks(span)],
        up=[Tick(y_of(value, top), str(value)) for value in sorted({0, top // 2 if top % 2 == 0 else 0, top})],
        rows=[
            WeekRow(day, total_by(now, day) if day >= until else None, total_by(last, day) if last else None)
            for day in days
        ],
        total=sum(now.values()),
        total_last=sum(last.values()) if last else None,
    )


def x_of(days: int, span: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (span - max(days, 0)) / span, 1)


def y_of(value: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)


def path(new: Mapping[int, int], span: int, top: int, until: int) -> str:
    """Steps from the floor at the far left to the day `until`."""
    line, total = f"M{x_of(span, span)} {y_of(0, top)}", 0
    for days in sorted(new, reverse=True):
        total += new[days]
        line += f"H{x_of(days, span)}V{y_of(total, top)}"
    return f"{line}H{x_of(min([until, *new]), span)}"


def total_by(new: Mapping[int, int], days: int) -> int:
    """How many had come when so many days were left."""
    return sum(count for when, count in new.items() if when >= days)


def weeks_back(span: int) -> Sequence[int]:
    return [*range(span - span % WEEK, 0, -WEEK), 0] if span >= WEEK else [span, 0]


def marks(span: int) -> list[int]:
    return sorted({span * part // MARKS for part in range(MARKS + 1)}, reverse=True)


def anchor(day: int, span: int) -> str:
    return "start" if day == span else "end" if day == 0 else "middle"
