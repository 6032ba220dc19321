"""Forms for what an institution changes on a card that was sent."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registrations.enums import Diet
from registrations.forms.answers import drops_file
from registrations.forms.fields import LineField, NameField, NipField, PhoneField, PostalCodeField
from registrations.forms.reading import typed_fields
from registrations.inputs import NewPerson, Party
from registrations.models import CardParty, Participant, ParticipationCard


class WhoForm(forms.Form):
    """Who comes, and what the kitchen and the hosts should know of them."""

    academic_title = NameField(label=_("Title"), max_length=30, required=False)
    first_name = NameField(label=_("First name"), max_length=60)
    last_name = NameField(label=_("Surname"), max_length=80)
    position = NameField(label=_("Position"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The badge and the certificate will come here."), max_length=254
    )
    phone = PhoneField(label=_("Phone"), max_length=30, required=False)
    badge_text = NameField(label=_("Text on the badge"), max_length=80, required=False)
    diet = forms.ChoiceField(label=_("Diet"), choices=Diet.choices, initial=Diet.STANDARD)
    diet_note = LineField(label=_("What the kitchen should know"), max_length=200, required=False)
    accessibility = LineField(label=_("Accessibility needs"), max_length=300, required=False)

    @classmethod
    def typed(cls, request: HttpRequest) -> "WhoForm":
        """Unchecked where the button was only one that takes a file off."""
        if request.method != "POST":
            return cls()
        return cls(initial=typed_fields(cls.base_fields, request.POST)) if drops_file(request) else cls(request.POST)

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "diet": Diet(self.cleaned_data["diet"])}

    def new_person(self) -> NewPerson:
        return NewPerson(**self.values())


class PersonForm(WhoForm):
    """The data of a person who is on the card."""

    @classmethod
    def of(cls, person: Participant, data: Any = None) -> "PersonForm":
        return cls(data, initial={name: getattr(person, name) for name in cls.base_fields})


class PartyForm(forms.Form):
    """Whom the invoice names. A recipient without a name is none."""

    name = NameField(label=_("Name"), max_length=200)
    street = LineField(label=_("Street and number"), max_length=120)
    postal_code = PostalCodeField(label=_("Postal code"), max_length=6)
    city = LineField(label=_("Town"), max_length=80)
    nip = NipField(label=_("NIP"))

    @classmethod
    def of(cls, party: CardParty | None, data: Any, *, prefix: str, may_be_empty: bool = False) -> "PartyForm":
        initial = {name: getattr(party, name) for name in cls.base_fields} if party is not None else {}
        form = cls(data, initial=initial, prefix=prefix)
        if may_be_empty:
            form.fields["nip"].required = False
            is_empty = data is not None and not any(data.get(f"{prefix}-{name}", "").strip() for name in form.fields)
            for field in form.fields.values():
                field.required = field.required and not is_empty
        return form

    def party(self) -> Party | None:
        return Party(**self.cleaned_data) if self.cleaned_data["name"] else None


class CardForm(forms.Form):
    """The contact person, the head and the order."""

    contact_name = NameField(label=_("Contact person"), max_length=120)
    contact_email = forms.EmailField(label=_("E-mail"), max_length=254)
    contact_phone = PhoneField(label=_("Phone"), max_length=30)
    head_name = NameField(label=_("Head of the institution"), max_length=120)
    head_position = NameField(label=_("Position of the head"), max_length=80)
    order_number = LineField(label=_("Number of the order or contract"), max_length=60, required=False)
    invoice_email = forms.EmailField(label=_("E-mail for the invoice"), max_length=254, required=False)
    remarks = forms.CharField(
        label=_("Remarks"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    @classmethod
    def of(cls, card: ParticipationCard, data: Any = None) -> "CardForm":
        return cls(data, initial={name: getattr(card, name) for name in cls.base_fields})
