"""Forms of what is paid: VAT, price levels, discount codes, fees for resigning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.enums import Exemption
from events.models import DiscountCode, PaymentReminder, PriceLevel, ResignationFee, VatRule
from panel.setup.fields import PriceField
from panel.setup.forms.base import SettingForm

# Texts for field P_19A of an invoice, as practice writes them; whether they fit, the accountant decides.
WHOLE_BASIS = "art. 43 ust. 1 pkt 29 lit. c ustawy o podatku od towarów i usług"
PARTLY_BASIS = (
    "§ 3 ust. 1 pkt 14 rozporządzenia MF z dnia 20 grudnia 2013 r. w sprawie zwolnień od podatku "
    "od towarów i usług oraz warunków stosowania tych zwolnień"
)
SMALL_BASIS = "art. 113 ust. 1 ustawy o podatku od towarów i usług"
MOST_DAYS = 120
TOO_MUCH = _("At most 100 per cent.")


class VatRuleForm(SettingForm[VatRule]):
    alone_in = "name"

    class Meta(SettingForm.Meta):
        model = VatRule
        fields = ("name", "exemption", "basis", "basis_partly", "rate", "price_includes_vat")
        labels = {"name": _("What it is called")}
        help_texts = {
            "basis": _("Often: %(whole)s; for small sellers: %(small)s. Ask your accountant.")
            % {"whole": WHOLE_BASIS, "small": SMALL_BASIS},
            "basis_partly": _("Often: %(partly)s.") % {"partly": PARTLY_BASIS},
            "price_includes_vat": _(
                "Ticked: the price is the same for everyone. Not: those not exempt pay VAT on top."
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance._state.adding:
            self.initial.update({"exemption": Exemption.MOST, "basis": WHOLE_BASIS, "basis_partly": PARTLY_BASIS})

    def clean_rate(self) -> int:
        return at_most_hundred(self.cleaned_data["rate"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        exempt = given.get("exemption")
        if exempt and exempt != Exemption.NEVER and not given.get("basis"):
            self.add_error("basis", _("An exemption needs its legal basis."))
        if exempt == Exemption.MOST and not given.get("basis_partly"):
            self.add_error("basis_partly", _("An exemption needs its legal basis."))
        return given


class LevelForm(SettingForm[PriceLevel]):
    alone_in = "name"

    class Meta(SettingForm.Meta):
        model = PriceLevel
        fields = ("name", "until")
        labels = {"name": _("What it is called")}

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        others = self.others()
        if until is None and others.filter(until__isnull=True).exists():
            raise forms.ValidationError(_("Another price level lasts to the end."))
        if until and others.filter(until=until).exists():
            raise forms.ValidationError(_("Another price level ends on this day."))
        if until and until > self.conference.starts_on:
            raise forms.ValidationError(_("This comes after the first day of the conference."))
        return until


class CodeForm(SettingForm[DiscountCode]):
    alone_in = "code"
    taken = _("The conference already has this code.")
    amount = PriceField(label=_("amount"), required=False, help_text=_("In złoty, off the whole card."))

    class Meta(SettingForm.Meta):
        model = DiscountCode
        fields = ("code", "name", "percent", "amount", "limit", "valid_until")
        help_texts = {
            "percent": _("Off the variants of the card. Give either per cent or an amount."),
            "limit": _("Empty: as many as like."),
        }

    def clean_code(self) -> str:
        """Letters of any size mean the same code to who types it."""
        return "".join(self.cleaned_data["code"].split()).upper()

    def clean_percent(self) -> int | None:
        percent: int | None = self.cleaned_data["percent"]
        return None if percent is None else at_most_hundred(percent)

    def clean_limit(self) -> int | None:
        limit: int | None = self.cleaned_data["limit"]
        if limit is not None and limit < self.instance.used:
            raise forms.ValidationError(_("More cards have used the code than that."))
        return limit

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not {"percent", "amount"} & set(self.errors):
            said = [given.get(name) for name in ("percent", "amount") if given.get(name) is not None]
            if len(said) != 1 or not said[0]:
                self.add_error("percent", _("Give either per cent, at most 100, or an amount."))
        return given


class FeeForm(SettingForm[ResignationFee]):
    alone_in = "until"
    taken = _("Another fee ends on this day.")

    class Meta(SettingForm.Meta):
        model = ResignationFee
        fields = ("until", "percent")

    def clean_percent(self) -> int:
        return at_most_hundred(self.cleaned_data["percent"])

    def clean_until(self) -> Any:
        until, free = self.cleaned_data["until"], self.conference.resignation_until
        if until > self.conference.starts_on:
            raise forms.ValidationError(_("This comes after the first day of the conference."))
        if free and until <= free:
            raise forms.ValidationError(_("Until this day resigning is free of charge: choose a later one."))
        return until


class ReminderForm(SettingForm[PaymentReminder]):
    class Meta(SettingForm.Meta):
        model = PaymentReminder
        fields = ("days", "when", "text")

    def clean_days(self) -> int:
        days: int = self.cleaned_data["days"]
        if not 1 <= days <= MOST_DAYS:
            raise forms.ValidationError(_("From 1 to 120 days."))
        return days

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.others().filter(when=given.get("when"), days=given.get("days")).exists():
            self.add_error("days", _("There is a reminder on this day already."))
        return given


def at_most_hundred(percent: int) -> int:
    if percent > 100:
        raise forms.ValidationError(TOO_MUCH)
    return percent
