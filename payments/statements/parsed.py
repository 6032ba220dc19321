"""What a statement says, whatever its format. Amounts are signed grosze: what came is positive, what went negative."""

from dataclasses import dataclass, replace
from datetime import date

SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """A line that could not be read: its number in the file, what stands there, and why not, as a sentence."""

    line: int
    text: str
    why: str


class Unreadable(Exception):
    """The file is no statement that we read, or is too large; carries a sentence for whoever sent it."""


@dataclass(frozen=True)
class ParsedTransaction:
    """`payer_*` is the other side, also of money that went out. `balance_after` where the bank writes it."""

    booked_on: date
    value_on: date
    amount: int
    currency: str
    payer_name: str = ""
    payer_account: str = ""
    title: str = ""
    bank_ref: str = ""
    balance_after: int | None = None
    line: int = 0
    raw: str = ""


@dataclass(frozen=True)
class ParsedStatement:
    """`account` is an IBAN without spaces, empty where the file does not tell it."""

    account: str
    currency: str
    number: str
    first_day: date
    last_day: date
    opening: int | None
    closing: int | None
    transactions: tuple[ParsedTransaction, ...]

    @property
    def difference(self) -> int | None:
        """How far opening and transactions miss the closing balance; None when the file tells no balances."""
        if self.opening is None or self.closing is None:
            return None
        return self.closing - self.opening - sum(one.amount for one in self.transactions)


@dataclass(frozen=True)
class ParsedFile:
    """With any problem nothing of the file may be imported. Warnings are told, and do not stop it."""

    format: str
    encoding: str
    statements: tuple[ParsedStatement, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def transactions(self) -> list[ParsedTransaction]:
        return [one for statement in self.statements for one in statement.transactions]


def problem(line: int, text: str, why: object) -> Problem:
    return Problem(line, printable(text)[:SHOWN], str(why))


def printable(text: str) -> str:
    """What a database and a page can hold: no control characters, no halves of characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def tidied(one: ParsedTransaction) -> ParsedTransaction:
    """Texts within what their columns hold, without control characters and runs of spaces."""
    return replace(
        one,
        payer_name=tidy(one.payer_name, 200),
        payer_account=one.payer_account[:40],
        title=tidy(one.title, 500),
        bank_ref=tidy(one.bank_ref, 80),
        raw=printable(one.raw)[:4000],
    )


def tidy(text: str, length: int) -> str:
    return " ".join(printable(text).split())[:length]
