"""Which of the encodings of Polish banks a file is in. None of them says so itself, so its letters are asked."""

import codecs

from payments.statements.parsed import Unreadable

POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
# Signs that texts of banks do hold, and 0xFF, which some write for an empty field.
NEUTRAL = frozenset("§°–—„”’…«»\u00a0\u02d9\ufeff")
CANDIDATES = ("cp1250", "iso-8859-2", "cp852")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and the encoding's name; `encoding` where the treasurer has said it. Raises Unreadable."""
    for bom, name in BOMS:
        if content.startswith(bom):
            return strictly(content, name), name.removesuffix("-sig")
    if encoding:
        return strictly(content, encoding), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        best = max(CANDIDATES, key=lambda name: likeness(content.decode(name, "replace")))
        return content.decode(best, "replace"), best


def strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable(str(error)) from error


def likeness(text: str) -> int:
    """How Polish a text looks: other signs than Polish letters speak against, and large letters inside small words."""
    score, before = 0, ""
    for letter in text:
        if letter > "\x7f" and letter not in NEUTRAL:
            if letter not in POLISH:
                score -= 3
            else:
                score += 0 if letter.isupper() and before.islower() else 2
        before = letter
    return score
