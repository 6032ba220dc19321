import random
from dataclasses import replace
from io import BytesIO

import pytest

from badges.design import BadgeFace, Design, Event
from badges.enums import Format, Orientation, Paper, Sides
from badges.pdf import draw_badges
from tests.badges.designing import ANNA, DESIGN, EVENT
from tests.events.paper_reading import (
    HOSTILE,
    LONG_NAME,
    UNPRINTABLE,
    codes_of,
    fonts_of,
    letters_of,
    pages_of,
    picture_of,
    text_of,
)


def drawn(*faces: BadgeFace, design: Design = DESIGN) -> bytes:
    return draw_badges(design, faces, title="Identyfikatory")


def token_of(length: int, seed: int) -> str:
    return "".join(random.Random(seed).choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=length))


def test_badge_says_who_from_where_and_how_they_take_part() -> None:
    text = text_of(drawn(ANNA))
    for words in (
        *("dr", "Anna", "Żółć-Kowalska", ANNA.institution, ANNA.position),
        *(EVENT.title, EVENT.motto, EVENT.dates),
    ):
        assert words in text
    assert "Pełnyudział,pokój2-osobowy" in letters_of(drawn(ANNA))


@pytest.mark.parametrize(
    ("kind", "orientation", "size"),
    [
        (Format.A6, Orientation.PORTRAIT, (105, 148)),
        (Format.A6, Orientation.LANDSCAPE, (148, 105)),
        (Format.CARD_90, Orientation.LANDSCAPE, (90, 55)),
        (Format.CARD_86, Orientation.PORTRAIT, (54, 86)),
        (Format.LABELS_2X5, Orientation.PORTRAIT, (210, 297)),
        (Format.LABELS_3X8, Orientation.PORTRAIT, (210, 297)),
    ],
)
def test_page_has_the_size_of_the_format(kind: Format, orientation: Orientation, size: tuple[int, int]) -> None:
    picture = picture_of(drawn(ANNA, design=replace(DESIGN, format=kind, orientation=orientation)), dpi=254)
    assert picture.size == pytest.approx((size[0] * 10, size[1] * 10), abs=1)


@pytest.mark.parametrize("length", [1, 20, 121, 122, 140, 180])
def test_code_of_badge_decodes_to_its_token_and_nothing_else(length: int) -> None:
    faces = [replace(ANNA, token=token_of(length, seed)) for seed in range(3)]
    pdf = drawn(*faces)
    assert [codes_of(pdf, page) for page in range(3)] == [[face.token] for face in faces]


@pytest.mark.parametrize("kind", [*Format])
@pytest.mark.parametrize("orientation", [*Orientation])
def test_code_is_read_from_every_format_at_300_dots(kind: Format, orientation: Orientation) -> None:
    design = replace(DESIGN, format=kind, orientation=orientation)
    assert codes_of(drawn(ANNA, design=design)) == [ANNA.token]


def test_code_keeps_its_quiet_zone_white() -> None:
    picture = picture_of(drawn(ANNA), dpi=254).convert("L")
    left, bottom, side = 56, 75, 462
    square = picture.crop((left, picture.height - bottom - side, left + side, picture.height - bottom))
    quiet = int(side * 4 / 45) - 2
    assert square.crop((quiet, quiet, quiet + 20, quiet + 20)).getextrema()[0] == 0
    for strip in (
        (0, 0, side, quiet),
        (0, side - quiet, side, side),
        (0, 0, quiet, side),
        (side - quiet, 0, side, side),
    ):
        assert square.crop(strip).getextrema() == (255, 255)


def test_sixty_letter_name_is_not_cut() -> None:
    face = replace(ANNA, last_name=LONG_NAME, institution=f"Ośrodek imienia {LONG_NAME}", role=LONG_NAME)
    letters = letters_of(drawn(face))
    assert letters.count("".join(LONG_NAME.split())) == 3
    assert "…" not in letters


@pytest.mark.parametrize("words", HOSTILE[:-1])
def test_hostile_words_are_printed_literally(words: str) -> None:
    face = replace(ANNA, last_name=words, institution=words, position="", role="")
    design = replace(DESIGN, event=Event(title=words))
    assert letters_of(drawn(face, design=design)).count("".join(words.split())) == 3


@pytest.mark.parametrize("words", [*UNPRINTABLE, HOSTILE[-1], "", "x" * 400])
def test_words_that_cannot_be_printed_never_stop_the_run(words: str) -> None:
    odd = BadgeFace(words, words, words, words, ANNA.token, words, words, words, words)
    design = replace(DESIGN, event=Event(words, words, words))
    pdf = draw_badges(design, [odd, ANNA], title=words)
    assert pages_of(pdf) == 2
    assert codes_of(pdf) == [ANNA.token]
    assert "Żółć-Kowalska" in text_of(pdf, 1)


def test_same_faces_give_same_bytes() -> None:
    assert drawn(ANNA, ANNA) == drawn(ANNA, ANNA)


def test_fonts_of_badges_are_embedded() -> None:
    fonts = fonts_of(drawn(ANNA))
    assert fonts
    assert all(fonts.values())
    assert not [name for name in fonts if "Helvetica" in name]


def test_thousand_badges_stay_under_three_kilobytes_each_and_are_read() -> None:
    faces = [replace(ANNA, last_name=f"Nowak {seed}", token=token_of(121, seed)) for seed in range(1000)]
    pdf = drawn(*faces)
    assert len(pdf) < 3_000_000
    sample = range(0, 1000, 100)
    assert [codes_of(pdf, page) for page in sample] == [[faces[page].token] for page in sample]


def test_colour_of_a_look_is_its_own_and_text_on_it_is_readable() -> None:
    design = replace(DESIGN, colours={"gold": "#ffcc00"})
    gold, other = (
        picture_of(drawn(replace(ANNA, look=look), design=design), dpi=25).getpixel((5, 1)) for look in ("gold", "")
    )
    assert gold == pytest.approx((255, 204, 0), abs=1)
    assert other == pytest.approx((122, 31, 61), abs=1)


def test_logo_is_in_the_file_once_however_many_badges() -> None:
    logo = picture_of(drawn(ANNA), dpi=30).resize((200, 100))
    path = BytesIO()
    logo.save(path, "JPEG")
    design = replace(DESIGN, logo=path.getvalue())
    assert len(drawn(*[ANNA] * 20, design=design)) - len(drawn(*[ANNA] * 20)) < 2 * len(path.getvalue())


def test_cut_marks_stand_outside_of_the_badge() -> None:
    plain = picture_of(drawn(ANNA, design=replace(DESIGN, crop_marks=True)), dpi=254).convert("L")
    assert plain.width > 1050 + 100
    inside = plain.crop(((plain.width - 1040) // 2, plain.height - 60, (plain.width + 1040) // 2, plain.height - 2))
    assert inside.getextrema() == (255, 255)


def test_no_badges_are_refused() -> None:
    with pytest.raises(ValueError, match="no badge"):
        drawn()


def test_both_sides_make_two_pages_and_a_sheet_holds_many() -> None:
    both = replace(DESIGN, format=Format.CARD_90, sides=Sides.BOTH)
    assert pages_of(drawn(ANNA, ANNA, design=both)) == 4
    assert pages_of(drawn(*[ANNA] * 10, design=replace(both, paper=Paper.A4))) == 2
    assert pages_of(drawn(*[ANNA] * 11, design=replace(both, paper=Paper.A4))) == 4
    assert pages_of(drawn(*[ANNA] * 25, design=replace(DESIGN, format=Format.LABELS_3X8))) == 2
