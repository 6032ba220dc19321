"""The chosen columns of a list, and its rows one after another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.models import Conference
from events.roles import Permission
from panel.enums import ListName
from panel.exports.beside import BESIDE, Fetch, Told
from panel.exports.columns import BETWEEN, Column, Read, Value, yes_or_no
from panel.exports.resources import MONEY, NEEDS, CardColumns, CardResource, ParticipantResource
from registrations.enums import QuestionKind, QuestionTarget
from registrations.models import Answer, Question

CHUNK = 1000
ANSWER = "q_"
ANSWER_WIDTH = 20
May = Callable[[Permission], bool]


@dataclass(frozen=True)
class Sheet:
    of: ListName
    resource: CardColumns
    questions: Sequence[Question]
    chosen: Sequence[str]

    @cached_property
    def columns(self) -> list[Column]:
        return [self.resource.fields[name] for name in self.names]

    @property
    def names(self) -> list[str]:
        return [name for name in self.chosen if name in self.resource.fields]

    @cached_property
    def answered(self) -> list[Question]:
        return [one for one in self.questions if f"{ANSWER}{one.slug}" in self.chosen]

    @property
    def headers(self) -> list[str]:
        return [str(column.column_name) for column in self.columns] + [one.label for one in self.answered]

    @property
    def widths(self) -> list[int]:
        return [column.width for column in self.columns] + [ANSWER_WIDTH for _question in self.answered]

    def rows(self, found: QuerySet[Any, Any]) -> Iterator[list[Value]]:
        """In the order of the query, a thousand at a time in memory."""
        told: dict[str, Told] = {}
        readers = [self.reader(name, told) for name in self.names]
        for rows in batched(found.iterator(CHUNK)):
            keys = [row.pk for row in rows]
            told.update({name: fetch(keys) for name, fetch in self.fetched.items()})
            answers = self.answers(keys)
            for row in rows:
                yield [read(row) for read in readers] + [given.get(row.pk) for given in answers]

    def reader(self, name: str, told: Mapping[str, Told]) -> Read:
        if name in self.fetched:
            return lambda row: told[name].get(row.pk)
        column: Column = self.resource.fields[name]
        return column.reader(self.resource, name)

    @cached_property
    def fetched(self) -> dict[str, Fetch]:
        return {name: fetch for name, fetch in BESIDE[self.of].items() if name in self.names}

    def answers(self, keys: Sequence[int]) -> list[dict[int, Value]]:
        """For each question asked for, the answers by the key of who gave them."""
        if not self.answered:
            return []
        about = "card" if self.of == ListName.CARDS else "participant"
        given: dict[int, dict[int, Value]] = {one.pk: {} for one in self.answered}
        questions = {one.pk: one for one in self.answered}
        for answer in Answer.objects.filter(question__in=self.answered, **{f"{about}__in": keys}):
            key = answer.card_id if self.of == ListName.CARDS else answer.participant_id
            if key is not None:
                given[answer.question_id][key] = typed(questions[answer.question_id], answer)
        return [given[one.pk] for one in self.answered]


def batched(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, CHUNK)):
        yield batch


def typed(question: Question, answer: Answer) -> Value:
    """An answer as a spreadsheet should know it; what is not of the question's kind stays text."""
    text = answer.value
    try:
        if question.kind == QuestionKind.DATE:
            return date.fromisoformat(text)
        if question.kind == QuestionKind.NUMBER:
            number = Decimal(text.replace(",", "."))
            return int(number) if number == int(number) else number
    except (ValueError, ArithmeticError):
        return text
    if question.kind == QuestionKind.BOOLEAN:
        return yes_or_no(text == "yes")
    if question.kind == QuestionKind.FILE:
        return text or (answer.file.name or "").rpartition("/")[2]
    return text.replace("\n", BETWEEN) if question.kind == QuestionKind.CHOICES else text


def sheet_of(conference: Conference, list_name: ListName, chosen: Sequence[str]) -> Sheet:
    resource: CardColumns = CardResource() if list_name == ListName.CARDS else ParticipantResource()
    return Sheet(list_name, resource, questions_of(conference, list_name), chosen)


def questions_of(conference: Conference, list_name: ListName) -> list[Question]:
    target = QuestionTarget.CARD if list_name == ListName.CARDS else QuestionTarget.PARTICIPANT
    return list(Question.objects.filter(conference=conference, target=target))


def columns_for(conference: Conference, list_name: ListName, may: May) -> list[tuple[str, str]]:
    """The columns that the role may see, with their labels; one query, for the questions."""
    hidden = (frozenset() if may(Permission.VIEW_MONEY) else MONEY) | (
        frozenset() if may(Permission.VIEW_NEEDS) else NEEDS
    )
    resource = CardResource if list_name == ListName.CARDS else ParticipantResource
    own = [(name, str(field.column_name)) for name, field in resource.fields.items() if name not in hidden]
    return own + [(f"{ANSWER}{one.slug}", one.label) for one in questions_of(conference, list_name)]


def rights_for(columns: Sequence[str]) -> list[str]:
    """What one must be allowed to see to be given a file with these columns."""
    asked = set(columns)
    needed = ((Permission.VIEW_MONEY, MONEY), (Permission.VIEW_NEEDS, NEEDS))
    return [Permission.VIEW_CARDS.value, *(right.value for right, names in needed if names & asked)]


def title_of(list_name: ListName) -> str:
    return _("Cards") if list_name == ListName.CARDS else _("Participants")


def file_name(conference: Conference, list_name: ListName, kind: str) -> str:
    pattern = _("%(conference)s-cards") if list_name == ListName.CARDS else _("%(conference)s-participants")
    return f"{pattern % {'conference': conference.slug}}.{kind}"
