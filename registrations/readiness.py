"""What is wrong with the questions and texts of a conference before it is shown to the world."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from events.enums import Exemption
from events.models import Conference
from events.readiness import Problem, Section, advice
from registrations.enums import LegalKind, QuestionKind, QuestionTarget
from registrations.models import Question
from registrations.selectors import current_texts, missing_statements

YES_OR_NO = ("yes", "no")


def problems_of_cards(conference: Conference) -> list[Problem]:
    questions = list(conference.questions.all())
    return [*texts(conference), *asked(questions)]


def texts(conference: Conference) -> Iterator[Problem]:
    for kind in missing_statements(conference):
        yield Problem(Section.TEXTS, _("The text is missing: %(kind)s.") % {"kind": kind.label})
    on_statement = conference.vat_rules.filter(exemption__in=[Exemption.WHOLE, Exemption.MOST]).exists()
    if on_statement and not current_texts(conference, "pl", [LegalKind.PUBLIC_FUNDING]):
        text = _("VAT depends on a statement whose text is missing: %(kind)s.")
        yield Problem(Section.TEXTS, text % {"kind": LegalKind.PUBLIC_FUNDING.label})


def asked(questions: list[Question]) -> Iterator[Problem]:
    by_key = {question.pk: question for question in questions}
    places = {question.pk: place for place, question in enumerate(questions)}
    for question in questions:
        if not question.is_active:
            continue
        if question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES} and len(choices_of(question)) < 2:
            text = _("The question „%(label)s” has fewer than two answers to choose from.")
            yield Problem(Section.QUESTIONS, text % {"label": question.label})
        if question.shown_if_id is None:
            continue
        parent = by_key.get(question.shown_if_id)
        if parent is None or never_asked(question, parent, by_key):
            text = _("The question „%(label)s” can never be asked: what it depends on cannot be answered so.")
            yield Problem(Section.QUESTIONS, text % {"label": question.label})
        elif places[parent.pk] > places[question.pk]:
            text = _("The question „%(label)s” stands before the one on which it depends.")
            yield advice(Section.QUESTIONS, text % {"label": question.label})


def never_asked(question: Question, parent: Question, by_key: Mapping[int, Question]) -> bool:
    """Whether no answer to the parent lets the question be asked."""
    if not parent.is_active or not can_be(parent, question.shown_if_value):
        return True
    if question.target == QuestionTarget.CARD and parent.target == QuestionTarget.PARTICIPANT:
        return True
    seen, step = {question.pk}, parent
    while step.pk not in seen:
        seen.add(step.pk)
        if step.shown_if_id is None or step.shown_if_id not in by_key:
            return False
        step = by_key[step.shown_if_id]
    return True


def can_be(parent: Question, value: str) -> bool:
    """Whether the parent can be answered with the value."""
    if parent.kind == QuestionKind.BOOLEAN:
        return value in YES_OR_NO
    if parent.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return value in choices_of(parent)
    return parent.kind != QuestionKind.FILE and bool(value)


def choices_of(question: Question) -> list[str]:
    return [line.strip() for line in question.choices.splitlines() if line.strip()]
