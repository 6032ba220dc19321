import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.contrast import contrast, is_readable, text_on

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_chosen_text_is_readable_on_every_colour(ground: str) -> None:
    assert is_readable(text_on(ground), ground)
