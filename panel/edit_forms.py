"""Forms in which an organiser corrects a card and its people, in place or on a page of their own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations.enums import PartyRole
from registrations.forms.answers import drops_file
from registrations.forms.fields import LineField, NameField, NipField, PhoneField, PostalCodeField
from registrations.inputs import Party
from registrations.models import CardParty, Participant, ParticipationCard

NEEDS = ("diet", "diet_note", "accessibility")
PARTY_FIELDS = ("name", "street", "postal_code", "city", "nip")


def focus_first(form: forms.BaseForm) -> None:
    """The keyboard begins at the first field, or at the first that is wrong."""
    wrong = [name for name in form.fields if name in form.errors] if form.is_bound else []
    form.fields[(wrong or list(form.fields))[0]].widget.attrs["autofocus"] = True


class ContactForm(forms.ModelForm[ParticipationCard]):
    contact_phone = PhoneField(label=gettext_lazy("Phone"), max_length=30)

    class Meta:
        model = ParticipationCard
        fields = ("contact_name", "contact_email", "contact_phone", "head_name", "head_position", "remarks")
        widgets = {"remarks": forms.Textarea(attrs={"rows": 3})}

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class InvoiceForm(forms.ModelForm[ParticipationCard]):
    """The buyer, and the recipient unless it is left empty."""

    class Meta:
        model = ParticipationCard
        fields = ("order_number", "invoice_email", "buyer_is_local_government")

    def __init__(self, *args: Any, parties: Iterable[CardParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = {party.role: party for party in parties}
        added: dict[str, forms.Field] = {}
        for role, required in ((PartyRole.BUYER, True), (PartyRole.RECIPIENT, False)):
            added |= party_fields(role, written.get(role), required)
        self.fields = {**added, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(cleaned.get(f"recipient_{name}") for name in PARTY_FIELDS):
            for name in ("name", "street", "postal_code", "city"):
                if not cleaned.get(f"recipient_{name}") and f"recipient_{name}" not in self.errors:
                    self.add_error(f"recipient_{name}", _("Fill it in, or leave all of the recipient empty."))
        return dict(cleaned)

    def changes(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in self.changed_data if name in self.Meta.fields}
        return {**own, "buyer": self._party("buyer"), "recipient": self._party("recipient")}

    def _party(self, role: str) -> Party | None:
        if not self.cleaned_data[f"{role}_name"]:
            return None
        return Party(**{name: self.cleaned_data[f"{role}_{name}"] for name in PARTY_FIELDS})


def party_fields(role: PartyRole, written: CardParty | None, required: bool) -> dict[str, forms.Field]:
    words = {"who": role.label}
    kinds: dict[str, tuple[type[forms.CharField], Any, int]] = {
        "name": (NameField, _("%(who)s: name") % words, 200),
        "street": (LineField, _("%(who)s: street and number") % words, 120),
        "postal_code": (PostalCodeField, _("%(who)s: postal code") % words, 6),
        "city": (LineField, _("%(who)s: town") % words, 80),
        "nip": (NipField, _("%(who)s: NIP") % words, 20),
    }
    return {
        f"{role}_{name}": kind(
            label=str(label)[:1].upper() + str(label)[1:],
            max_length=length,
            required=required,
            initial=getattr(written, name, ""),
        )
        for name, (kind, label, length) in kinds.items()
    }


IDENTITY = ("academic_title", "first_name", "last_name", "position", "email", "phone", "badge_text")


class PersonForm(forms.ModelForm[Participant]):
    class Meta:
        model = Participant
        fields: tuple[str, ...] = (*IDENTITY, *NEEDS)

    def __init__(self, *args: Any, tells_needs: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if tells_needs else NEEDS:
            self.fields.pop(name, None)

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class NewPersonForm(PersonForm):
    """Who comes instead of another person."""

    @classmethod
    def typed(cls, request: HttpRequest, **how: Any) -> "NewPersonForm":
        """Unchecked where the button was only one that takes a file off."""
        if request.method != "POST":
            return cls(**how)
        if drops_file(request):
            return cls(initial={name: request.POST.get(name, "") for name in cls.Meta.fields}, **how)
        return cls(request.POST, **how)


class VariantForm(forms.Form):
    """To which of the other variants a person moves; each choice says what it costs more or less."""

    variant = forms.ChoiceField(label=gettext_lazy("New variant"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"] = forms.ChoiceField(
            label=_("New variant"), widget=forms.RadioSelect, choices=list(choices)
        )
