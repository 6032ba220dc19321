"""Codes of cards in titles: word for word, by look-alikes, with one wrong letter, and those of nobody."""

import pytest
from stdnum import luhn

from payments.statements.tokens import LENGTH, Found, TokenIndex, bare, beginning, is_code, windows, without_one
from registrations.codes import READABLE


def code(body: str) -> str:
    return f"KU{body}{luhn.calc_check_digit(body, READABLE)}"


OURS, OTHER, STRANGE = code("7K4Q29A"), code("M3NP7RT"), code("XW9CH4F")


@pytest.fixture
def index() -> TokenIndex:
    return TokenIndex.of([OURS, OTHER])


@pytest.mark.parametrize(
    "title",
    [
        OURS,
        f"Opłata za konferencję {OURS}, Kowalska",
        OURS.lower(),
        " ".join(OURS),
        f"{OURS[:6]}\n{OURS[6:]}",
        "-".join((OURS[:2], OURS[2:6], OURS[6:])),
        f"abc{OURS}xyz",
        f"karta {OURS[2:]} bez przedrostka",
        f"{OURS} {OURS}",
    ],
)
def test_code_is_found_however_it_is_written(index: TokenIndex, title: str) -> None:
    assert index.find(title) == Found(exact=(OURS,))


def test_codes_are_found_in_their_order_and_with_what_stands_at_the_very_end(index: TokenIndex) -> None:
    assert index.find(f"{OTHER} i {OURS}") == Found(exact=(OTHER, OURS))
    assert index.find(f"{OURS}{OTHER}") == Found(exact=(OURS, OTHER))


@pytest.mark.parametrize(("right", "wrong"), [("2", "Z"), ("Q", "0"), ("Q", "O"), ("Q", "D")])
def test_code_is_known_by_signs_that_look_alike(index: TokenIndex, right: str, wrong: str) -> None:
    written = OURS[:2] + OURS[2:].replace(right, wrong, 1)
    assert index.find(f"oplata {written}") == Found(alike=(OURS,))


def test_two_codes_that_look_alike_are_told_apart_by_nobody() -> None:
    first, second = "KU2AAAAAAA", "KUZAAAAAAA"
    index = TokenIndex.of([first, second])
    assert index.find(first).exact == (first,)
    assert (index.find(first).alike, index.find(second).alike) == ((), ())
    assert index.skeletons == {"KU2AAAAAAA": None}


@pytest.mark.parametrize(
    "written",
    [
        OURS[:4] + "H" + OURS[5:],
        OURS[:4] + OURS[5:],
        OURS[:4] + "H" + OURS[4:],
        OURS[:3] + OURS[4] + OURS[3] + OURS[5:],
        OURS[:-1] + ("H" if OURS[-1] != "H" else "J"),
    ],
)
def test_code_with_one_wrong_letter_is_a_hint(index: TokenIndex, written: str) -> None:
    found = index.find(f"oplata {written} dziekujemy")
    assert (found.exact, found.alike, found.near) == ((), (), (OURS,))


def test_hint_is_not_given_beside_a_code_that_is_known(index: TokenIndex) -> None:
    wrong = OURS[:4] + "H" + OURS[5:]
    assert index.find(f"{OTHER} {wrong}").near == ()
    assert index.find(f"{OTHER} {wrong}").exact == (OTHER,)


def test_two_wrong_letters_are_no_hint(index: TokenIndex) -> None:
    assert index.find(OURS[:4] + "HH" + OURS[6:]).near == ()
    assert index.find("KU") == index.find("") == Found()


def test_code_of_nobody_is_strange_and_ours_is_not(index: TokenIndex) -> None:
    assert index.find(f"za {STRANGE}") == Found(strange=(STRANGE,))
    assert index.find(f"za {STRANGE} i {OURS}") == Found(exact=(OURS,), strange=(STRANGE,))
    look_alike = OURS.replace("2", "Z")
    assert index.find(look_alike).strange == ()


def test_code_of_nobody_that_looks_like_ours_is_not_strange() -> None:
    twin = next(one for letter in READABLE if is_code(one := code(f"XW9CH4{letter}")) and one != STRANGE)
    index = TokenIndex.of([twin])
    assert index.find(twin) == Found(exact=(twin,))
    assert index.find(STRANGE).strange == (STRANGE,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OURS, True),
        (OURS[:-1] + ("A" if OURS[-1] != "A" else "B"), False),
        ("KU0000000O", False),
        ("KU22222222", False),
        ("KUsmall234", False),
    ],
)
def test_only_readable_letters_with_their_check_character_make_a_code(text: str, expected: bool) -> None:
    assert is_code(text) is expected


def test_a_body_of_digits_alone_may_be_any_number() -> None:
    digits = "2345678"
    made = code(digits)
    assert is_code(made) is (not made[2:].isdigit())


def test_what_breaks_a_code_is_left_out() -> None:
    assert bare("ku-7K4 ż\nÓ.1") == "KU7K4ZO1"


def test_windows_and_beginnings_reach_the_last_letter() -> None:
    assert windows("abcd", 3) == ["abc", "bcd"]
    assert windows("ab", 3) == []
    exactly = "KU" + "A" * (LENGTH - 2)
    assert list(beginning(exactly)) == [exactly]
    assert list(beginning("x" + exactly[:-1])) == []
    assert list(beginning("KUKU" + "A" * (LENGTH - 2))) == ["KUKU" + "A" * (LENGTH - 4), exactly]
    assert without_one("abc") == ["bc", "ac", "ab"]
