"""What is typed at the desk. Prices, states and sums are never read from a form, only compared with what was told."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.formats import money
from events.models import Association, PlacePool, Variant
from events.validators import compact
from panel.edit_forms import PersonForm
from panel.frontdesk.selectors import last_card_of
from payments.enums import PaymentMethod
from payments.forms import MoneyField
from registrations.enums import InstitutionKind, LegalKind, PartyRole
from registrations.forms.fields import NameField, PhoneField
from registrations.forms.institution import InstitutionForm, wrong_nip
from registrations.forms.statements import StatementsForm
from registrations.inputs import InstitutionInput, Party
from registrations.models import CardParty, Institution, LegalText, ParticipationCard
from registrations.places import VariantPlaces, places_missing
from registrations.selectors import known_institutions

METHODS = [(method.value, method.label) for method in (PaymentMethod.CASH, PaymentMethod.TERMINAL)]
LATER = "later"
NIP_LENGTH = 10
NOT_OURS = {"autocomplete": "off"}
TEXTS = (LegalKind.PUBLIC_FUNDING, LegalKind.TERMS, LegalKind.PRIVACY)


class NameCorrection(PersonForm):
    """How somebody is written. Who it is does not change: that is an exchange."""

    class Meta(PersonForm.Meta):
        fields = ("academic_title", "first_name", "last_name", "position", "badge_text")


class TakePaymentForm(forms.Form):
    """Cash or the terminal; `form_id` makes a second click the first one's payment."""

    method = forms.ChoiceField(
        label=_("How it is paid"), choices=METHODS, initial=PaymentMethod.CASH, widget=forms.RadioSelect
    )
    amount = MoneyField(label=_("Amount"), max_length=20, widget=forms.TextInput({"inputmode": "decimal", **NOT_OURS}))
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, owes: int, currency: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"amount": money(owes, currency), "form_id": uuid4()})
        super().__init__(*args, **kwargs)


class InstitutionAtDesk(InstitutionForm):
    """Where a walk-in comes from: known by the whole NIP, and then as on its last card, or typed in.

    An institution that is new here buys for itself; the organiser may correct that on the card.
    """

    contact_name = None  # type: ignore[assignment]  # how Django takes away a field of the form above
    contact_email = None  # type: ignore[assignment]
    contact_phone = None  # type: ignore[assignment]
    known = forms.ChoiceField(label=_("Institution"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nip"].help_text = _("Ten digits. An institution that has taken part before is found by it.")
        self.institutions = known_institutions(association, str(self["nip"].value() or ""))
        self.last = last_card_of(self.picked.pk) if self.picked else None
        left_out = {"known"} if len(self.institutions) < 2 else set()
        if self.picked is not None:
            left_out |= {"kind", "name", "street", "postal_code", "city", "voivodeship"}
            self.fields["known"].choices = [(str(one.pk), name_of(one)) for one in self.institutions]  # type: ignore[attr-defined]
            self.fields["known"].initial = str(self.picked.pk)
        if self.last is not None:
            left_out |= {"head_name", "head_position"}
        for name in left_out:
            del self.fields[name]

    @property
    def picked(self) -> Institution | None:
        """Of several institutions with one NIP the one chosen, else the first."""
        chosen = str(self["known"].value() or "") if "known" in self.fields else ""
        return next((one for one in self.institutions if str(one.pk) == chosen), next(iter(self.institutions), None))

    @property
    def typed_nip(self) -> str:
        return compact(str(self["nip"].value() or ""))

    @property
    def nip_note(self) -> str:
        """What is wrong with the NIP, once all of it is typed."""
        return wrong_nip(self.typed_nip) if len(self.typed_nip) >= NIP_LENGTH and not self.errors.get("nip") else ""

    @property
    def is_asked_for(self) -> bool:
        """Whether the NIP is whole and right, so that who is not known by it is to be typed in."""
        return bool(self.typed_nip) and not wrong_nip(self.typed_nip)

    @property
    def typed_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in {"nip", "known"}]

    def us(self) -> Party:
        one = self.picked
        return Party(one.name, one.street, one.postal_code, one.city, one.nip) if one else self.party()

    def taking_part(self) -> InstitutionInput:
        given, one, last = self.cleaned_data, self.picked, self.last
        return InstitutionInput(
            party=self.us(),
            kind=InstitutionKind(one.kind if one else given["kind"]),
            voivodeship=one.voivodeship if one else given["voivodeship"],
            head_name=last.head_name if last else given["head_name"],
            head_position=last.head_position if last else given["head_position"],
        )

    def buyers(self) -> tuple[Party, Party | None, bool]:
        """The buyer, the recipient, and whether the buyer is a local government: as on the last card."""
        if self.last is None:
            return self.us(), None, self.taking_part().kind == InstitutionKind.OFFICE
        written = {party.role: party_of(party) for party in self.last.parties.all()}
        buyer = written.get(PartyRole.BUYER) or self.us()
        return buyer, written.get(PartyRole.RECIPIENT), self.last.buyer_is_local_government

    @property
    def phone(self) -> str:
        """By which the institution was reached before."""
        return (self.last.contact_phone if self.last else "") or (self.picked.phone if self.picked else "")


def name_of(one: Institution) -> str:
    return f"{one.name}, {one.street}, {one.city}"


def party_of(row: CardParty) -> Party:
    return Party(row.name, row.street, row.postal_code, row.city, row.nip)


class StatementsAtDesk(StatementsForm):
    """The clerk confirms what the person standing there has read and said."""

    remarks = None  # type: ignore[assignment]

    def __init__(self, *args: Any, texts: Sequence[LegalText], **kwargs: Any) -> None:
        super().__init__(*args, texts=texts, **kwargs)
        self.fields["public_funding"].help_text = _("Ask: the exemption from VAT depends on it.")
        self.fields["terms"].label = _("The person has read the conditions of participation and accepts them.")
        self.fields["privacy"].label = _("The person has read the information on personal data.")


class WalkInForm(forms.Form):
    """Who comes, in which variant, and how they pay. `told` is the fee that was told; it is compared, never charged."""

    first_name = NameField(label=_("First name"), max_length=60, widget=forms.TextInput(NOT_OURS))
    last_name = NameField(label=_("Surname"), max_length=80, widget=forms.TextInput(NOT_OURS))
    position = NameField(label=_("Position"), max_length=120, required=False, widget=forms.TextInput(NOT_OURS))
    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(NOT_OURS))
    phone = PhoneField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel", **NOT_OURS})
    )
    variant = forms.ChoiceField(
        label=_("Variant"),
        error_messages={
            "required": _("Choose a variant."),
            "invalid_choice": _("Choose one of the variants of this conference."),
        },
    )
    payment = forms.ChoiceField(
        label=_("Payment"),
        choices=[*METHODS, (LATER, _("later, by transfer"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it is paid.")},
    )
    comes_in = forms.BooleanField(label=_("Check the person in at the entrance at once"), required=False)
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    told = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, variants: Sequence[VariantPlaces], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variants = variants
        self.fields["variant"].choices = [(one.variant.slug, one.variant.name) for one in variants]  # type: ignore[attr-defined]

    @property
    def picked(self) -> Variant | None:
        """The variant as it was typed, when it is one of those offered."""
        typed = str(self["variant"].value() or "")
        return next((one.variant for one in self.variants if one.variant.slug == typed), None)

    @property
    def pays(self) -> PaymentMethod | None:
        chosen = self.cleaned_data["payment"]
        return None if chosen == LATER else PaymentMethod(chosen)

    def clean_variant(self) -> str:
        chosen = str(self.cleaned_data["variant"])
        missing = places_missing(self.variants, Counter([chosen]))
        if missing:
            raise ValidationError(missing, code="places")
        return chosen

    def refuse(self, pool: PlacePool) -> None:
        """The last place went while this was filled in."""
        missing = places_missing(self.variants, Counter([self.cleaned_data["variant"]]), pool)
        self.add_error("variant", [*missing] or [gettext("There are no places left for this.")])


def payment_form(card: ParticipationCard, data: Any = None) -> TakePaymentForm:
    return TakePaymentForm(data, owes=max(card.balance, 0), currency=card.currency)
