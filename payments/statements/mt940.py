"""MT940: lines that begin with a tag, `:61:` a transaction and `:86:` after it what the bank tells about it.

The patterns of the tags are the library's; what it would log or pass over in silence is told here line by line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from mt940 import tags

from payments.statements.details import split_details
from payments.statements.parsed import ParsedStatement, ParsedTransaction, Problem, problem
from payments.statements.values import account_of, day_near, grosze, short_day

TAG = re.compile(r":(\d{2}[A-Z]?|NS):")
FRAME = re.compile(r"\s*(\{|-\}|-\s*$|\}|$)")
PASSED_OVER = {"13", "13D", "21", "34F", "64", "65", "90C", "90D", "NS"}
MISSING_REFS = {"", "NONREF", "NOTPROVIDED", "BRAK"}
LINE = tags.StatementGLS().re
OPENING = tags.FinalOpeningBalance().re


@dataclass
class Field:
    tag: str
    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Draft:
    """A statement while its lines are read."""

    line: int
    account: str = ""
    currency: str = ""
    number: str = ""
    opening: int | None = None
    closing: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    transactions: list[ParsedTransaction] = field(default_factory=list)
    takes_details: bool = False

    @property
    def is_open(self) -> bool:
        return self.opening is not None and self.closing is None


def read_mt940(text: str) -> tuple[list[ParsedStatement], list[Problem]]:
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for one in fields_of(text, problems):
        if one.tag == "20" or not drafts:
            drafts.append(Draft(one.line))
        try:
            take(drafts[-1], one)
        except ValueError as error:
            problems.append(problem(one.line, one.text, reason(one.tag, error)))
    cut = _("The statement has no end: the file was cut short.")
    problems += [problem(one.line, one.number, cut) for one in drafts if one.opening is None or one.closing is None]
    return [finished(draft) for draft in drafts if draft.first_day and draft.last_day], problems


def reason(tag: str, error: ValueError) -> str:
    if error.args and str(error.args[0]).startswith("!"):
        return str(error.args[0])[1:]
    return _("The field :%(tag)s: is not written as MT940 says.") % {"tag": tag}


def fields_of(text: str, problems: list[Problem]) -> Iterator[Field]:
    """Each tag with the lines that go on from it. What stands before the first tag and is no frame is told."""
    current: Field | None = None
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r\x1a\x03")
        # Some banks open a message and its first tag in one line: `{1:…}{4::20:…`.
        begins = TAG.match(line) or (re.search(r"\{4:(:20:)", line) if line.startswith("{") else None)
        if begins:
            if current:
                yield current
            at = begins.start(1) if line.startswith("{") else 0
            tag = TAG.match(line, at)
            assert tag is not None
            current = Field(tag[1], number, [line[tag.end() :]])
        elif FRAME.match(line) and (current is None or line.strip()):
            if current:
                yield current
            current = None
        elif current:
            current.lines.append(line)
        else:
            problems.append(problem(number, line, _("The line belongs to no field.")))
    if current:
        yield current


def take(draft: Draft, one: Field) -> None:
    tag, text = one.tag, one.text
    if tag == "25":
        draft.account, draft.currency = account_of(text), draft.currency
    elif tag.startswith("28"):
        draft.number = text.strip()[:20]
    elif tag in {"60F", "60M"}:
        draft.opening, draft.first_day, draft.currency = balance(text)
        draft.last_day = draft.first_day
    elif tag in {"62F", "62M"}:
        draft.closing, draft.last_day, currency = balance(text)
        if currency != draft.currency:
            raise ValueError("!" + _("The statement begins and ends in different currencies."))
    elif tag == "61":
        draft.transactions.append(transaction(draft, one))
    elif tag == "86" and draft.takes_details:
        last = draft.transactions[-1]
        told = split_details(one.lines)
        draft.transactions[-1] = replace(
            last,
            title=told.title,
            payer_name=told.name,
            payer_account=told.account,
            bank_ref=last.bank_ref or told.bank_ref,
            raw=f"{last.raw}\n{text}",
        )
    elif tag not in PASSED_OVER | {"20", "86"}:
        raise ValueError("!" + _("The field :%(tag)s: is unknown.") % {"tag": tag})
    draft.takes_details = tag == "61" or (tag == "NS" and draft.takes_details)


def balance(text: str) -> tuple[int, date, str]:
    match = OPENING.match(text.strip())
    if match is None:
        raise ValueError(text)
    value = grosze(match["amount"])
    on = short_day(match["year"] + match["month"] + match["day"])
    return (value if match["status"].upper() == "C" else -value), on, match["currency"].upper()


def transaction(draft: Draft, one: Field) -> ParsedTransaction:
    if not draft.is_open:
        raise ValueError("!" + _("The transaction stands outside a statement."))
    match = LINE.match("\n".join([one.lines[0].strip(), " ".join(one.lines[1:]).strip()]).strip())
    if match is None:
        raise ValueError(one.text)
    valued = short_day(match["year"] + match["month"] + match["day"])
    entry = f"{match['entry_month'] or ''}{match['entry_day'] or ''}".strip()
    value = grosze(match["amount"])
    # RC takes back a credit: money goes; RD takes back a debit: it comes.
    came = match["status"].upper() in {"C", "RD"}
    reference = (match["bank_reference"] or "").strip()
    return ParsedTransaction(
        booked_on=day_near(entry, valued) if entry else valued,
        value_on=valued,
        amount=value if came else -value,
        currency=draft.currency,
        bank_ref="" if reference.upper() in MISSING_REFS else reference,
        line=one.line,
        raw=one.text,
    )


def finished(draft: Draft) -> ParsedStatement:
    assert draft.first_day is not None
    assert draft.last_day is not None
    days = [one.booked_on for one in draft.transactions]
    return ParsedStatement(
        account=draft.account,
        currency=draft.currency,
        number=draft.number,
        # The opening balance is dated with the day before by some banks, with the first day by others.
        first_day=max(draft.first_day, min([draft.last_day, *days])),
        last_day=max([draft.last_day, *days]),
        opening=draft.opening,
        closing=draft.closing,
        transactions=tuple(draft.transactions),
    )
