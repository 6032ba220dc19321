"""The organiser's questions to a card that was sent, or to one of its people, with what was answered before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from registrations.asking import active_questions
from registrations.enums import QuestionKind, QuestionTarget
from registrations.forms.fields import Typed
from registrations.forms.questions import AnswersForm, CardQuestionsForm, PersonQuestionsForm, name_of
from registrations.forms.reading import typed_fields
from registrations.models import Answer, Participant, ParticipationCard, Question
from registrations.services.answer_files import Kept, keep_answer_file, kept_by, note_of
from registrations.uploads import read_upload

Form = TypeVar("Form", bound=AnswersForm)
DROPS = "drop-file:"


def typed_of(answers: Sequence[Answer]) -> Typed:
    """What was answered, as it would be typed again."""
    return {
        name_of(one.question): one.value.splitlines() if one.question.kind == QuestionKind.CHOICES else one.value
        for one in answers
        if one.question.kind != QuestionKind.FILE
    }


def files_of(answers: Sequence[Answer]) -> dict[str, Kept]:
    return {one.question.slug: {"file": str(one.file), "name": one.value} for one in answers if one.file}


@dataclass
class SentFiles:
    """Files of one form: those kept by question, the notes of them for the page, and why others were refused."""

    kept: dict[str, Kept] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        request: HttpRequest,
        card: ParticipationCard,
        questions: Sequence[Question],
        *,
        prefix: str = "",
        before: Mapping[str, Kept] | None = None,
    ) -> "SentFiles":
        """`before` is what stands where the page said nothing of it."""
        found = cls()
        for question in questions:
            if question.kind == QuestionKind.FILE:
                name = f"{prefix}-{name_of(question)}" if prefix else name_of(question)
                found.take(request, card, question.slug, name, (before or {}).get(question.slug))
        return found

    def take(self, request: HttpRequest, card: ParticipationCard, slug: str, name: str, before: Kept | None) -> None:
        note = request.POST.get(f"{name}-kept")
        kept = before if note is None else kept_by(card, slug, note)
        posted = request.FILES.get(name)
        if request.POST.get("do", "").startswith(DROPS) and request.POST["do"].endswith(f":{slug}"):
            kept = None
        elif isinstance(posted, UploadedFile):
            try:
                kept = keep_answer_file(read_upload(posted))
            except ValidationError as wrong:
                self.refused[slug] = " ".join(wrong.messages)
        if kept is not None:
            self.kept[slug] = kept
        self.notes[slug] = note_of(card, slug, kept) if kept is not None else ""


def drops_file(request: HttpRequest) -> bool:
    """Whether the button was pressed that takes a file off: then nothing is checked yet."""
    return request.POST.get("do", "").startswith(DROPS)


def answers_on(card: ParticipationCard, person: Participant | None) -> list[Answer]:
    return list(Answer.objects.filter(card=card, participant=person).select_related("question"))


def card_answers_form(card: ParticipationCard, request: HttpRequest) -> CardQuestionsForm:
    return answers_form(CardQuestionsForm, card, request, answers_on(card, None))


def person_answers_form(
    card: ParticipationCard, request: HttpRequest, person: Participant | None
) -> PersonQuestionsForm:
    """Of somebody on the card, or of one who is to come: who comes instead answers anew."""
    before = answers_on(card, person) if person is not None else []
    return answers_form(PersonQuestionsForm, card, request, before)


def answers_form(kind: type[Form], card: ParticipationCard, request: HttpRequest, before: Sequence[Answer]) -> Form:
    questions = active_questions(card.conference)
    posted = request.method == "POST"
    standing = files_of(before)
    mine = [question for question in questions if question.target == kind.target]
    sent = SentFiles.read(request, card, mine, before=standing)
    how: dict[str, Any] = {
        "questions": questions,
        "elsewhere": elsewhere(card) if kind.target == QuestionTarget.PARTICIPANT else {},
        "files": sent.kept,
        "refused": sent.refused,
        "notes": sent.notes,
    }
    if not posted:
        return kind(initial=typed_of(before), **how)
    typed = typed_fields(kind(**how).fields, request.POST)
    return kind(initial=typed, **how) if drops_file(request) else kind(typed, **how)


def elsewhere(card: ParticipationCard) -> Typed:
    """What the card itself answers, for questions of its people that follow one of it."""
    return typed_of(answers_on(card, None))
