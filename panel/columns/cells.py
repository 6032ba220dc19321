"""Cells that both lists show: plain text, which the template escapes, or HTML made of escaped parts."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events import formats
from events.models import Conference
from events.templatetags.zjazd import state
from panel.listing import Detail
from registrations.enums import Acceptance, QuestionKind, QuestionTarget
from registrations.models import Answer, Participant, ParticipationCard, Question

ACCEPTANCE_TONES = {
    Acceptance.AWAITED: "waiting",
    Acceptance.SENT: "info",
    Acceptance.RETURNED: "problem",
    Acceptance.ACCEPTED: "settled",
    Acceptance.OUTDATED: "waiting",
}


def words_of(choices: Any) -> Callable[[str], str]:
    """The label of each value, looked up once for a page: a lazy text is translated anew at every use."""
    words = {str(value): str(label) for value, label in choices}
    return lambda value: words.get(value, value)


def day(value: datetime | None) -> str:
    return formats.day(value) if value else ""


def moment(value: datetime | None) -> str:
    return formats.moment(value) if value else ""


def acceptance_cell(card: ParticipationCard) -> str | SafeString:
    """Nothing where no signed card is asked for."""
    acceptance = Acceptance(card.acceptance)
    tone = ACCEPTANCE_TONES.get(acceptance)
    # A column has room for the state alone; whose turn it is follows after a comma.
    return state(tone, card.get_acceptance_display().partition(",")[0]) if tone else ""


def labels_cell(row: Participant | ParticipationCard) -> SafeString:
    return format_html_join(
        " ", '<span class="state tone-{}">{}</span>', ((one.tone, one.name) for one in row.labels.all())
    )


def question_details(conference: Conference, cards: Mapping[QuestionTarget, str]) -> list[Detail]:
    """A column for each question; the answers of a page are fetched at once, whatever is shown of them. One query.

    `cards` tells, for each whom one can ask, which attribute of a row leads to them: empty for the row itself.
    """
    asked = list(Question.objects.filter(conference=conference, target__in=cards, is_active=True))
    answers = Answer.objects.filter(question__in=[one.pk for one in asked])
    return [question_detail(one, cards[QuestionTarget(one.target)], answers) for one in asked]


def question_detail(question: Question, card: str, answers: QuerySet[Answer]) -> Detail:
    if question.target == QuestionTarget.CARD:
        answers = answers.filter(participant__isnull=True)
    fetched = (Prefetch(f"{card}__answers" if card else "answers", answers, to_attr="told"),)

    def cell(row: Any) -> str:
        told = (getattr(row, card) if card else row).told
        answer = next((one for one in told if one.question_id == question.pk), None)
        return in_words(question, answer) if answer else ""

    return Detail(f"q-{question.slug}", question.label, cell, usual=False, fetched=fetched)


def in_words(question: Question, answer: Answer) -> str:
    if answer.file:
        return _("file")
    if question.kind == QuestionKind.BOOLEAN:
        return _("yes") if answer.value == "yes" else _("no")
    if question.kind == QuestionKind.DATE:
        year, _dash, rest = answer.value.partition("-")
        return f"{rest[3:]}.{rest[:2]}.{year}" if rest else answer.value
    return ", ".join(answer.value.splitlines())
