"""Every name fits on every badge: whole, inside its side, and no smaller than can be read."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badges.boxes import Code, Panel, Words
from badges.design import Design
from badges.enums import FieldKind, Format, Orientation, Size
from badges.fitting import LEAST_SIZE
from badges.layout import front, left_out
from badges.measures import Grid
from badges.pdf import draw_badges
from tests.badges.designing import ANNA, DESIGN

SMALLEST = Grid(4, 10, 52.0, 29.0, 0.0, 0.0)
DESIGNS = [
    replace(DESIGN, format=kind, orientation=orientation)
    for kind in Format
    if kind != Format.OWN
    for orientation in Orientation
]
LETTERS = "aąbcćdeęłńóśźżmwWMŻQŚ'ĆŁŹ"
WORDS = st.text(LETTERS + " -", min_size=1).map(lambda text: " ".join(text.split()) or "W")


def names(most: int) -> st.SearchStrategy[str]:
    return st.one_of(
        WORDS.map(lambda text: text[:most].strip() or "W"), st.just("W" * most), st.just("Ż-" * (most // 2))
    )


def lines_of(panel: Panel, field: str) -> list[Words]:
    return [box for box in panel.boxes if isinstance(box, Words) and box.field == field]


def letters(words: list[Words]) -> str:
    return "".join("".join(one.text.split()) for one in words)


def assert_fits(panel: Panel, text: str, field: str) -> None:
    found = lines_of(panel, field)
    assert letters(found) == "".join(text.split())
    for line in found:
        assert line.size >= LEAST_SIZE
        assert line.x >= 0
        assert line.x + line.width <= panel.width + 0.01
        assert line.y - line.size * 0.25 >= 0
        assert line.y + line.size * 0.75 <= panel.height


@settings(max_examples=60, deadline=None)
@given(design=st.sampled_from(DESIGNS), title=names(30), first=names(60), last=names(80), role=names(80))
def test_every_name_up_to_its_limit_fits_whole(design: Design, title: str, first: str, last: str, role: str) -> None:
    face = replace(ANNA, academic_title=title, first_name=first, last_name=last, role=role, institution="Ż" * 200)
    panel = front(design, face)
    for field, text in (("title", title), ("name", first), ("surname", last), ("variant", role)):
        assert_fits(panel, text, field)


@settings(max_examples=60, deadline=None)
@given(design=st.sampled_from(DESIGNS), first=names(60), last=names(80), size=st.sampled_from([*Size]))
def test_nothing_lies_over_anything_else(design: Design, first: str, last: str, size: Size) -> None:
    shown = tuple((kind, size) for kind in FieldKind)
    face = replace(ANNA, first_name=first, last_name=last, badge_text="Prelegentka panelu")
    panel = front(replace(design, fields=shown), face)
    [code] = [box for box in panel.boxes if isinstance(box, Code)]
    quiet = code.side * 4 / 45
    for line in (box for box in panel.boxes if isinstance(box, Words)):
        beside = line.x + line.width <= code.x + quiet or line.x >= code.x + code.side - quiet
        assert beside or line.y >= code.y + code.side - quiet or line.y + line.size <= code.y + quiet
    body = sorted((one for one in panel.own if isinstance(one, Words)), key=lambda one: -one.y)
    for upper, lower in pairwise(body):
        assert upper.y - lower.y >= lower.size * 0.9


@pytest.mark.parametrize("design", DESIGNS)
def test_double_barrelled_name_is_parted_after_its_hyphen_in_two_lines_at_most(design: Design) -> None:
    panel = front(design, replace(ANNA, last_name="Brzęczyszczykiewicz-Grzegżółkowska"))
    lines = [line.text for line in lines_of(panel, "surname")]
    assert lines in (["Brzęczyszczykiewicz-Grzegżółkowska"], ["Brzęczyszczykiewicz-", "Grzegżółkowska"])


def test_fields_stand_in_the_order_and_size_wanted() -> None:
    fields = ((FieldKind.SURNAME, Size.SMALL), (FieldKind.NAME, Size.LARGE), (FieldKind.TOWN, Size.NORMAL))
    panel = front(replace(DESIGN, fields=fields), ANNA)
    surname, name, town = (lines_of(panel, field)[0] for field in ("surname", "name", "town"))
    assert surname.y > name.y > town.y
    assert name.size > surname.size
    assert not [box for box in panel.boxes if isinstance(box, Code)]
    assert lines_of(panel, "institution") == []


def test_own_text_stands_for_the_institution_unless_it_is_shown_by_itself() -> None:
    face = replace(ANNA, badge_text="Zespół muzyczny")
    assert letters(lines_of(front(DESIGN, face), "institution")) == "Zespółmuzyczny"
    both = replace(DESIGN, fields=(*DESIGN.fields, (FieldKind.TEXT, Size.NORMAL)))
    assert letters(lines_of(front(both, face), "institution")).startswith("GminnyOśrodek")
    assert letters(lines_of(front(both, face), "text")) == "Zespółmuzyczny"


def test_what_has_no_room_is_told() -> None:
    tiny = replace(DESIGN, format=Format.LABELS_3X8)
    face = replace(ANNA, last_name="W" * 80, first_name="W" * 60)
    assert FieldKind.POSITION in left_out(tiny, face)
    assert left_out(DESIGN, ANNA) == []


@pytest.mark.parametrize("size", [*Size])
def test_code_is_never_smaller_than_a_telephone_reads(size: Size) -> None:
    for design in DESIGNS:
        fields = tuple((kind, size) for kind, _ in design.fields)
        [code] = [box for box in front(replace(design, fields=fields), ANNA).boxes if isinstance(box, Code)]
        # 45 modules of at least 0.4 mm each, in points.
        assert code.side / 45 >= 0.4 * 72 / 25.4


def test_smallest_label_of_own_measures_holds_an_ordinary_badge() -> None:
    design = replace(DESIGN, format=Format.OWN, own=SMALLEST)
    panel = front(design, ANNA)
    assert_fits(panel, ANNA.last_name, "surname")
    assert draw_badges(design, [ANNA], title="Etykiety").startswith(b"%PDF")
