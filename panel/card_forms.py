"""Forms of the page of one card: notes and labels."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.enums import Tone
from registrations.models import CardNote, Label


class NoteForm(forms.ModelForm[CardNote]):
    class Meta:
        model = CardNote
        fields = ("text",)
        labels = {"text": _("New note")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class LabelForm(forms.ModelForm[Label]):
    """What is typed is checked against the other labels of the conference."""

    class Meta:
        model = Label
        fields = ("name", "tone")

    tone = forms.ChoiceField(label=_("Colour"), choices=Tone.choices, initial=Tone.NEUTRAL)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.label_suffix = ""

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def _get_validation_exclusions(self) -> set[str]:
        """The conference is not asked for, but the name must be new in it."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # missing from the stubs
        return excluded - {"conference"}


class LabelsForm(forms.Form):
    """Which labels something has, by their names."""

    labels = forms.MultipleChoiceField(label=_("Labels"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, known: Sequence[Label], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.known = {label.name: label for label in known}
        self.fields["labels"] = forms.MultipleChoiceField(
            label=_("Labels"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(label.name, label.name) for label in known],
            help_text="" if known else _("There are no labels yet: make one on the page of labels."),
        )

    def chosen(self) -> list[Label]:
        return [self.known[name] for name in self.cleaned_data["labels"]]
