"""Fields of settings, as organisers type them and models keep them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.formats import NBSP, money
from events.validators import compact, validate_one_line

MAX_GROSZE = 100_000_000
MOST_PLACES = 100_000
MOST_DAYS = 999


class PriceField(forms.CharField):
    """A price as people write it (`1 200,00`, `1200 zł`); its value is in grosze, and nothing at all is allowed."""

    default_error_messages = {
        "amount": _("Write the amount in złoty and grosze, for example 1 200,00."),
        "range": _("The amount must be less than a million złoty."),
    }
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "price"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 20, **options})

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        match = re.fullmatch(r"([0-9]{1,9})(?:[,.]([0-9]{2}))?", re.sub(r"[\s\u00a0\u202f]|zł", "", typed))
        if match is None:
            raise ValidationError(self.error_messages["amount"], code="amount")
        grosze = int(match[1]) * 100 + int(match[2] or 0)
        if grosze >= MAX_GROSZE:
            raise ValidationError(self.error_messages["range"], code="range")
        return grosze


def written(amount: int) -> str:
    """`1 200,00`, as it is typed: without the currency."""
    return money(amount).rsplit(NBSP, 1)[0]


class NumberField(forms.CharField):
    """An identifier as people paste it, with spaces and hyphens."""

    def to_python(self, value: Any) -> str:
        return compact(super().to_python(value) or "")


class AddressField(forms.URLField):
    """An address without its beginning is one under https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, assume_scheme="https")


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Rows to tick. A key that is none of theirs is refused before a database that cannot hold it is asked."""

    def clean(self, value: Any) -> Any:
        known = {str(key) for key in self.queryset.values_list("pk", flat=True)} if self.queryset is not None else set()
        for key in value or ():
            if str(key) not in known:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def field_for(column: models.Field[Any, Any], **options: Any) -> Any:
    """The form field of a column: days and moments picked in the browser, numbers within reason, words in one line."""
    if isinstance(column, models.DateTimeField):
        options.setdefault("widget", moment_input())
    elif isinstance(column, models.DateField):
        options.setdefault("widget", day_input())
    elif isinstance(column, models.ManyToManyField):
        options |= {"widget": forms.CheckboxSelectMultiple(), "form_class": RowsField}
    elif isinstance(column, models.URLField):
        options.setdefault("form_class", AddressField)
    field = column.formfield(**options)
    if isinstance(field, forms.IntegerField):
        most = MOST_DAYS if isinstance(column, models.PositiveSmallIntegerField) else MOST_PLACES
        limited: Any = type(field)(
            min_value=0,
            max_value=most,
            required=field.required,
            label=field.label,
            help_text=field.help_text,
            initial=field.initial,
        )
        return limited
    if isinstance(column, models.CharField) and isinstance(field, forms.CharField):
        field.validators.append(validate_one_line)
    return field
