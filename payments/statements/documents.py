"""Numbers of invoices and proformas, and KSeF's, in what payers type: other separators, no leading zeros."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from registrations.search import fold

SEGMENT = re.compile(r"[A-Z]+|[0-9]+")
MOST_SEGMENTS = 8
FEWEST_SEGMENTS = 2
KSEF = re.compile(r"[0-9]{18}[0-9A-F]{14}")
KSEF_WRITTEN = re.compile(r"[0-9]{10}-[0-9]{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}", re.IGNORECASE)
INVOICE_OF_SPLIT = re.compile(r"/INV/(.+?)(?=/TXT/|/VAT/|/IDC/|$)", re.IGNORECASE | re.DOTALL)
Key = tuple[str, ...]


@dataclass
class DocumentIndex:
    """Cards by the numbers of their documents. A number that could be two documents' is nobody's."""

    numbers: dict[Key, str | None] = field(default_factory=dict)
    ksef: dict[str, str] = field(default_factory=dict)
    longest: int = 0

    @classmethod
    def of(cls, documents: Mapping[str, str]) -> "DocumentIndex":
        index = cls()
        for number, code in documents.items():
            if KSEF_WRITTEN.fullmatch(number.strip()):
                index.ksef[plain(number)] = code
                continue
            key = segments(number)
            if len(key) >= FEWEST_SEGMENTS and any(part.isdigit() for part in key):
                index.numbers[key] = code if index.numbers.get(key, code) == code else None
                index.longest = max(index.longest, len(key))
        return index

    def find(self, text: str) -> tuple[str, ...]:
        if not self.numbers and not self.ksef:
            return ()
        found = dict.fromkeys(self.ksef[one] for one in KSEF.findall(plain(text)) if one in self.ksef)
        split = INVOICE_OF_SPLIT.search(text)
        found |= dict.fromkeys(self.in_segments(segments(split[1] if split else text)))
        return tuple(found)

    def in_segments(self, parts: Key) -> Iterable[str]:
        """The longest number at each place: `FV/1/2026` is not `1/2026`."""
        start = 0
        while start < len(parts):
            for length in range(min(self.longest, len(parts) - start, MOST_SEGMENTS), FEWEST_SEGMENTS - 1, -1):
                code = self.numbers.get(parts[start : start + length])
                # `11/1/2026` is another's number, though it ends like ours.
                goes_on = start > 0 and parts[start].isdigit() and parts[start - 1].isdigit()
                if code and not goes_on:
                    yield code
                    start += length - 1
                    break
            start += 1


def segments(text: str) -> Key:
    return tuple(part.lstrip("0") or "0" for part in SEGMENT.findall(fold(text).upper()))


def plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
