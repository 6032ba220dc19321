import random
from dataclasses import replace

import pytest

from badges.pdf import BadgeFace, draw_badges
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

ANNA = BadgeFace(
    full_name="dr Anna Żółć-Kowalska",
    institution="Gminny Ośrodek Pomocy Społecznej w Łęcznej",
    position="kierownik",
    role="Pełny udział, pokój 2-osobowy",
    conference_title="Jubileuszowa X Konferencja",
    motto="Oczekiwania na NOWE w pomocy społecznej",
    dates="13–15 czerwca 2024",
    accent="#7a1f3d",
    token="Z1" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ2345" * 4,
)


def token_of(length: int, seed: int) -> str:
    return "".join(random.Random(seed).choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=length))


def test_badge_says_who_from_where_and_how_they_take_part() -> None:
    text = text_of(draw_badges([ANNA], title="Identyfikatory"))
    for words in (
        ANNA.full_name,
        ANNA.institution,
        ANNA.position,
        ANNA.conference_title,
        ANNA.motto,
        ANNA.dates,
    ):
        assert words in text
    assert "Pełnyudział,pokój2-osobowy" in letters_of(draw_badges([ANNA], title="Identyfikatory"))


def test_badge_is_a6() -> None:
    assert picture_of(draw_badges([ANNA], title="Identyfikatory"), dpi=100).size == (414, 583)


@pytest.mark.parametrize("length", [1, 20, 139, 140])
def test_code_of_badge_decodes_to_its_token_and_nothing_else(length: int) -> None:
    faces = [replace(ANNA, token=token_of(length, seed)) for seed in range(3)]
    pdf = draw_badges(faces, title="Identyfikatory")
    assert [codes_of(pdf, page) for page in range(3)] == [[face.token] for face in faces]


def test_token_too_long_for_level_m_still_fits_by_level_l() -> None:
    token = "A7" * 90
    assert codes_of(draw_badges([replace(ANNA, token=token)], title="Identyfikatory")) == [token]


def test_code_keeps_its_quiet_zone_white() -> None:
    picture = picture_of(draw_badges([ANNA], title="Identyfikatory"), dpi=254).convert("L")
    left, bottom, side = 60, 80, 460
    square = picture.crop((left, picture.height - bottom - side, left + side, picture.height - bottom))
    quiet = int(side * 4 / 49) - 2
    assert square.getpixel((quiet + 6, quiet + 6)) == 0
    for strip in (
        (0, 0, side, quiet),
        (0, side - quiet, side, side),
        (0, 0, quiet, side),
        (side - quiet, 0, side, side),
    ):
        assert square.crop(strip).getextrema() == (255, 255)


def test_sixty_letter_name_is_not_cut() -> None:
    face = replace(ANNA, full_name=LONG_NAME, institution=f"Ośrodek imienia {LONG_NAME}", role=LONG_NAME)
    letters = letters_of(draw_badges([face], title="Identyfikatory"))
    assert letters.count("".join(LONG_NAME.split())) == 3
    assert "…" not in letters


@pytest.mark.parametrize("words", HOSTILE[:-1])
def test_hostile_words_are_printed_literally(words: str) -> None:
    face = replace(ANNA, full_name=words, institution=words, position="", role="", conference_title=words, motto="")
    assert letters_of(draw_badges([face], title=words)).count("".join(words.split())) == 3


@pytest.mark.parametrize("words", [*UNPRINTABLE, HOSTILE[-1], "", "x" * 400])
def test_words_that_cannot_be_printed_never_stop_the_run(words: str) -> None:
    odd = BadgeFace(words, words, words, words, words, words, words, words, ANNA.token)
    pdf = draw_badges([odd, ANNA], title=words)
    assert pages_of(pdf) == 2
    assert codes_of(pdf) == [ANNA.token]
    assert ANNA.full_name in text_of(pdf, 1)


def test_same_faces_give_same_bytes() -> None:
    assert draw_badges([ANNA, ANNA], title="Identyfikatory") == draw_badges([ANNA, ANNA], title="Identyfikatory")


def test_fonts_of_badges_are_embedded() -> None:
    fonts = fonts_of(draw_badges([ANNA], title="Identyfikatory"))
    assert fonts
    assert all(fonts.values())
    assert not [name for name in fonts if "Helvetica" in name]


def test_thousand_badges_stay_under_three_kilobytes_each() -> None:
    faces = [replace(ANNA, full_name=f"Anna Nowak {seed}", token=token_of(140, seed)) for seed in range(1000)]
    assert len(draw_badges(faces, title="Identyfikatory")) < 3_000_000


def test_two_conferences_in_one_run_keep_their_own_bands() -> None:
    other = replace(ANNA, conference_title="XXV Konferencja FORUM", motto="Systemowe wsparcie rodzin")
    pdf = draw_badges([ANNA, other, ANNA], title="Identyfikatory")
    assert ["FORUM" in text_of(pdf, page) for page in range(3)] == [False, True, False]


def test_no_badges_are_refused() -> None:
    with pytest.raises(ValueError, match="no badge"):
        draw_badges([], title="Identyfikatory")
