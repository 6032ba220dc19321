from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payments.ksef.numbers import is_ksef_number


class TokenForm(forms.Form):
    token = forms.CharField(
        label=_("Token made in KSeF"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("With the right to issue invoices. It is kept encrypted and never shown again."),
    )

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"]
        if not token.isascii() or not token.isprintable() or " " in token:
            raise ValidationError(_("Copy the whole token from KSeF, without spaces."), code="token")
        return token


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("KSeF number"),
        max_length=40,
        help_text=_("35 characters, such as 5265877635-20250826-0100001AF629-AF."),
    )

    def __init__(self, *args: Any, nip: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nip = nip

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip().upper()
        if not is_ksef_number(number):
            raise ValidationError(_("This KSeF number is not right: check its characters."), code="number")
        if not number.startswith(f"{self.nip}-"):
            raise ValidationError(_("This is a number of another seller's invoice."), code="seller")
        return number
