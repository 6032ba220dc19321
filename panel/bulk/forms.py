from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from events.validators import validate_one_line
from mailings.wordings import check_words
from panel.bulk.acts import LETTER


class ActionForm(forms.Form):
    """What an action must be told. One that needs nothing has no fields."""

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conference = conference

    def choose_from(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class LabelForm(ActionForm):
    label = forms.ChoiceField(label=_("Label"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("label", [(one.name, one.name) for one in self.conference.labels.all()])


class VariantForm(ActionForm):
    variant = forms.ChoiceField(label=_("Variant"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("variant", [(one.slug, one.name) for one in self.conference.variants.all()])


class ReasonForm(ActionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=100,
        validators=[validate_one_line],
        help_text=_("It stays in the card’s history. The institution does not see it."),
    )


class LetterForm(ActionForm):
    subject = forms.CharField(label=_("Subject"), max_length=150, validators=[validate_one_line])
    body = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "You may use {imie_i_nazwisko}, {konferencja}, {miasto}, {termin}, {organizator}, {karta} and {adres}: "
            "the address of their own page, put under the text where it is left out."
        ),
    )

    def clean_subject(self) -> str:
        return self.checked("subject")

    def clean_body(self) -> str:
        return self.checked("body")

    def checked(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        check_words(LETTER, words)
        return words
