"""Keys stored beside names, so that both databases sort by Polish order and find `Łoś` by `los`."""

import re
import unicodedata

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
PLAIN = str.maketrans("ąćęńóśźżłøđ", "acenoszzlod") | str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe"})
SORT_LENGTH = 60
PARTED_NUMBER = re.compile(r"\d{2,4}(-\d{2,4}){2,3}")


def fold(text: str) -> str:
    """Lower case without diacritics, words parted by single spaces."""
    plain = text.casefold().translate(PLAIN)
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.split())


def search_words(typed: str) -> list[str]:
    """What to seek in folded text, each word once; a NIP written `111-111-11-11` is sought by its digits."""
    words = [word.replace("-", "") if PARTED_NUMBER.fullmatch(word) else word for word in fold(typed).split()]
    return list(dict.fromkeys(words))


def sort_key(*parts: str) -> str:
    """Two digits a letter, in Polish order: digits sort alike under every collation of every database."""
    return "00".join("".join(_rank(letter) for letter in part.casefold()[:SORT_LENGTH]) for part in parts)


def institution_keys(name: str, city: str) -> dict[str, str]:
    """The stored keys of an institution, by field: what it is sorted and searched by."""
    return {"sort_key": sort_key(name)[:200], "search_text": fold(f"{name} {city}")[:300]}


def _rank(letter: str) -> str:
    if letter in ALPHABET:
        return str(ALPHABET.index(letter) + 30)
    if letter.isdigit() and letter.isascii():
        return str(int(letter) + 15)
    base = fold(letter)
    return str(ALPHABET.index(base) + 30) if len(base) == 1 and base in ALPHABET else "10"
