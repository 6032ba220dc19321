"""The public code of a certificate: in its address, on its paper, typed by who checks it."""

import re
import secrets

from registrations.codes import READABLE

GROUPS, GROUP_LETTERS = 5, 4
TYPED = re.compile(rf"(?<![0-9A-Z])((?:[{READABLE}]{{{GROUP_LETTERS}}}[\s–-]*){{{GROUPS}}})$")


def new_certificate_code() -> str:
    """Twenty random characters of 31, 99 bits, in groups for reading: `7KQM-…`."""
    return grouped("".join(secrets.choice(READABLE) for _ in range(GROUPS * GROUP_LETTERS)))


def grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP_LETTERS] for start in range(0, len(letters), GROUP_LETTERS))


def read_code(typed: str) -> str | None:
    """The code with which the text ends, however spaced: alone, after a number, or in a whole web address."""
    found = TYPED.search(typed.upper().strip().rstrip("/."))
    return grouped("".join(letter for letter in found[1] if letter in READABLE)) if found else None
