from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.attendance.judging import (
    Arrival,
    Counting,
    Evidence,
    Lesson,
    Mark,
    Standing,
    beside,
    credited,
    judge,
    overlap,
    was_there,
)
from checkin.enums import Direction, Known
from checkin.rules import Move, day_of
from tests.checkin.attendance_cases import (
    CASES,
    FIRST,
    IN,
    LEFT,
    LESSONS,
    MONDAY,
    NEXT_DAY,
    OUT,
    RIGHT,
    SECOND,
    TODAY,
    TOMORROW,
    Case,
    at,
    came,
    doors,
    lesson,
    moves,
)

DAYS = [TODAY, TOMORROW]
SESSION_DAYS = {one.key: one.day for one in LESSONS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_judge_follows_the_table(case: Case) -> None:
    standings = judge(LESSONS, case.evidence, Counting(case.share), doors_tell=case.doors_tell)

    assert [one.key for one in credited(LESSONS, standings)] == case.credited
    assert {key: standings[key].known for key in case.known} == case.known


def standing_at_first(*steps: tuple[str, str]) -> Standing:
    return judge([FIRST], doors(s1=moves(*steps)), Counting(), doors_tell=True)[1]


def test_standing_tells_first_in_last_out_and_time_inside() -> None:
    stood = standing_at_first(("8:50", IN), ("9:30", OUT), ("9:45", IN), ("10:15", OUT))

    assert (stood.first_in, stood.last_out) == (at("8:50"), at("10:15"))
    assert (stood.present, stood.share) == (timedelta(minutes=60), 66)


def test_standing_of_who_came_back_has_no_last_out() -> None:
    stood = standing_at_first(("9:00", IN), ("9:30", OUT), ("9:45", IN))

    assert stood.last_out is None
    assert stood.present == timedelta(minutes=75)


def test_standing_of_who_was_marked_present_is_the_whole_session() -> None:
    stood = judge([FIRST], Evidence(marks={1: Mark(True, Known.PAPER)}), Counting(80), doors_tell=True)[1]

    assert (stood.present, stood.share, stood.first_in) == (FIRST.length, 100, None)


def test_beside_gathers_all_that_decide_whether_a_session_counts() -> None:
    chain = [lesson(1, "9:00", "10:00"), lesson(2, "9:30", "11:00"), lesson(3, "10:30", "12:00"), SECOND]

    assert [one.key for one in beside(chain[0], chain[:3])] == [1, 2, 3]
    assert beside(FIRST, LESSONS) == [FIRST]
    assert beside(RIGHT, LESSONS) == [LEFT, RIGHT]


@pytest.mark.parametrize(
    ("evidence", "there"),
    [
        (Evidence(), False),
        (Evidence(arrivals=[came("8:00")]), True),
        (doors(s1=moves(("9:00", IN))), True),
        (Evidence(days={TODAY: Mark(True, Known.PAPER)}), True),
        (Evidence(marks={1: Mark(True, Known.HAND)}, days={TODAY: Mark(False, Known.HAND)}), True),
        (Evidence({1: moves(("9:00", IN))}, {1: Mark(False, Known.HAND)}), False),
        (Evidence({1: moves(("9:00", IN))}, {}, {TODAY: Mark(False, Known.HAND)}), False),
        (Evidence({}, {}, {TODAY: Mark(False, Known.HAND)}, [came("8:00", every=False)]), False),
        (Evidence({}, {}, {TODAY: Mark(False, Known.HAND)}, [came("8:00")]), True),
        (Evidence({}, {}, dict.fromkeys(DAYS, Mark(False, Known.HAND)), [came("8:00")]), False),
        (Evidence({}, {}, {TOMORROW: Mark(False, Known.HAND)}, [came("8:00", 1)]), False),
    ],
)
def test_was_there_is_what_is_left_after_corrections(evidence: Evidence, there: bool) -> None:
    assert was_there(evidence, SESSION_DAYS, DAYS) is there


minutes = st.integers(0, 2 * 24 * 60)
directions = st.sampled_from(list(Direction))
steps = st.builds(lambda minute, way: Move(MONDAY + timedelta(minutes=minute), way), minutes, directions)
marks = st.builds(Mark, st.booleans(), st.sampled_from([Known.PAPER, Known.HAND]))


@st.composite
def programmes(draw: st.DrawFn) -> list[Lesson]:
    spans = draw(st.lists(st.tuples(minutes, st.integers(1, 180)), max_size=6))
    return [
        Lesson(key, MONDAY + timedelta(minutes=start), MONDAY + timedelta(minutes=start + length))
        for key, (start, length) in enumerate(spans)
    ]


evidences = st.builds(
    Evidence,
    st.dictionaries(st.integers(0, 5), st.lists(steps, max_size=6)),
    st.dictionaries(st.integers(0, 5), marks),
    st.dictionaries(st.sampled_from(DAYS), marks),
    st.lists(st.builds(Arrival, steps.map(lambda step: step.at), st.booleans()), max_size=2),
)
# The first examples are made while the machine warms up.
patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
countings = st.builds(Counting, st.none() | st.integers(1, 100))


def total(lessons: Sequence[Lesson]) -> timedelta:
    return sum((one.length for one in lessons), timedelta())


@patient
@given(programmes(), evidences, countings, st.booleans(), st.integers(0, 5))
def test_order_of_scans_does_not_matter(
    lessons: list[Lesson], evidence: Evidence, counting: Counting, doors_tell: bool, turn: int
) -> None:
    turned = {key: [*steps[turn:], *steps[:turn]][::-1] for key, steps in evidence.moves.items()}
    other = Evidence(turned, evidence.marks, evidence.days, list(reversed(evidence.arrivals)))

    stood = [judge(lessons, one, counting, doors_tell=doors_tell) for one in (evidence, other)]

    assert stood[0] == stood[1]


@patient
@given(programmes(), evidences, countings, st.booleans())
def test_hours_are_never_more_than_sessions_that_do_not_overlap(
    lessons: list[Lesson], evidence: Evidence, counting: Counting, doors_tell: bool
) -> None:
    counted = credited(lessons, judge(lessons, evidence, counting, doors_tell=doors_tell))

    assert not any(overlap(one, other) for one, other in combinations(counted, 2))
    apart = (group for size in range(len(lessons) + 1) for group in combinations(lessons, size))
    most = max(total(group) for group in apart if not any(overlap(a, b) for a, b in combinations(group, 2)))
    assert total(counted) <= most


@patient
@given(programmes(), evidences, countings, st.booleans())
def test_time_inside_is_within_the_session(
    lessons: list[Lesson], evidence: Evidence, counting: Counting, doors_tell: bool
) -> None:
    for one in lessons:
        stood = judge([one], evidence, counting, doors_tell=doors_tell)[one.key]
        assert timedelta() <= stood.present <= one.length
        assert 0 <= stood.share <= 100


@patient
@given(programmes(), evidences, countings, st.booleans())
def test_whoever_is_credited_with_hours_was_there(
    lessons: list[Lesson], evidence: Evidence, counting: Counting, doors_tell: bool
) -> None:
    days: dict[int, date] = {one.key: one.day for one in lessons}
    known = [*DAYS, day_of(MONDAY + timedelta(days=2))]
    if credited(lessons, judge(lessons, evidence, counting, doors_tell=doors_tell)):
        assert was_there(evidence, days, known)


def test_next_day_is_another_day() -> None:
    assert (FIRST.day, NEXT_DAY.day) == (TODAY, TOMORROW)
