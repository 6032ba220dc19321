"""Forms in which the treasurer gives money back or gives a difference up."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.formats import account_number, day, money
from events.validators import compact, validate_account, validate_name, validate_one_line
from payments.enums import FileEncoding, FileFormat, RefundMethod
from payments.forms import MoneyField
from payments.models import Payment
from payments.selectors import owed_back
from payments.selectors.refunds import KnownAccount, Returnable, known_accounts, returnable_payments
from registrations.models import ParticipationCard

ONLINE = "online:"


class AccountField(forms.CharField):
    """A Polish account as people paste it: with spaces, with PL in front or without."""

    default_validators = [validate_account]

    def to_python(self, value: Any) -> Any:
        return compact(super().to_python(value) or "")


class LineField(forms.CharField):
    default_validators = [validate_one_line]


@dataclass(frozen=True)
class Way:
    method: RefundMethod
    payment: Payment | None = None


class RefundForm(forms.Form):
    """How much goes back, and how. What is asked only for a transfer is checked only for one."""

    amount = MoneyField(label=gettext_lazy("Amount"), max_length=20)
    way = forms.ChoiceField(label=gettext_lazy("How it goes back"), widget=forms.RadioSelect)
    reason = LineField(label=gettext_lazy("Why"), max_length=200)
    recipient = LineField(
        label=gettext_lazy("Name of the recipient"),
        max_length=140,
        required=False,
        validators=[validate_name],
        help_text=gettext_lazy("For a transfer only."),
    )
    account = AccountField(
        label=gettext_lazy("Account of the recipient"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For a transfer only: 26 digits, with spaces or without."),
    )
    title = LineField(
        label=gettext_lazy("Title of the transfer"),
        max_length=140,
        required=False,
        help_text=gettext_lazy("For a transfer only."),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, card: ParticipationCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        self.online = [one for one in returnable_payments(card) if one.is_online]
        self.known = known_accounts(card)
        choices = [(f"{ONLINE}{one.payment.uid}", online_label(one)) for one in self.online]
        choices += [(method.value, str(method.label)) for method in (RefundMethod.TRANSFER, RefundMethod.CASH)]
        self.fields["way"].choices = choices  # type: ignore[attr-defined]  # a choice field's own
        if not self.is_bound:
            self.initial = first_values(card, choices[0][0], self.online, self.known)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way") == RefundMethod.TRANSFER:
            for name in ("recipient", "account", "title"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("A transfer needs this."), code="required"))
        return given

    @property
    def chosen(self) -> Way:
        way = self.cleaned_data["way"]
        if not way.startswith(ONLINE):
            return Way(RefundMethod(way))
        payment = next(one.payment for one in self.online if f"{ONLINE}{one.payment.uid}" == way)
        return Way(RefundMethod.STRIPE, payment)


def online_label(one: Returnable) -> str:
    return _("To the card or account of the online payment of %(day)s (%(amount)s can be returned)") % {
        "day": day(one.payment.received_on),
        "amount": money(one.left, one.payment.currency),
    }


def first_values(
    card: ParticipationCard, way: str, online: Sequence[Returnable], known: Sequence[KnownAccount]
) -> dict[str, Any]:
    """The likeliest: the whole of what is owed back, the way the last payment came, to the account used before."""
    owed = owed_back(card)
    amount = min(owed, online[0].left) if online else owed
    return {
        "amount": money(amount, card.currency) if amount else "",
        "way": way,
        "recipient": known[0].holder if known else card.institution.name[:140],
        "account": account_number(known[0].account) if known else "",
        "title": _("Refund, card %(code)s") % {"code": card.code},
        "form_id": uuid.uuid4(),
    }


class WriteOffForm(forms.Form):
    reason = LineField(label=gettext_lazy("Why the difference is given up"), max_length=200)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls) -> "WriteOffForm":
        return cls(initial={"form_id": uuid.uuid4()})


class WhyForm(forms.Form):
    why = LineField(label=gettext_lazy("Why"), max_length=100)


class RefundFileForm(forms.Form):
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=FileFormat.choices)
    encoding = forms.ChoiceField(
        label=gettext_lazy("Polish letters in"),
        choices=FileEncoding.choices,
        help_text=gettext_lazy("For Elixir-O, as your bank asks; XML is always UTF-8."),
    )
    pay_on = forms.DateField(
        label=gettext_lazy("Day of the transfers"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls) -> "RefundFileForm":
        return cls(initial={"pay_on": timezone.localdate(), "form_id": uuid.uuid4()})

    def clean_pay_on(self) -> date:
        pay_on: date = self.cleaned_data["pay_on"]
        if pay_on < timezone.localdate():
            raise ValidationError(_("This day has passed."), code="past")
        return pay_on
