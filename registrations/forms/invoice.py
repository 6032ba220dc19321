from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import DiscountCode
from registrations.forms.fields import LineField, NameField, NipField, PostalCodeField
from registrations.inputs import Party

FindDiscount = Callable[[str], DiscountCode | None]
# One answer to a code that is wrong, used up or out of date: it tells nothing of which codes there are.
WRONG_CODE = _("This code gives no discount: check how it is written, and until when it is valid.")
PARTY_FIELDS = ("name", "street", "postal_code", "city", "nip")


class Buyer(models.TextChoices):
    OTHER = "other", _("another body: the municipality, the county, the running body")
    US = "us", _("our institution")


class Recipient(models.TextChoices):
    US = "us", _("our institution")
    NONE = "none", _("nobody: the invoice names the buyer alone")
    OTHER = "other", _("another institution")


class InvoiceForm(forms.Form):
    """Whom the invoice names. The fields of another buyer or recipient count only when one is chosen."""

    buyer = forms.ChoiceField(
        label=_("Who is the buyer?"),
        help_text=_("For a centre of a municipality or county the buyer is usually that municipality or county."),
        choices=Buyer.choices,
        initial=Buyer.OTHER,
        widget=forms.RadioSelect,
    )
    buyer_nip = NipField(label=_("NIP of the buyer"), max_length=20)
    buyer_name = NameField(label=_("Name of the buyer"), max_length=200)
    buyer_street = LineField(label=_("Street and number"), max_length=120)
    buyer_postal_code = PostalCodeField(label=_("Postal code"), max_length=10)
    buyer_city = LineField(label=_("Town"), max_length=80)
    buyer_is_local_government = forms.BooleanField(
        label=_("The buyer is a local-government unit"),
        help_text=_("A municipality, county or voivodeship, also when the invoice is for its unit."),
        required=False,
        initial=True,
    )
    recipient = forms.ChoiceField(
        label=_("Who is the recipient?"),
        help_text=_("The recipient is the unit that takes part, named on the invoice beside the buyer."),
        choices=Recipient.choices,
        initial=Recipient.US,
        widget=forms.RadioSelect,
    )
    recipient_name = NameField(label=_("Name of the recipient"), max_length=200)
    recipient_street = LineField(label=_("Street and number"), max_length=120)
    recipient_postal_code = PostalCodeField(label=_("Postal code"), max_length=10)
    recipient_city = LineField(label=_("Town"), max_length=80)
    recipient_nip = NipField(label=_("NIP of the recipient, if it has one of its own"), max_length=20, required=False)

    order_number = LineField(
        label=_("Number of the order or contract"),
        help_text=_("If it must stand on the invoice."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    invoice_email = forms.EmailField(
        label=_("E-mail for the invoice"),
        help_text=_("Empty: the invoice goes to the contact person."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    discount_code = LineField(
        label=_("Discount code"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, find_discount: FindDiscount | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find_discount = find_discount
        if find_discount is None:
            del self.fields["discount_code"]

    def clean_discount_code(self) -> str:
        code = str(self.cleaned_data["discount_code"])
        if code and self.find_discount is not None and self.find_discount(code) is None:
            raise forms.ValidationError(WRONG_CODE, code="discount")
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for who in ("buyer", "recipient"):
            if given.get(who) != "other":
                self.forget_errors(who)
        return given

    def forget_errors(self, who: str) -> None:
        """Half an address of a buyer who was unchosen stays as typed and disturbs nobody."""
        for field in PARTY_FIELDS:
            self.errors.pop(f"{who}_{field}", None)

    def _party(self, who: str) -> Party:
        return Party(**{field: self.cleaned_data[f"{who}_{field}"] for field in PARTY_FIELDS})

    def buyer_party(self, us: Party) -> Party:
        return us if self.cleaned_data["buyer"] == Buyer.US else self._party("buyer")

    def recipient_party(self, us: Party) -> Party | None:
        """None when the buyer is named alone, also when both would be the same institution."""
        chosen = self.cleaned_data["recipient"]
        if chosen == Recipient.OTHER:
            return self._party("recipient")
        if chosen == Recipient.US and self.cleaned_data["buyer"] != Buyer.US:
            return us
        return None
