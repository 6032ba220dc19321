"""What a file would change, row by row: told before it is done, and found again when it is."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.models import Conference
from panel.enums import ListName, Outcome
from panel.exports.sheets import ANSWER, questions_of
from panel.imports.headings import Headings, read_headings
from panel.imports.known import Known, read_known
from panel.imports.reading import Table
from panel.imports.rules import FIXED, OF_CARD, parsers_for
from panel.imports.values import Parse
from registrations.enums import RoomWish
from registrations.models import Question
from registrations.services.importing import Addition, Import, NewCard

ALONE = RoomWish.ALONE
WRONG = object()


@dataclass(frozen=True)
class Finding:
    """Something of a row that is told: refused where it is wrong; done where it is new, or changes a column."""

    number: int
    subject: str
    outcome: Outcome
    message: str
    column: str = ""
    value: str = ""


@dataclass
class Plan:
    headings: Headings
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    new_cards: list[NewCard] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return not self.counts["wrong"]

    @property
    def fingerprint(self) -> str:
        """Of everything that was told: where it is another, the database or the file is not what was looked at."""
        told = [astuple(one) for one in self.findings]
        return hashlib.sha256(json.dumps([told, sorted(self.counts.items())]).encode()).hexdigest()

    @property
    def work(self) -> Import:
        return Import(self.new_cards, self.additions, self.people, self.cards)


@dataclass
class Reader:
    """The rows of a file one by one, against what is known."""

    conference: Conference
    headings: Headings
    known: Known
    parsers: Mapping[str, Parse]
    questions: Mapping[str, Question]
    plan: Plan
    # Which row first spoke of each person or card, and what it wanted.
    spoken: dict[str, int] = field(default_factory=dict)
    wrong_rows: set[int] = field(default_factory=set)

    def cell(self, row: Sequence[str], key: str) -> str:
        place = self.headings.columns.get(key)
        return row[place] if place is not None and place < len(row) else ""

    def subject(self, row: Sequence[str]) -> str:
        name = f"{self.cell(row, 'last_name')} {self.cell(row, 'first_name')}".strip()
        return name or self.cell(row, "institution") or self.cell(row, "card")

    def refuse(self, number: int, row: Sequence[str], key: str, message: str) -> None:
        self.wrong_rows.add(number)
        label = self.headings.labels.get(key, "")
        value = self.cell(row, key)[:200]
        self.plan.findings.append(Finding(number, self.subject(row), Outcome.REFUSED, message, label, value))

    def parse(self, number: int, row: Sequence[str], key: str) -> Any:
        """WRONG where the cell is so, which is told."""
        try:
            return self.parsers[key](self.cell(row, key))
        except ValidationError as error:
            self.refuse(number, row, key, " ".join(error.messages))
            return WRONG

    def compare(self, number: int, row: Sequence[str], code: str, *, by_code: bool = True) -> None:
        """A person or card that is known: each cell that says something else is a change, or wrong.

        An empty cell takes away what was there only in a row that names its person or card by the code.
        """
        if code in self.spoken:
            message = _("Row %(row)s is about the same one.") % {"row": self.spoken[code]}
            return self.refuse(number, row, "participant" if code in self.known.card_of else "card", message)
        self.spoken[code] = number
        old = self.known.rows[code]
        differing = [
            (key, old[place])
            for place, key in enumerate(self.known.keys)
            if key in self.parsers
            and (cell := self.cell(row, key)) != old[place]
            and (cell or (by_code and key not in FIXED))
        ]
        changed = [self.change(number, row, code, key, was) for key, was in differing]
        if number not in self.wrong_rows:
            self.plan.counts["changed" if any(changed) else "same"] += 1
        return None

    def change(self, number: int, row: Sequence[str], code: str, key: str, was: str) -> bool:
        value = self.parse(number, row, key)
        if value is WRONG or self.means(key, was) == value:
            return False
        reason = self.why_not(code, key, value, was)
        if reason:
            self.refuse(number, row, key, reason)
            return False
        card = code if self.headings.list == ListName.CARDS else self.known.card_of[code]
        of_card = key in OF_CARD or self.headings.list == ListName.CARDS
        changes = (self.plan.cards if of_card else self.plan.people).setdefault(card if of_card else code, {})
        if changes.get(key, value) != value:
            self.refuse(number, row, key, _("Another row of the same card says something else here."))
            return False
        is_new = key not in changes
        changes[key] = value
        if is_new:
            now = self.cell(row, key)
            message = f"{was or '–'} → {now or '–'}"
            label = self.headings.labels[key]
            self.plan.findings.append(Finding(number, self.subject(row), Outcome.DONE, message, label, now[:200]))
        return is_new

    def means(self, key: str, text: str) -> Any:
        try:
            return self.parsers[key](text)
        except ValidationError:
            return None

    def why_not(self, code: str, key: str, value: Any, was: str) -> str:
        card = code if self.headings.list == ListName.CARDS else self.known.card_of[code]
        if not self.known.cards[card] or code in self.known.cancelled:
            return _("This was cancelled and is no longer changed.")
        if key in FIXED or (key == "room_wish" and ALONE in {value, self.means(key, was)}):
            return _("An import does not change this for who is registered. Change it on the page of the card.")
        return ""


def make_plan(conference: Conference, table: Table, add_person: Any) -> Plan:
    """`add_person(reader, number, row)` reads a row about a person. Raises ValidationError for a file without rows."""
    questions = {name: questions_of(conference, name) for name in ListName}
    headings = read_headings(table, questions)
    asked = questions[headings.list]
    parsers = parsers_for(headings.list, conference, asked)
    keys = [key for key in headings.columns if key in parsers]
    known = read_known(conference, headings, keys)
    by_key = {f"{ANSWER}{one.slug}": one for one in asked}
    reader = Reader(conference, headings, known, parsers, by_key, Plan(headings))
    for number, row in enumerate(table[headings.row :], start=headings.row + 1):
        if any(row):
            reader.plan.counts["rows"] += 1
            add_person(reader, number, row)
    if not reader.plan.counts["rows"]:
        raise ValidationError(_("There are no rows under the headings."))
    return reader.plan
