"""Answers to the organiser's own questions, in the words of a page."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from events import formats
from registrations.enums import QuestionKind
from registrations.models import Answer, Question

ON_PAGE = 60


@dataclass(frozen=True)
class ShownAnswer:
    """`address` is where a file is fetched from; empty for an answer in words."""

    label: str
    text: str
    address: str = ""


def answer_shown(answer: Answer, address: str) -> ShownAnswer:
    if answer.file:
        return ShownAnswer(answer.question.label, file_name(answer), address)
    return ShownAnswer(answer.question.label, answer_text(answer))


def answer_text(answer: Answer) -> str:
    return value_text(answer.question, answer.value)


def value_text(question: Question, value: str) -> str:
    if question.kind == QuestionKind.BOOLEAN and value:
        return _("yes") if value == "yes" else _("no")
    if question.kind == QuestionKind.CHOICES:
        return ", ".join(value.splitlines())
    if question.kind == QuestionKind.DATE:
        return day_text(value)
    return value


def day_text(value: str) -> str:
    """A day that somebody wrote past the form stays as it was written."""
    try:
        return formats.day(date.fromisoformat(value))
    except ValueError:
        return value


def file_name(answer: Answer) -> str:
    return answer.value or PurePosixPath(answer.file.name or "").name
