import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from events.pattern import CELL, COLUMNS, MAX_DAYS, ROWS_PER_DAY, conference_pattern


def height(svg: str) -> int:
    return int(ElementTree.fromstring(svg).attrib["viewBox"].split()[3])


def test_pattern_is_the_same_for_the_same_conference() -> None:
    one = conference_pattern(edition=10, days=3, place="Zakopane", accent="pine")
    other = conference_pattern(edition=10, days=3, place="Zakopane", accent="pine")
    assert one == other


def test_pattern_changes_with_edition_days_place_and_accent() -> None:
    drawn = {
        conference_pattern(edition=10, days=3, place="Zakopane", accent="pine"),
        conference_pattern(edition=11, days=3, place="Zakopane", accent="pine"),
        conference_pattern(edition=10, days=2, place="Zakopane", accent="pine"),
        conference_pattern(edition=10, days=3, place="Dźwirzyno", accent="pine"),
        conference_pattern(edition=10, days=3, place="Zakopane", accent="wine"),
    }
    assert len(drawn) == 5


@given(edition=st.integers(0, COLUMNS * ROWS_PER_DAY), days=st.integers(1, 10), place=st.text(max_size=40))
def test_pattern_shines_as_many_stars_as_the_edition_and_is_tall_by_its_days(
    edition: int, days: int, place: str
) -> None:
    svg = conference_pattern(edition=edition, days=days, place=place, accent="teal")
    assert svg.count('class="pattern-star"') == edition
    assert height(svg) == CELL * ROWS_PER_DAY * min(days, MAX_DAYS)


def test_pattern_of_a_conference_without_a_number_has_no_star() -> None:
    svg = conference_pattern(edition=None, days=3, place="Suwałki", accent="slate")
    assert "pattern-star" not in svg
    assert "pattern-mark" in svg


def test_pattern_takes_nothing_from_the_place_but_its_shape() -> None:
    svg = conference_pattern(edition=3, days=3, place='"><script>alert(1)</script>', accent="plum")
    assert "script" not in svg
    assert "alert" not in svg


def test_pattern_has_no_style_or_colour_of_its_own() -> None:
    svg = conference_pattern(edition=25, days=3, place="Suwałki", accent="brick")
    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", svg)
    assert 'class="pattern accent-brick"' in svg
    assert 'aria-hidden="true"' in svg
