"""Working days in Poland: free are Saturdays, Sundays and the days of the act of 18 January 1951 on free days."""

from datetime import date, timedelta

from dateutil.easter import easter

# 24 December is free since 2025 (act of 6 December 2024).
FIXED = {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26)}
# Easter Monday and Corpus Christi fall on weekdays; Easter and Pentecost are Sundays anyway.
AFTER_EASTER = (1, 60)
SATURDAY = 5


def is_working_day(day: date) -> bool:
    movable = {easter(day.year) + timedelta(days=days) for days in AFTER_EASTER}
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED and day not in movable


def working_days_after(day: date, count: int = 1) -> date:
    """The day that is `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
