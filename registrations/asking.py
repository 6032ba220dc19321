"""Which of the organiser's own questions are asked, given what was answered to others."""

from collections.abc import Callable, Collection, Sequence

from events.models import Conference
from registrations.enums import QuestionKind
from registrations.models import Question

Answers = Callable[[Question], Collection[str]]
CHOSEN = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.BOOLEAN})


def active_questions(conference: Conference) -> list[Question]:
    return list(Question.objects.filter(conference=conference, is_active=True))


def choices_of(question: Question) -> list[str]:
    """One choice a line, each once."""
    lines = (line.strip() for line in question.choices.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def is_asked(question: Question, questions: Sequence[Question], answers: Answers) -> bool:
    """Whether the answers so far call for the question: each question above it is asked and answered as it wants.

    A question that follows one that is not asked any more, or follows itself, is not asked.
    """
    known = {one.pk: one for one in questions}
    seen = {question.pk}
    while question.shown_if_id is not None:
        parent = known.get(question.shown_if_id)
        if parent is None or parent.pk in seen:
            return False
        wanted = question.shown_if_value.strip().casefold()
        if wanted not in {answer.strip().casefold() for answer in answers(parent)}:
            return False
        seen.add(parent.pk)
        question = parent
    return True
