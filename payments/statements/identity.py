"""When two lines of statements are the same transaction. Pure: what is in the ledger, what a file tells, what is new.

1. Lines that say the same in every word are the same transaction as often as each side has them: a file that holds
   two equal transfers of a day adds one to a ledger that knows one, and none to a ledger that knows two.
2. Where both sides carry the bank's own number (or the balance after), it decides: the same number with a title and
   account that do not contradict is the same, another number is another transaction, however equal the rest.
3. Where one side lacks it (CSV without numbers beside MT940 with them), day, sum, account and title decide, again one
   for one.

So the order of files does not matter, nor how often one is imported, as long as a file tells whole days; a bank that
cuts a day in two gives its lines numbers or balances.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from payments.statements.parsed import ParsedTransaction
from registrations.search import fold

SHORTEST_PREFIX = 8
NUMBER_LENGTH = 6


@dataclass(frozen=True)
class Marks:
    """What tells one transaction from another."""

    booked_on: date
    amount: int
    currency: str
    account: str
    title: str
    name: str
    number: str
    balance: int | None

    @property
    def core(self) -> tuple[date, int, str]:
        return self.booked_on, self.amount, self.currency

    @property
    def identity(self) -> str:
        said = (self.booked_on.isoformat(), self.amount, self.currency, self.account, self.title, self.name)
        whole = "\x1f".join(map(str, (*said, self.number, "" if self.balance is None else self.balance)))
        return hashlib.sha256(whole.encode()).hexdigest()

    def differs(self, other: "Marks") -> bool:
        """Whether the bank itself says that they are two."""
        if self.number and other.number:
            return self.number != other.number
        if self.balance is not None and other.balance is not None:
            return self.balance != other.balance
        return False

    def fits(self, other: "Marks") -> bool:
        """Whether the texts may be of one transaction, as two formats of one bank write it."""
        if self.account and other.account and self.account != other.account:
            return False
        if self.title and other.title:
            return alike(self.title, other.title)
        if self.account and other.account:
            return True
        return bool(self.name and other.name) and alike(self.name, other.name)


@dataclass(frozen=True)
class Fresh:
    """A transaction that the ledger lacks, and how many equal ones it has then before it."""

    transaction: ParsedTransaction
    identity: str
    occurrence: int


def marks_of(one: ParsedTransaction) -> Marks:
    return marks(
        one.booked_on,
        one.amount,
        one.currency,
        one.payer_account,
        one.title,
        one.payer_name,
        one.bank_ref,
        one.balance_after,
    )


def marks(
    booked_on: date, amount: int, currency: str, account: str, title: str, name: str, number: str, balance: int | None
) -> Marks:
    number = compact(number)
    # `NTRF` or a day's batch `001` names nothing.
    told = number if len(number) >= NUMBER_LENGTH and any(letter.isdigit() for letter in number) else ""
    return Marks(booked_on, amount, currency, account, compact(title), compact(name), told, balance)


def compact(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isascii() and letter.isalnum())


def alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) >= SHORTEST_PREFIX and longer.startswith(shorter))


def new_among(told: Sequence[ParsedTransaction], known: Iterable[Marks]) -> list[Fresh]:
    """What of a file the ledger lacks, in the file's order."""
    left: dict[tuple[date, int, str], list[Marks]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for kept in known:
        left[kept.core].append(kept)
        counts[kept.identity] += 1
    open_ones = [(one, marks_of(one)) for one in told]
    for same in (word_for_word, by_number, by_texts):
        open_ones = [pair for pair in open_ones if not take(left[pair[1].core], pair[1], same)]
    fresh = []
    for one, its in open_ones:
        fresh.append(Fresh(one, its.identity, counts[its.identity]))
        counts[its.identity] += 1
    return fresh


def take(known: list[Marks], one: Marks, same: Callable[[Marks, Marks], bool]) -> bool:
    """Strike the transaction from those known; False when it is not among them."""
    for at, other in enumerate(known):
        if same(one, other):
            del known[at]
            return True
    return False


def word_for_word(one: Marks, other: Marks) -> bool:
    return one == other


def by_number(one: Marks, other: Marks) -> bool:
    return bool(one.number) and one.number == other.number and one.fits(other)


def by_texts(one: Marks, other: Marks) -> bool:
    return not one.differs(other) and one.fits(other)
