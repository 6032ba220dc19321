import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.formats import money
from events.validators import validate_one_line
from payments.enums import PaymentMethod
from registrations.models import ParticipationCard

MAX_GROSZE = 100_000_000


class MoneyField(forms.CharField):
    """An amount as people write it (`1 200,00 zł`, `1200.00`, `1200`); its value is in grosze."""

    default_error_messages = {
        "amount": _("Write the amount in złoty and grosze, for example 1 200,00."),
        "range": _("The amount must be more than zero and less than a million złoty."),
    }

    def clean(self, value: Any) -> int | None:
        written = super().clean(value)
        if not written:
            return None
        compact = re.sub(r"[\s\u00a0\u202f]|zł", "", written)
        match = re.fullmatch(r"([0-9]{1,9})(?:[,.]([0-9]{2}))?", compact)
        if match is None:
            raise ValidationError(self.error_messages["amount"], code="amount")
        grosze = int(match[1]) * 100 + int(match[2] or 0)
        if not 0 < grosze < MAX_GROSZE:
            raise ValidationError(self.error_messages["range"], code="range")
        return grosze


class PaymentForm(forms.Form):
    """What came by transfer or at the desk. `form_id` makes a second click the first one's payment."""

    amount = MoneyField(label=_("Amount"), max_length=20)
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    method = forms.ChoiceField(
        label=_("Method"),
        choices=[(method.value, method.label) for method in PaymentMethod if method != PaymentMethod.ONLINE],
    )
    title = forms.CharField(
        label=_("Title of the transfer"), required=False, max_length=200, validators=[validate_one_line]
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def for_card(cls, card: ParticipationCard) -> "PaymentForm":
        """The form filled with the likeliest values: the whole balance, by transfer, today."""
        return cls(
            initial={
                "amount": money(max(card.balance, 0), card.currency) if card.balance > 0 else "",
                "received_on": timezone.localdate(),
                "method": PaymentMethod.TRANSFER,
                "title": card.code,
                "form_id": uuid.uuid4(),
            }
        )

    def clean_received_on(self) -> Any:
        received_on = self.cleaned_data["received_on"]
        if received_on > timezone.localdate():
            raise ValidationError(_("This day has not come yet."), code="future")
        return received_on


class ReversalForm(forms.Form):
    reason = forms.CharField(label=_("Why it is taken back"), max_length=100, validators=[validate_one_line])
