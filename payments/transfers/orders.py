import re
import unicodedata
from dataclasses import dataclass

# What spreadsheets take for the beginning of a formula, should somebody open the file in one.
FORMULA = "=+-@\t\r"
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Payer:
    name: str
    address: str
    account: str


@dataclass(frozen=True, kw_only=True)
class Order:
    """One transfer in złoty; `amount` in grosze, `account` of 26 digits, `reference` at most 35 letters and digits."""

    reference: str
    amount: int
    account: str
    name: str
    title: str


def bank_of(account: str) -> str:
    """The sort code of the bank: the eight digits after the check digits."""
    return account[2:10]


def cleaned(text: str, kept: str, encoding: str = "utf-8") -> str:
    """Letters, digits, spaces and the signs in `kept`; letters that the encoding lacks lose their diacritics."""
    composed = unicodedata.normalize("NFC", text)
    signs = "".join(letter if letter.isalnum() or letter in kept else " " for letter in composed)
    written = "".join(encodable(letter, encoding) for letter in signs)
    return SPACES.sub(" ", written).strip().lstrip(FORMULA).strip()


def encodable(letter: str, encoding: str) -> str:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        return plain or " "
    return letter
