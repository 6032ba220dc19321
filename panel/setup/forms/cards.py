"""Forms of what a card asks: the organiser's own questions, and texts to be agreed to."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from panel.setup.forms.base import SettingForm, lines_of, own_choices
from registrations.enums import LegalKind, QuestionKind
from registrations.models import Question
from registrations.readiness import can_be, never_asked

OF_CHOICE = (QuestionKind.CHOICE, QuestionKind.CHOICES)


class QuestionForm(SettingForm[Question]):
    alone_in = "label"
    taken = _("The conference has this question already.")

    class Meta(SettingForm.Meta):
        model = Question
        fields = (
            *("label", "help_text", "target", "kind", "choices", "is_required", "shown_if", "shown_if_value"),
            "is_active",
        )
        help_texts = {
            "choices": _("For questions with answers to choose from."),
            "shown_if": _("Empty: it is asked always."),
            "shown_if_value": _("The answer letter by letter; for yes or no write: yes, or: no."),
            "is_active": _("Untick it to ask no more; answers given stay."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own_choices(self, "shown_if", self.others())

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if self.instance.pk and kind != self.initial["kind"] and self.instance.answers.exists():
            raise forms.ValidationError(_("It has been answered: the kind of answer cannot be changed any more."))
        return kind

    def clean_choices(self) -> str:
        return "\n".join(lines_of(self.cleaned_data["choices"]))

    def clean_shown_if_value(self) -> str:
        value: str = self.cleaned_data["shown_if_value"].strip()
        parent = self.cleaned_data.get("shown_if")
        if parent and parent.kind == QuestionKind.BOOLEAN:
            return {"tak": "yes", "nie": "no"}.get(value.lower(), value.lower())
        return value

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") in OF_CHOICE and len(given.get("choices", "").splitlines()) < 2:
            self.add_error("choices", _("Write at least two answers, each in a line of its own."))
        parent: Question | None = given.get("shown_if")
        if parent is None:
            given["shown_if_value"] = ""
        elif not can_be(parent, given.get("shown_if_value", "")):
            self.add_error("shown_if_value", _("This cannot be the answer to that question."))
        elif self.depends_on_itself(parent, given.get("target", "")):
            self.add_error("shown_if", _("Depending on that question, this one could never be asked."))
        return given

    def depends_on_itself(self, parent: Question, target: str) -> bool:
        asked = Question(
            pk=self.instance.pk, target=target, shown_if=parent, shown_if_value=self.cleaned_data["shown_if_value"]
        )
        known = {one.pk: one for one in self.others()}
        if asked.pk:
            known[asked.pk] = asked
        return never_asked(asked, parent, known)


class TextForm(forms.Form):
    """A text to be agreed to. It is never changed: what is saved is its next version."""

    title = forms.CharField(label=_("Title"), max_length=160)
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Cards sent before keep the version that was agreed to."),
    )

    def clean_body(self) -> str:
        return "\n".join(str(self.cleaned_data["body"]).splitlines())


TEXT_KINDS = [(kind, language) for kind in LegalKind for language, _name in settings.LANGUAGES]
