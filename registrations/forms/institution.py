from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.enums import Voivodeship
from registrations.enums import InstitutionKind
from registrations.forms.fields import LineField, NameField, NipField, PhoneField, PostalCodeField
from registrations.inputs import InstitutionInput, Party

CHOOSE = ("", _("choose"))


def wrong_nip(typed: str) -> str:
    """What is wrong with a NIP as it was typed, in words; empty when nothing is."""
    try:
        NipField().clean(typed)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return ""


class InstitutionForm(forms.Form):
    """Who takes part and whom to write to."""

    nip = NipField(
        label=_("NIP of the institution"),
        help_text=_("Ten digits. If the institution has taken part before, we will fill in its address."),
        max_length=20,
    )
    kind = forms.ChoiceField(label=_("Kind of institution"), choices=[CHOOSE, *InstitutionKind.choices])
    name = NameField(
        label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    street = LineField(
        label=_("Street and number"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "street-address"})
    )
    postal_code = PostalCodeField(label=_("Postal code"), max_length=10)
    city = LineField(label=_("Town"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"}))
    voivodeship = forms.ChoiceField(label=_("Voivodeship"), choices=[CHOOSE, *Voivodeship.choices])
    head_name = NameField(
        label=_("Name and surname of the head"),
        help_text=_("The head signs the printed card."),
        max_length=120,
    )
    head_position = NameField(label=_("Position of the head"), max_length=80)
    contact_name = NameField(
        label=_("Name and surname"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact_email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We will send the confirmation and the link to the card here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_phone = PhoneField(label=_("Phone"), max_length=30)

    def party(self) -> Party:
        given = self.cleaned_data
        return Party(given["name"], given["street"], given["postal_code"], given["city"], given["nip"])

    def institution(self) -> InstitutionInput:
        given = self.cleaned_data
        return InstitutionInput(
            party=self.party(),
            kind=InstitutionKind(given["kind"]),
            voivodeship=given["voivodeship"],
            head_name=given["head_name"],
            head_position=given["head_position"],
        )
