from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.validators import validate_one_line
from mailings.wordings import check_words


class WordingForm(forms.Form):
    """The organiser's own words for one kind of letter."""

    subject = forms.CharField(label=_("Subject"), max_length=150, validators=[validate_one_line])
    body = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "Plain text. An empty line begins a new paragraph. Above and below stand our head and your address."
        ),
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        words: str = self.cleaned_data["subject"]
        check_words(self.kind, words)
        return words

    def clean_body(self) -> str:
        words: str = self.cleaned_data["body"]
        check_words(self.kind, words)
        return words
