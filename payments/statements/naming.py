"""Institutions and people in what a payer's bank tells: without diacritics, shortened, in any grammatical case."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from registrations.search import fold

# As centres write themselves out, in any case, and as everybody calls them.
DECLINED = [
    (re.compile(r"\b(miejsko)[ -](gminn)\w+ osrod\w+ pomocy spolecz\w+"), "mgops"),
    (re.compile(r"\bmiejski\w* osrod\w+ pomocy spolecz\w+"), "mops"),
    (re.compile(r"\bgminn\w+ osrod\w+ pomocy spolecz\w+"), "gops"),
    (re.compile(r"\bmiejski\w* osrod\w+ pomocy rodzinie"), "mopr"),
    (re.compile(r"\bosrod\w+ pomocy spolecz\w+"), "ops"),
    (re.compile(r"\bcentr\w+ uslug spolecz\w+"), "cus"),
    (re.compile(r"\bpowiatow\w+ centr\w+ pomocy rodzinie"), "pcpr"),
    (re.compile(r"\bdom\w* pomocy spolecz\w+"), "dps"),
]
Key = TypeVar("Key")

EMPTY_WORDS = frozenset(
    ["w", "we", "z", "ze", "i", "na", "im", "imienia", "ul", "al", "os", "nr", "dla", "przy", "oraz", "the", "of"]
)
# What Polish words end in when declined, without diacritics.
ENDINGS = frozenset(
    [
        "",
        "a",
        "e",
        "i",
        "o",
        "u",
        "y",
        "ie",
        "em",
        "im",
        "ym",
        "ia",
        "iu",
        "ego",
        "emu",
        "iego",
        "iemu",
        "ej",
        "iej",
        "ach",
        "iach",
        "ami",
        "iami",
        "om",
        "iom",
        "ow",
        "owi",
        "iem",
        "ieni",
        "ii",
        "ji",
    ]
)
LONGEST_ENDING = max(map(len, ENDINGS))
VOWELS = "aeiouy"
WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    plain = fold(text)
    for pattern, short in DECLINED:
        plain = pattern.sub(short, plain)
    return [word for word in WORD.findall(plain) if word not in EMPTY_WORDS]


def base(word: str) -> str:
    """What stays of a word in every case: `radomsko` and `radomsku` are both `radomsk`; `osiek` is not `osieck`."""
    kept = word
    while len(kept) > 2 and len(word) - len(kept) < 2 and kept[-1] in VOWELS:
        kept = kept[:-1]
    return kept


def bases_in(words: Iterable[str]) -> set[str]:
    """All words of which these may be a case."""
    ends = ((word, range(max(1, len(word) - LONGEST_ENDING), len(word) + 1)) for word in words)
    return {word[:end] for word, places in ends for end in places if word[end:] in ENDINGS}


@dataclass
class NameIndex(Generic[Key]):
    """Which of many names, each for one key, a text holds whole. Looked up by the rarest word of each name."""

    names: dict[str, list[tuple[frozenset[str], Key]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, named: Iterable[tuple[str, Key]]) -> "NameIndex[Key]":
        entries = [(frozenset(map(base, words_of(name))), key) for name, key in named]
        frequency = Counter(one for stems, _key in entries for one in stems)
        index: NameIndex[Key] = cls()
        for stems, key in entries:
            # One word alone, as `MOPS` or `Gmina`, names nobody.
            if len(stems) >= 2:
                rarest = min(stems, key=lambda one: (frequency[one], one))
                index.names[rarest].append((stems, key))
        return index

    def find(self, text: str) -> set[Key]:
        told = bases_in(set(words_of(text)))
        return {key for one in told if one in self.names for stems, key in self.names[one] if stems <= told}


@dataclass(frozen=True)
class Person:
    """`first` and `last` as on the card; of a surname of two parts one is enough."""

    first: str
    last: str


@dataclass
class PersonIndex(Generic[Key]):
    """Which people, each for one key, a text names with name and surname."""

    people: dict[str, list[tuple[str, Key]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, people: Iterable[tuple[Person, Key]]) -> "PersonIndex[Key]":
        index: PersonIndex[Key] = cls()
        for person, key in people:
            firsts = WORD.findall(fold(person.first))
            for part in WORD.findall(fold(person.last)):
                if len(part) >= 3 and firsts:
                    index.people[base(part)].append((base(firsts[0]), key))
        return index

    def find(self, text: str) -> set[Key]:
        words = WORD.findall(fold(text))
        found: set[Key] = set()
        for at, word in enumerate(words):
            of_surname = [entry for one in bases_in([word]) for entry in self.people.get(one, ())]
            if of_surname:
                beside = bases_in(words[:at] + words[at + 1 :])
                found |= {key for first, key in of_surname if first in beside}
        return found
