"""Where sides of badges lie on paper: folded they stand upright, turned over they lie back to back."""

from dataclasses import replace

import pytest
from reportlab.lib.units import mm

from badges.boxes import Page, Placed, Words
from badges.design import Design, Line
from badges.enums import Back, Format, Orientation, Paper, Sides
from badges.imposition import pages_of, sheet_of
from tests.badges.designing import ANNA, DESIGN

LYING = replace(DESIGN, format=Format.CARD_90, orientation=Orientation.LANDSCAPE)
TEXT = replace(LYING, back=Back.TEXT, back_title="Na odwrocie", back_lines=(Line("", "Telefon do biura: 600 000 000"),))


def pages(design: Design, count: int = 1) -> list[Page]:
    return list(pages_of(design, [replace(ANNA, last_name=f"Nr {number}") for number in range(count)]))


def middle(placed: Placed) -> tuple[float, float]:
    return placed.x + placed.panel.width / 2, placed.y + placed.panel.height / 2


def words(placed: Placed) -> str:
    return " ".join(box.text for box in placed.panel.boxes if isinstance(box, Words))


def test_folded_at_the_top_the_back_is_upside_down_right_above_the_front() -> None:
    [page] = pages(replace(TEXT, sides=Sides.FOLD_TOP))
    front, back = page.placed
    assert (page.width, page.height) == pytest.approx((90 * mm, 110 * mm))
    assert (front.y, back.y) == pytest.approx((0, 55 * mm))
    assert (front.upside_down, back.upside_down) == (False, True)
    assert "biura" in words(back)
    assert "biura" not in words(front)
    [fold] = page.strokes
    assert fold.dashed
    assert (fold.y1, fold.y2) == pytest.approx((55 * mm, 55 * mm))


def test_folded_at_the_side_the_back_is_upright_left_of_the_front() -> None:
    [page] = pages(replace(TEXT, sides=Sides.FOLD_SIDE))
    front, back = page.placed
    assert (page.width, page.height) == pytest.approx((180 * mm, 55 * mm))
    assert (front.x, back.x) == pytest.approx((90 * mm, 0))
    assert not back.upside_down
    assert "biura" in words(back)


@pytest.mark.parametrize("orientation", [*Orientation])
def test_both_sides_of_a_sheet_lie_back_to_back(orientation: Orientation) -> None:
    design = replace(LYING, orientation=orientation, sides=Sides.BOTH, paper=Paper.A4, crop_marks=True)
    first, second = pages(design, 7)
    upright = first.height > first.width
    for one, other in zip(first.placed, second.placed, strict=True):
        # The same name, on the place that meets it once the sheet is turned over its longer edge.
        assert words(one) == words(other)
        x, y = middle(one)
        expected = (first.width - x, y) if upright else (x, first.height - y)
        assert middle(other) == pytest.approx(expected)
        assert other.upside_down is not upright


def test_same_on_the_back_says_the_name_again() -> None:
    front, back = pages(replace(LYING, sides=Sides.BOTH))
    assert words(front.placed[0]) == words(back.placed[0])


@pytest.mark.parametrize(
    ("design", "places"),
    [
        (replace(DESIGN, paper=Paper.A4), 4),
        (replace(DESIGN, paper=Paper.A4, crop_marks=True), 2),
        (replace(DESIGN, paper=Paper.A4, sides=Sides.FOLD_TOP), 2),
        (replace(LYING, paper=Paper.A4), 10),
        (replace(DESIGN, format=Format.LABELS_2X5), 10),
        (replace(DESIGN, format=Format.LABELS_3X8), 24),
        (DESIGN, 1),
    ],
)
def test_sheet_holds_as_many_as_fit_and_none_lies_over_another(design: Design, places: int) -> None:
    sheet = sheet_of(design)
    assert len(sheet.corners) == places
    across, up = sheet.piece
    for number, (left, low) in enumerate(sheet.corners):
        assert left >= -0.01
        assert low >= -0.01
        assert left + across <= sheet.width + 0.01
        assert low + up <= sheet.height + 0.01
        for other_left, other_low in sheet.corners[number + 1 :]:
            assert abs(left - other_left) >= across - 0.01 or abs(low - other_low) >= up - 0.01


def test_labels_are_filled_from_the_upper_left_along_the_rows() -> None:
    [page] = pages(replace(DESIGN, format=Format.LABELS_2X5), 3)
    first, second, third = page.placed
    assert first.y == second.y > third.y
    assert first.x == third.x < second.x


def test_programme_that_is_too_long_stays_on_the_back() -> None:
    lines = tuple(Line("9.00", f"Wystąpienie {number} " + "o pomocy " * 8) for number in range(60))
    design = replace(LYING, sides=Sides.BOTH, back=Back.PROGRAMME, back_title="Program", back_lines=lines)
    back = pages(design)[1].placed[0].panel
    assert all(0 <= box.y <= back.height for box in back.boxes if isinstance(box, Words))
    shorter = replace(design, back_lines=lines[:4])
    assert words(pages(shorter)[1].placed[0]).count("Wystąpienie") == 4
