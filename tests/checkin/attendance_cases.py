"""Named cases of the rule of training hours: what was scanned and written, and which sessions count."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from checkin.attendance.judging import Arrival, Evidence, Lesson, Mark
from checkin.enums import Direction, Known
from checkin.rules import PLACE, Move, day_of

MONDAY = datetime(2027, 6, 14, tzinfo=PLACE)
IN, OUT = Direction.IN, Direction.OUT
SCANNED, SIGNED, WRITTEN, ENTERED = Known.DOOR, Known.PAPER, Known.HAND, Known.ENTRANCE


def at(clock: str, day: int = 0) -> datetime:
    hours, minutes = clock.split(":")
    return MONDAY + timedelta(days=day, hours=int(hours), minutes=int(minutes))


def lesson(key: int, start: str, end: str, day: int = 0) -> Lesson:
    return Lesson(key, at(start, day), at(end, day))


# Two after each other, two side by side, and one on the next day; each lasts an hour and a half.
FIRST, SECOND = lesson(1, "9:00", "10:30"), lesson(2, "11:00", "12:30")
LEFT, RIGHT = lesson(3, "13:00", "14:30"), lesson(4, "13:30", "15:00")
NEXT_DAY = lesson(5, "9:00", "10:30", day=1)
LESSONS = [FIRST, SECOND, LEFT, RIGHT, NEXT_DAY]
TODAY, TOMORROW = day_of(FIRST.starts_at), day_of(NEXT_DAY.starts_at)


def moves(*steps: tuple[str, str]) -> list[Move]:
    return [Move(at(clock), direction) for clock, direction in steps]


def came(clock: str, day: int = 0, *, every: bool = True) -> Arrival:
    return Arrival(at(clock, day), every)


@dataclass(frozen=True)
class Case:
    name: str
    evidence: Evidence
    credited: list[int]
    known: dict[int, Known | None] = field(default_factory=dict)
    share: int | None = None
    doors_tell: bool = True


def doors(**by_session: list[Move]) -> Evidence:
    return Evidence(moves={int(key[1:]): list(steps) for key, steps in by_session.items()})


CASES = [
    Case("nothing is known", Evidence(), [], {1: None}),
    Case("let in at one door", doors(s1=moves(("9:05", IN))), [1], {1: SCANNED, 2: None}),
    Case("let in before it began", doors(s1=moves(("8:40", IN))), [1]),
    Case("let in and out at once still was let in", doors(s1=moves(("9:00", IN), ("9:01", OUT))), [1]),
    Case("only scanned going out", doors(s1=moves(("10:30", OUT))), [], {1: SCANNED}),
    Case("side by side the first counts", doors(s3=moves(("13:00", IN)), s4=moves(("13:40", IN))), [3]),
    Case("side by side the other alone", doors(s4=moves(("13:40", IN))), [4]),
    Case("all doors", doors(**{f"s{n}": moves(("9:00", IN)) for n in (1, 2, 5)}), [1, 2, 5]),
    Case("share: never scanned out stayed", doors(s1=moves(("9:00", IN))), [1], share=80),
    Case("share: came too late", doors(s1=moves(("9:30", IN))), [], {1: SCANNED}, share=80),
    Case("share: exactly enough", doors(s1=moves(("9:18", IN))), [1], share=80),
    Case("share: a minute too few", doors(s1=moves(("9:19", IN))), [], share=80),
    Case("share: left early", doors(s1=moves(("9:00", IN), ("9:30", OUT))), [], share=80),
    Case("share: left and came back", doors(s1=moves(("9:00", IN), ("9:40", OUT), ("9:50", IN))), [1], share=80),
    Case("share: two short stays", doors(s1=moves(("9:00", IN), ("9:20", OUT), ("10:10", IN))), [], share=80),
    Case("share: scanned in twice", doors(s1=moves(("9:00", IN), ("9:40", IN), ("10:25", OUT))), [1], share=80),
    Case("share: scanned out twice", doors(s1=moves(("9:00", IN), ("9:10", OUT), ("10:25", OUT))), [], share=80),
    Case("share: out without in is no time", doors(s1=moves(("10:25", OUT))), [], share=1),
    Case("share: was there before and after only", doors(s1=moves(("8:00", IN), ("8:59", OUT))), [], share=1),
    Case("share: came after the end", doors(s1=moves(("10:40", IN))), [], share=1),
    Case("share: the whole of it", doors(s1=moves(("8:50", IN), ("10:40", OUT))), [1], share=100),
    Case("share: one of two side by side", doors(s3=moves(("13:00", IN), ("13:20", OUT)), s4=moves(("13:30", IN))), [4],
         share=80),
    Case("written by hand that they were", Evidence(marks={1: Mark(True, WRITTEN)}), [1], {1: WRITTEN}),
    Case("signed the list", Evidence(marks={2: Mark(True, SIGNED)}), [2], {2: SIGNED}, share=80),
    Case("written by hand that they were not", Evidence({1: moves(("9:00", IN))}, {1: Mark(False, WRITTEN)}), [],
         {1: WRITTEN}),
    Case("hand goes before too short a time", Evidence({1: moves(("10:20", IN))}, {1: Mark(True, WRITTEN)}), [1],
         {1: WRITTEN}, share=80),
    Case("absent all day", Evidence({1: moves(("9:00", IN))}, {}, {TODAY: Mark(False, WRITTEN)}), [], {1: WRITTEN}),
    Case("absent all day but for one session",
         Evidence({1: moves(("9:00", IN))}, {1: Mark(True, WRITTEN)}, {TODAY: Mark(False, WRITTEN)}), [1]),
    Case("absent today, scanned tomorrow",
         Evidence({5: moves(("9:00", IN))}, {}, {TODAY: Mark(False, WRITTEN)}), [5]),
    Case("a day signed says nothing of doors that tell", Evidence(days={TODAY: Mark(True, SIGNED)}), [], {1: None}),
    Case("entrance says nothing where doors tell", Evidence(arrivals=[came("8:00")]), []),
    Case("no doors: all that ran alone", Evidence(arrivals=[came("8:00")]), [1, 2, 5], {1: ENTERED, 3: None},
         doors_tell=False),
    Case("no doors: came in the middle", Evidence(arrivals=[came("10:00")]), [1, 2, 5], doors_tell=False),
    Case("no doors: came after the first", Evidence(arrivals=[came("10:30")]), [2, 5], doors_tell=False),
    Case("no doors: never came", Evidence(), [], doors_tell=False),
    Case("no doors: share asks nothing", Evidence(arrivals=[came("10:20")]), [1, 2, 5], share=80, doors_tell=False),
    Case("no doors: entrance of one day", Evidence(arrivals=[came("8:00", every=False)]), [1, 2], doors_tell=False),
    Case("no doors: entrance of the other day", Evidence(arrivals=[came("8:00", 1, every=False)]), [5],
         doors_tell=False),
    Case("no doors: entrances of both days",
         Evidence(arrivals=[came("10:45", every=False), came("8:00", 1, every=False)]), [2, 5], doors_tell=False),
    Case("no doors: signed for the first day", Evidence(days={TODAY: Mark(True, SIGNED)}), [1, 2], {1: SIGNED},
         doors_tell=False),
    Case("no doors: came, but absent tomorrow", Evidence({}, {}, {TOMORROW: Mark(False, WRITTEN)}, [came("8:00")]),
         [1, 2], {5: WRITTEN}, doors_tell=False),
    Case("no doors: said to have sat side by side", Evidence({}, {4: Mark(True, WRITTEN)}, {}, [came("8:00")]),
         [1, 2, 4, 5], {4: WRITTEN}, doors_tell=False),
]  # fmt: skip
