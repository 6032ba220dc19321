"""Fields that take what people paste and keep what the models store."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from events.validators import compact, validate_name, validate_nip, validate_one_line, validate_postal_code

# What was typed into one form, by the names of its fields: texts, or lists of them.
Typed = dict[str, Any]

LEAST_PHONE_DIGITS = 7
validate_phone_signs = RegexValidator(
    r"^[0-9+()/.,\- a-zA-Z]*$", _("Write the number with digits, for example 44 683 28 85.")
)


def validate_phone(value: str) -> None:
    validate_one_line(value)
    validate_phone_signs(value)
    if len(re.sub(r"[^0-9]", "", value)) < LEAST_PHONE_DIGITS:
        raise ValidationError(_("This number is too short: write it with the area code."), code="phone")


class LineField(forms.CharField):
    """One line of text; runs of spaces become one."""

    default_validators = [validate_one_line]

    def to_python(self, value: Any) -> Any:
        return re.sub(r"[ \t\u00a0]+", " ", super().to_python(value) or "").strip()


class NameField(LineField):
    default_validators = [validate_name]


class PhoneField(LineField):
    default_validators = [validate_phone]
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})


class NipField(LineField):
    """Ten digits, typed with spaces, hyphens or the letters PL or without."""

    default_validators = [validate_nip]
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        return compact(super().to_python(value))


class PostalCodeField(LineField):
    """`97-500`, typed with a hyphen, a space or without."""

    # Digits of other scripts pass as digits elsewhere, but no post office reads them.
    default_validators = [RegexValidator(r"^[0-9]{2}-[0-9]{3}$", validate_postal_code.message)]
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"})

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        digits = re.fullmatch(r"([0-9]{2})[ \-–]?([0-9]{3})", typed)
        return f"{digits[1]}-{digits[2]}" if digits else typed


class HourField(forms.TimeField):
    """An hour, from the browser's clock or typed as 14, 14.30 or 14:30."""

    input_formats = ["%H:%M", "%H:%M:%S", "%H.%M", "%H"]
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write the hour as 14:30.")}
