"""A change of settings in words: what was, and what is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from events.formats import day, moment, money
from panel.setup.fields import PriceField

LONGEST = 80


def changes_of(form: forms.ModelForm[Any]) -> str:
    """`places: 50 → 60; name: …` of a valid form."""
    told = []
    for name in form.changed_data:
        field = form.fields[name]
        before, after = shown(field, form.get_initial_for_field(field, name)), shown(field, form.cleaned_data.get(name))
        told.append(f"{field.label}: {before} → {after}")
    return "; ".join(told)


def shown(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, PriceField):
        return money(value)
    if isinstance(field, forms.DateTimeField):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return listed(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(
            value
            if isinstance(value, Model)
            else field.queryset.filter(pk=value).first()
            if field.queryset is not None
            else ""
        )
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # flat choices of ours
    return shortened(str(value))


def listed(rows: QuerySet[Any] | Iterable[Any]) -> str:
    return ", ".join(str(row) for row in rows) or "–"


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
