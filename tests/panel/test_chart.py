from datetime import date

from panel.chart import draw_curve, round_up


def test_draw_curve_climbs_by_each_days_people() -> None:
    curve = draw_curve({date(2027, 3, 1): 3, date(2027, 3, 5): 2}, date(2027, 3, 1), date(2027, 3, 9))

    assert curve is not None
    assert [(row.new, row.total) for row in curve.rows] == [(3, 3), (2, 5)]
    assert curve.line == "M36.0 194.0H36.0V84.8H292.0V12.0H548.0"
    assert curve.area == curve.line + "V194.0Z"
    assert curve.end == (548.0, 12.0)
    assert [tick.label for tick in curve.across] == ["01.03", "05.03", "09.03"]
    assert [tick.label for tick in curve.up] == ["0", "5"]


def test_draw_curve_of_one_day_divides_by_nothing() -> None:
    curve = draw_curve({date(2027, 3, 1): 1}, date(2027, 3, 1), date(2027, 3, 1))

    assert curve is not None
    assert [tick.label for tick in curve.across] == ["01.03"]
    assert curve.total == 1


def test_draw_curve_without_people_is_none() -> None:
    assert draw_curve({}, date(2027, 3, 1), date(2027, 3, 9)) is None


def test_round_up_gives_readable_tops() -> None:
    assert [round_up(number) for number in (1, 3, 5, 6, 11, 186, 201)] == [1, 5, 5, 10, 20, 200, 500]
