"""The organiser's own questions as fields of a form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registrations.asking import choices_of, is_asked
from registrations.enums import QuestionKind, QuestionTarget
from registrations.forms.fields import LineField, Typed
from registrations.inputs import AnswerInput
from registrations.models import Question

LONGEST_ANSWER = 500
YES_NO = [("yes", _("yes")), ("no", _("no"))]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


class NumberField(forms.CharField):
    """A number as people write it, kept with a point: no float could hold each of them."""

    default_validators = [
        RegexValidator(r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$", _("Write a number with digits, for example 12 or 2,5."))
    ]
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        return re.sub(r"[ \u00a0]", "", super().to_python(value) or "").replace(",", ".")


class DayField(forms.DateField):
    """A day, from the browser's calendar or typed as 13.06.2026."""

    input_formats = ["%Y-%m-%d", "%d.%m.%Y"]
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def field_of(question: Question, *, has_file: bool = False) -> forms.Field:
    usual: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help_text,
        "required": question.is_required and not has_file,
    }
    kind = QuestionKind(question.kind)
    if kind == QuestionKind.FILE:
        return forms.FileField(**usual, widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}))
    if kind == QuestionKind.TEXT:
        return LineField(**usual, max_length=LONGEST_ANSWER, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    if kind == QuestionKind.NUMBER:
        return NumberField(**usual, max_length=40)
    if kind == QuestionKind.DATE:
        return DayField(**usual)
    choices = YES_NO if kind == QuestionKind.BOOLEAN else [(one, one) for one in choices_of(question)]
    if kind == QuestionKind.CHOICES:
        return forms.MultipleChoiceField(**usual, choices=choices, widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(**usual, choices=choices, widget=forms.RadioSelect)


def name_of(question: Question) -> str:
    return f"q-{question.slug}"


@dataclass(frozen=True)
class Asked:
    """One question as a page shows it. `shown_when` is what card-form.js hides it by, `only_if` says it in words."""

    field: BoundField
    slug: str = ""
    shown_when: str = ""
    only_if: str = ""
    kept_file: str = ""
    note: str | None = None


class AnswersForm(forms.Form):
    """A form with questions of one target behind its own fields, if it has any.

    `elsewhere` is what the card's own form says, for questions of a participant that follow one of the card;
    `files` maps the slugs of file questions to what was uploaded: {"file": name in the storage, "name": its own};
    `refused` maps them to why an upload was refused, `notes` to what the browser keeps of a file between two pages.
    """

    target = QuestionTarget.CARD

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question] = (),
        elsewhere: Typed | None = None,
        files: Mapping[str, Mapping[str, str]] | None = None,
        refused: Mapping[str, str] | None = None,
        notes: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.notes = notes or {}
        self.all_questions = questions
        self.elsewhere = elsewhere or {}
        self.kept_files = files or {}
        self.refused_files = refused or {}
        self.questions = [one for one in questions if one.target == self.target and self.may_be_asked(one)]
        for question in self.questions:
            self.fields[name_of(question)] = field_of(question, has_file=question.slug in self.kept_files)

    def may_be_asked(self, question: Question) -> bool:
        """Whether this form may show it: one that follows a question of the card waits for its answer."""
        parent = next((one for one in self.all_questions if one.pk == question.shown_if_id), None)
        if question.shown_if_id is None:
            return True
        if parent is None or parent.target not in {self.target, QuestionTarget.CARD}:
            return False
        return parent.target == self.target or is_asked(question, self.all_questions, self.typed_elsewhere)

    def typed_elsewhere(self, question: Question) -> list[str]:
        return listed(self.elsewhere.get(name_of(question)))

    def typed_answers(self, question: Question) -> list[str]:
        """What was typed to a question of this form, or of the card's."""
        if name_of(question) in self.fields:
            return listed(self.cleaned_data.get(name_of(question)))
        return self.typed_elsewhere(question)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for question in self.questions:
            if not is_asked(question, self.all_questions, self.typed_answers):
                # What was typed stays in the draft and comes back when the question does.
                self.errors.pop(name_of(question), None)
                given[name_of(question)] = None
            elif question.slug in self.refused_files:
                self.errors.pop(name_of(question), None)
                self.add_error(name_of(question), self.refused_files[question.slug])
        return given

    def answers(self) -> tuple[AnswerInput, ...]:
        """What was answered to what is asked, once the form is valid."""
        return tuple(self._answers())

    def _answers(self) -> Iterator[AnswerInput]:
        for question in self.questions:
            if not is_asked(question, self.all_questions, self.typed_answers):
                continue
            if question.kind == QuestionKind.FILE:
                kept = self.kept_files.get(question.slug)
                if kept:
                    yield AnswerInput(question, kept["name"], kept["file"])
                continue
            value = "\n".join(listed(self.cleaned_data.get(name_of(question))))
            if value:
                yield AnswerInput(question, value)

    @property
    def asked(self) -> Iterator[Asked]:
        known = {one.pk: one for one in self.questions}
        for question in self.questions:
            parent = known.get(question.shown_if_id or 0)
            kept = self.kept_files.get(question.slug, {}).get("name", "")
            field, note = self[name_of(question)], self.notes.get(question.slug)
            if parent is None:
                yield Asked(field, question.slug, kept_file=kept, note=note)
                continue
            when = f"{self.add_prefix(name_of(parent))}:{question.shown_if_value}"
            said = {"yes": gettext("yes"), "no": gettext("no")}.get(question.shown_if_value, question.shown_if_value)
            values = {"question": parent.label, "answer": said}
            yield Asked(
                field,
                question.slug,
                when,
                gettext("Only if the answer to “%(question)s” is “%(answer)s”.") % values,
                kept,
                note,
            )


class CardQuestionsForm(AnswersForm):
    """What the organiser asks once of a card."""

    target = QuestionTarget.CARD


class PersonQuestionsForm(AnswersForm):
    """What the organiser asks of a participant, apart from their stay."""

    target = QuestionTarget.PARTICIPANT


def listed(value: Any) -> list[str]:
    """One answer or several, as texts."""
    if value is None or value == "":
        return []
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]
