"""Answers to the organiser's questions, corrected after the card was sent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from events.history import signed
from registrations.asking import active_questions, is_asked
from registrations.enums import QuestionTarget, RevisionKind
from registrations.inputs import AnswerInput
from registrations.models import Answer, Participant, ParticipationCard, Question, Revision
from registrations.services.drafts import delete_files
from registrations.services.locking import lock_to_change
from registrations.services.people import answer_rows
from registrations.services.revising import answer_revision, write_revisions
from registrations.services.rewriting import one_on, tell


@transaction.atomic
def change_answers(
    *, card: ParticipationCard, participant: Participant | None, answers: Sequence[AnswerInput], by: User | None
) -> bool:
    """What a participant, or the card itself for None, answers from now on to what is asked; the rest is forgotten.

    Answers to questions that are asked no more stay as they were given. Answers of participants that only another
    answer of the card called for go with it. Raises CardClosed, TooLate, ValidationError. Whether anything changed.
    """
    locked = lock_to_change(card.pk, by)
    person = one_on(locked, participant) if participant is not None else None
    questions = active_questions(locked.conference)
    target = QuestionTarget.CARD if person is None else QuestionTarget.PARTICIPANT
    asked = {question.pk for question in questions if question.target == target}
    if {answer.question.pk for answer in answers} - asked:
        raise ValidationError(_("Something on the card is not offered at this conference. Please choose again."))
    changed = replace_answers(locked, person, answers, asked, by=by)
    if not changed:
        return False
    if person is None:
        forget_what_is_not_asked(locked, questions, by=by)
    if by is None:
        sentence = gettext_noop("The answers of %(name)s have been corrected.")
        tell(locked, person, sentence if person else gettext_noop("The answers on the card have been corrected."))
    return True


def replace_answers(
    card: ParticipationCard,
    person: Participant | None,
    answers: Sequence[AnswerInput],
    asked: Collection[int],
    *,
    by: User | None,
) -> bool:
    before = {row.question_id: row for row in rows_of(card, person).filter(question__in=asked)}
    after = {row.question_id: row for row in answer_rows(card, answers, participant=person)}
    other = [key for key in {**before, **after} if said(before.get(key)) != said(after.get(key))]
    if not other:
        return False
    revisions = [revision(card, person, before.get(key), after.get(key)) for key in other]
    forget([before[key] for key in other if key in before], kept={row.file.name for row in after.values()})
    Answer.objects.bulk_create(after[key] for key in other if key in after)
    note(person or card, revisions, by=by)
    return True


def rows_of(card: ParticipationCard, person: Participant | None) -> QuerySet[Answer, Answer]:
    return Answer.objects.filter(card=card, participant=person).select_related("question")


def said(answer: Answer | None) -> tuple[str, str]:
    return (answer.value, answer.file.name or "") if answer is not None else ("", "")


def revision(card: ParticipationCard, person: Participant | None, old: Answer | None, new: Answer | None) -> Revision:
    question = (new or old).question  # type: ignore[union-attr]  # one of them is there
    return answer_revision(card, person, question, said(old)[0], said(new)[0])


def note(row: Participant | ParticipationCard, revisions: Sequence[Revision], *, by: User | None) -> None:
    """A row of the history in which nothing of the row itself changes."""
    signed(row, by=by, reason=_("Answers to questions")).save(update_fields=["state"])
    write_revisions(row, revisions)


def forget(answers: Iterable[Answer], kept: Collection[str | None] = ()) -> None:
    """Delete answers, and their files once that is certain."""
    answers = list(answers)
    files = [str(answer.file) for answer in answers if answer.file and answer.file.name not in kept]
    Answer.objects.filter(pk__in=[answer.pk for answer in answers]).delete()
    if files:
        transaction.on_commit(partial(delete_files, files), robust=True)


def forget_answers_of(person: Participant) -> None:
    """Somebody else comes instead: what the one before answered, and how that changed, is not theirs."""
    forget(person.answers.all())
    person.revisions.filter(kind=RevisionKind.ANSWER).delete()


def forget_what_is_not_asked(card: ParticipationCard, questions: Sequence[Question], *, by: User | None) -> None:
    """After other answers of the card: what of its people nobody would be asked now."""
    of_card = answers_by_question(rows_of(card, None))
    for person in card.participants.on_card():
        own = list(rows_of(card, person))
        given = {**of_card, **answers_by_question(own)}
        gone = [
            answer
            for answer in own
            if answer.question.is_active and not is_asked(answer.question, questions, partial(answer_to, given))
        ]
        if gone:
            forget(gone)
            note(person, [answer_revision(card, person, one.question, one.value, "") for one in gone], by=by)


def answer_to(given: Mapping[int, list[str]], question: Question) -> list[str]:
    return given.get(question.pk, [])


def answers_by_question(answers: Iterable[Answer]) -> Mapping[int, list[str]]:
    return {answer.question_id: answer.value.splitlines() for answer in answers}
