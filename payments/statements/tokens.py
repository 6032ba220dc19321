"""Cards' codes in what payers type: anywhere, cut across lines, in lower case, with signs that look alike.

A code is `KU`, seven random characters and a check character over an alphabet without look-alikes. What is read as a
code must be a card's: the check character is verified with it. One wrong letter is only a hint.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stdnum import luhn
from stdnum.exceptions import ValidationError

from registrations.codes import CARD_LETTERS, CARD_PREFIX, READABLE
from registrations.search import fold

LENGTH = len(CARD_PREFIX) + CARD_LETTERS + 1
# Each group is read for one sign: by eye from paper, or by a machine from a scan.
LOOK_ALIKES = ("0OQD", "1ILJ", "5S", "8B", "2Z", "UV", "G6")
SKELETON = str.maketrans({letter: group[0] for group in LOOK_ALIKES for letter in group})


@dataclass(frozen=True)
class Found:
    """Codes in a text: `exact` word for word or without `KU`, `alike` by look-alikes, `near` with one wrong letter.

    `strange` are rightly made codes that no card of the association has.
    """

    exact: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


def bare(text: str) -> str:
    """Capital letters and digits alone: what breaks, spaces and hyphens leave of a code."""
    return "".join(letter for letter in fold(text).upper() if letter.isascii() and letter.isalnum())


@dataclass
class TokenIndex:
    """Finds the codes of so many cards at once. `near` is only asked where nothing better was found."""

    codes: frozenset[str] = frozenset()
    bodies: dict[str, str] = field(default_factory=dict)
    skeletons: dict[str, str | None] = field(default_factory=dict)
    shortened: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, codes: Iterable[str]) -> "TokenIndex":
        index = cls(frozenset(codes))
        for code in index.codes:
            index.bodies[code[len(CARD_PREFIX) :]] = code
            skeleton = code.translate(SKELETON)
            # Two cards whose codes look alike are told apart by nobody: None.
            index.skeletons[skeleton] = None if skeleton in index.skeletons else code
            for short in without_one(code):
                index.shortened.setdefault(short, set()).add(code)
        return index

    def find(self, text: str) -> Found:
        compact = bare(text)
        exact = [one for one in windows(compact, LENGTH) if one in self.codes]
        exact += [self.bodies[one] for one in windows(compact, LENGTH - len(CARD_PREFIX)) if one in self.bodies]
        looked = (self.skeletons.get(one) for one in windows(compact.translate(SKELETON), LENGTH))
        alike = [code for code in looked if code and code not in exact]
        known = tuple(dict.fromkeys(exact))
        strange = self.strangers(compact, {*known, *alike})
        near = () if known or alike else tuple(dict.fromkeys(self.near(compact)))
        return Found(known, tuple(dict.fromkeys(alike)), near, strange)

    def strangers(self, compact: str, known: set[str]) -> tuple[str, ...]:
        skeletons = {code.translate(SKELETON) for code in known}
        return tuple(
            one
            for one in windows(compact, LENGTH)
            if one.startswith(CARD_PREFIX)
            and one not in known
            and one.translate(SKELETON) not in skeletons
            and is_code(one)
        )

    def near(self, compact: str) -> Iterator[str]:
        """Codes one letter away: changed, left out, put in, or two exchanged."""
        looked = compact.translate(SKELETON)
        start = looked.find(CARD_PREFIX)
        while start >= 0:
            for length in (LENGTH, LENGTH - 1, LENGTH + 1):
                part = compact[start : start + length]
                if len(part) == length:
                    yield from self.one_away(part)
            start = looked.find(CARD_PREFIX, start + 1)

    def one_away(self, part: str) -> Iterator[str]:
        if len(part) == LENGTH - 1:
            yield from sorted(self.shortened.get(part, ()))
            return
        if len(part) == LENGTH + 1:
            yield from (short for short in without_one(part) if short in self.codes)
            return
        for short in without_one(part):
            yield from sorted(self.shortened.get(short, ()))


def windows(text: str, length: int) -> Iterator[str]:
    return (text[start : start + length] for start in range(len(text) - length + 1))


def without_one(text: str) -> list[str]:
    return [text[:at] + text[at + 1 :] for at in range(len(text))]


def is_code(text: str) -> bool:
    body = text[len(CARD_PREFIX) :]
    if not all(letter in READABLE for letter in body) or body.isdigit():
        return False
    try:
        luhn.validate(body, READABLE)
    except ValidationError:
        return False
    return True
