"""Forms for what an institution changes on a card that was sent."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.formats import money
from registrations.enums import Diet, RoomWish
from registrations.forms.fields import LineField, NameField, NipField, PhoneField, PostalCodeField
from registrations.inputs import NewPerson, ParticipantInput, Party
from registrations.models import CardParty, Participant, ParticipationCard
from registrations.places import VariantPlaces


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

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "diet": Diet(self.cleaned_data["diet"])}

    def new_person(self) -> NewPerson:
        return NewPerson(**self.values())


class StayFields(forms.Form):
    room_wish = forms.ChoiceField(label=_("Room"), choices=RoomWish.choices, initial=RoomWish.ANY)
    roommate = NameField(label=_("Person to share a room with"), max_length=120, required=False)
    arrives_on = forms.DateField(
        label=_("Day of arrival"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    arrives_at = forms.TimeField(
        label=_("Hour of arrival"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class PersonForm(StayFields, WhoForm):
    """The data of a person who is on the card."""

    field_order = tuple(WhoForm.base_fields)

    @classmethod
    def of(cls, person: Participant, data: Any = None, *, surcharge: int = 0) -> "PersonForm":
        """`surcharge` in grosze is what sleeping alone would add."""
        form = cls(data, initial={name: getattr(person, name) for name in cls.base_fields})
        if surcharge:
            amount = money(surcharge, person.card.currency)
            form.fields["room_wish"].help_text = _("A room alone costs %(amount)s more.") % {"amount": amount}
        return form

    def values(self) -> dict[str, Any]:
        return {**super().values(), "room_wish": RoomWish(self.cleaned_data["room_wish"])}


class AddForm(PersonForm):
    """One more person, in a variant."""

    variant = forms.ChoiceField(
        label=_("Variant"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a variant."),
            "invalid_choice": _("Choose one of the variants of this conference."),
        },
    )

    def __init__(self, data: Any = None, *, variants: Sequence[VariantPlaces], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.variants = {one.variant.slug: one.variant for one in variants}
        choice = self.fields["variant"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (one.variant.slug, _("%(name)s: no places left") % {"name": one.variant.name})
            if one.is_full
            else (one.variant.slug, one.variant.name)
            for one in variants
        ]

    def person(self, *, waits: bool) -> ParticipantInput:
        values = self.values()
        return ParticipantInput(**{**values, "variant": self.variants[values["variant"]]}, waits=waits)


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
