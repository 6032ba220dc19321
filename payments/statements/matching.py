"""Which cards a transfer pays, and why. Pure: what is open, what came; no database.

A transfer settles at once only when nothing speaks against it and one of these holds:

1. **Codes or document numbers.** It names one or several cards by their codes (also with look-alike signs, verified by
   the check character) or by the numbers of their documents; all of them are open, and their balances make up exactly
   its amount.
2. **Payer and person.** Exactly one open card has this balance, its payer is known (by name as institution, buyer or
   recipient, or by an account from which the institution was paid before), and the title names one of its people.
3. **Payer's account and name.** Exactly one open card has this balance, its institution was paid from this account
   before, and payer or title names the institution itself.
4. **Buyer pays for a centre.** Exactly one open card has this balance, the payer is its buyer, who is not the
   institution, and the title names the institution.
5. **Several people.** The title names people of several cards, each of one card only, the payer is known for each of
   these cards, and their balances make up exactly the amount.

Against 2 to 5 speaks any code or document number in the text, even a misspelt or strange one, and a word that tells of
other money (membership fees, donations, returns). Everything else is a suggestion, the likeliest first, that a person
confirms. Foreign and outgoing money is never matched here.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from payments.statements.documents import DocumentIndex
from payments.statements.naming import NameIndex, Person, PersonIndex
from payments.statements.tokens import Found, TokenIndex
from registrations.search import fold

MOST_SUGGESTIONS = 9
OTHER_MONEY = re.compile(
    r"\b(skladk|czlonkow|darowizn|zwrot|zwrac|nadplat|korekt|wpisow|odset|kauc|wadium|grant|dotac)"
)
CURRENCY = "PLN"


class Reason(StrEnum):
    CODE = "code"
    CODE_ALIKE = "code_alike"
    CODE_NEAR = "code_near"
    DOCUMENT = "document"
    ACCOUNT = "account"
    PAYER = "payer"
    BUYER = "buyer"
    NAMED = "named"
    PERSON = "person"
    AMOUNT = "amount"
    ALL_OF_PAYER = "all_of_payer"
    CLOSED = "closed"


# How much each says; only the order of suggestions depends on it.
WEIGHT = {
    Reason.CODE: 100,
    Reason.DOCUMENT: 95,
    Reason.CODE_ALIKE: 90,
    Reason.CODE_NEAR: 60,
    Reason.PERSON: 25,
    Reason.ACCOUNT: 20,
    Reason.PAYER: 20,
    Reason.NAMED: 20,
    Reason.BUYER: 12,
    Reason.ALL_OF_PAYER: 15,
    Reason.AMOUNT: 30,
    Reason.CLOSED: -50,
}
IDENTIFIES = {Reason.ACCOUNT, Reason.PAYER, Reason.BUYER, Reason.NAMED, Reason.PERSON}


@dataclass(frozen=True)
class Candidate:
    """A card as matching sees it. `balance` in grosze is what it still owes; `is_open` while it takes money."""

    code: str
    balance: int
    institution: int
    name: str
    others: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    is_open: bool = True


@dataclass(frozen=True)
class Transfer:
    """`amount` in grosze. `raw` is all that the bank wrote, for codes that stand outside the title."""

    amount: int
    title: str
    payer_name: str = ""
    payer_account: str = ""
    raw: str = ""
    currency: str = CURRENCY


@dataclass(frozen=True)
class Share:
    code: str
    amount: int


@dataclass(frozen=True)
class Suggestion:
    """`difference` is how much more came than the cards owe, negative when it is less."""

    shares: tuple[Share, ...]
    reasons: tuple[Reason, ...]
    difference: int
    score: int


@dataclass(frozen=True)
class Match:
    certain: Suggestion | None = None
    suggestions: tuple[Suggestion, ...] = ()


Evidence = dict[str, set[Reason]]


@dataclass
class Matcher:
    """Knows the cards of an association; asked for one transfer after another."""

    cards: dict[str, Candidate]
    tokens: TokenIndex
    documents: DocumentIndex
    payers: NameIndex[tuple[str, str]]
    people: PersonIndex[tuple[str, int]]
    accounts: Mapping[str, Collection[int]] = field(default_factory=dict)
    of_institution: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls,
        cards: Iterable[Candidate],
        documents: Mapping[str, str] | None = None,
        accounts: Mapping[str, Collection[int]] | None = None,
    ) -> "Matcher":
        """`documents` are numbers to codes of cards, `accounts` payers' accounts to keys of institutions."""
        known = {card.code: card for card in cards}
        living = [card for card in known.values() if card.is_open]
        matcher = cls(
            cards=known,
            tokens=TokenIndex.of(known),
            documents=DocumentIndex.of(documents or {}),
            payers=NameIndex.of((name, (card.code, kind)) for card in living for name, kind in names_of(card)),
            people=PersonIndex.of(
                (person, (card.code, at)) for card in living for at, person in enumerate(card.people)
            ),
            accounts=accounts or {},
        )
        for card in living:
            matcher.of_institution[card.institution].append(card.code)
        return matcher

    def paid(self, code: str, amount: int) -> None:
        """Money came for the card since: it owes so much less."""
        card = self.cards[code]
        self.cards[code] = replace(card, balance=card.balance - amount)

    def owes(self, code: str) -> bool:
        return self.cards[code].is_open and self.cards[code].balance > 0

    def match(self, transfer: Transfer) -> Match:
        if transfer.amount <= 0 or transfer.currency != CURRENCY:
            return Match()
        found = self.codes_in(transfer)
        documents = self.documents.find(transfer.title) or self.documents.find(transfer.raw)
        named = dict.fromkeys([*found.exact, *found.alike, *documents])
        if named:
            return self.by_codes(transfer, found, documents, list(named))
        return self.by_names(transfer, found)

    def codes_in(self, transfer: Transfer) -> Found:
        found = self.tokens.find(transfer.title)
        if found.exact or found.alike:
            return found
        elsewhere = self.tokens.find(f"{transfer.raw} {transfer.payer_name}")
        if elsewhere.exact or elsewhere.alike:
            return elsewhere
        return replace(found, strange=found.strange or elsewhere.strange, near=found.near or elsewhere.near)

    def by_codes(self, transfer: Transfer, found: Found, documents: Collection[str], named: list[str]) -> Match:
        evidence: Evidence = defaultdict(set)
        for codes, reason in (
            (found.exact, Reason.CODE),
            (found.alike, Reason.CODE_ALIKE),
            (documents, Reason.DOCUMENT),
        ):
            for code in codes:
                evidence[code].add(reason)
        whole = self.suggest(transfer, named, set().union(*(evidence[code] for code in named)))
        if all(map(self.owes, named)) and whole.difference == 0 and not found.strange:
            return Match(certain=whole, suggestions=(whole,))
        single = [self.suggest(transfer, [code], evidence[code]) for code in named] if len(named) > 1 else []
        return Match(suggestions=ranked([whole, *single]))

    def by_names(self, transfer: Transfer, found: Found) -> Match:
        people = self.people.find(transfer.title)
        evidence = self.evidence(transfer, people)
        doubtful = bool(found.near or found.strange or OTHER_MONEY.search(fold(transfer.title)))
        if not doubtful:
            certain = self.one_card(transfer, evidence, people) or self.several_people(transfer, evidence, people)
            if certain:
                return Match(certain=certain, suggestions=(certain,))
        for code in found.near:
            evidence[code].add(Reason.CODE_NEAR)
        weak = [
            self.suggest(transfer, [code], reasons) for code, reasons in evidence.items() if self.cards[code].is_open
        ]
        return Match(suggestions=ranked([*weak, *self.together(transfer, evidence)]))

    def evidence(self, transfer: Transfer, people: set[tuple[str, int]]) -> Evidence:
        """What ties the transfer to cards that owe something, card by card."""
        found: Evidence = defaultdict(set)
        for institution in self.accounts.get(transfer.payer_account, ()) if transfer.payer_account else ():
            for code in self.of_institution.get(institution, ()):
                found[code].add(Reason.ACCOUNT)
        for code, kind in self.payers.find(transfer.payer_name):
            found[code].add(Reason.PAYER if kind == "own" else Reason.BUYER)
        for code, kind in self.payers.find(transfer.title):
            if kind == "own":
                found[code].add(Reason.NAMED)
        for code, _at in people:
            found[code].add(Reason.PERSON)
        return defaultdict(set, {code: reasons for code, reasons in found.items() if self.owes(code)})

    def one_card(self, transfer: Transfer, evidence: Evidence, people: set[tuple[str, int]]) -> Suggestion | None:
        fits = [code for code in evidence if self.cards[code].balance == transfer.amount]
        sure = [code for code in fits if is_sure(evidence[code])]
        if len(sure) != 1:
            return None
        # Somebody else named in the title may be whom the money is for, also one whose card is paid already.
        named = {code for code, _at in people}
        if (named and sure[0] not in named) or any(code != sure[0] and code in named for code in evidence):
            return None
        return self.suggest(transfer, sure, evidence[sure[0]])

    def several_people(self, transfer: Transfer, evidence: Evidence, people: set[tuple[str, int]]) -> Suggestion | None:
        cards_of: dict[Person, set[str]] = defaultdict(set)
        for code, at in sorted(people):
            cards_of[self.cards[code].people[at]].add(code)
        named = list(dict.fromkeys(code for codes in cards_of.values() for code in sorted(codes) if self.owes(code)))
        if len(named) < 2 or any(len(codes) > 1 for codes in cards_of.values()):
            return None
        if not all(evidence[code] & {Reason.ACCOUNT, Reason.PAYER, Reason.BUYER} for code in named):
            return None
        whole = self.suggest(transfer, named, set().union(*(evidence[code] for code in named)))
        return whole if whole.difference == 0 else None

    def together(self, transfer: Transfer, evidence: Evidence) -> list[Suggestion]:
        """All that the payer owes, or all whose people are named, where their sum is what came."""
        groups: dict[tuple[str, ...], set[Reason]] = defaultdict(set)
        for wanted in (Reason.PERSON, Reason.PAYER, Reason.ACCOUNT, Reason.BUYER, Reason.NAMED):
            group = sorted(code for code, reasons in evidence.items() if wanted in reasons and self.owes(code))
            if 2 <= len(group) <= 20 and sum(self.cards[code].balance for code in group) == transfer.amount:
                groups[tuple(group)] |= {wanted, Reason.ALL_OF_PAYER}
        return [self.suggest(transfer, list(group), reasons) for group, reasons in groups.items()]

    def suggest(self, transfer: Transfer, codes: list[str], reasons: set[Reason]) -> Suggestion:
        owed = sum(max(self.cards[code].balance, 0) for code in codes)
        said = set(reasons)
        if owed == transfer.amount:
            said.add(Reason.AMOUNT)
        if not all(map(self.owes, codes)):
            said.add(Reason.CLOSED)
        order = tuple(reason for reason in Reason if reason in said)
        score = sum(WEIGHT[reason] for reason in said) - (10 if transfer.amount > owed else 0)
        return Suggestion(self.shares(transfer.amount, codes), order, transfer.amount - owed, score)

    def shares(self, amount: int, codes: list[str]) -> tuple[Share, ...]:
        """Each card its balance as far as the money goes; what is over goes to the last."""
        left, parts = amount, []
        for at, code in enumerate(codes):
            part = left if at == len(codes) - 1 else min(left, max(self.cards[code].balance, 0))
            left -= part
            if part:
                parts.append(Share(code, part))
        return tuple(parts)


def names_of(card: Candidate) -> list[tuple[str, str]]:
    """The institution's own name, and those of buyer and recipient where they are others."""
    own = fold(card.name)
    return [(card.name, "own"), *((name, "other") for name in card.others if fold(name) != own)]


def is_sure(reasons: set[Reason]) -> bool:
    """Rules 2, 3 and 4 for a card whose balance is what came."""
    payer = reasons & {Reason.ACCOUNT, Reason.PAYER, Reason.BUYER}
    own = reasons & {Reason.PAYER, Reason.NAMED}
    return bool(
        (payer and Reason.PERSON in reasons)
        or (Reason.ACCOUNT in reasons and own)
        or (Reason.BUYER in reasons and Reason.PAYER not in reasons and Reason.NAMED in reasons)
    )


def ranked(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    best: dict[tuple[Share, ...], Suggestion] = {}
    for one in suggestions:
        if one.score > best.get(one.shares, replace(one, score=-1000)).score:
            best[one.shares] = one
    order = sorted(
        best.values(), key=lambda one: (-one.score, abs(one.difference), [share.code for share in one.shares])
    )
    return tuple(order[:MOST_SUGGESTIONS])
