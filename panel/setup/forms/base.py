"""What the forms of settings share."""

import re
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from events.models import Conference
from panel.setup.fields import field_for
from registrations.search import fold

Row = TypeVar("Row", bound=models.Model)
SLUG_LENGTH = 40


class SettingForm(forms.ModelForm[Row]):
    """One row that belongs to a conference. `alone_in` is the field in which no two of them are the same."""

    alone_in: ClassVar[str] = ""
    taken: ClassVar[Any] = _("The conference has one of this name already.")

    class Meta:
        formfield_callback = field_for

    def __init__(self, *args: Any, conference: Conference, **options: Any) -> None:
        super().__init__(*args, **options)
        self.conference = conference
        if self.instance._state.adding and self.has_conference:
            vars(self.instance)["conference_id"] = conference.pk

    @property
    def has_conference(self) -> bool:
        return any(field.name == "conference" for field in self.instance._meta.fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        value = given.get(self.alone_in)
        if self.alone_in and value not in (None, "") and self.others().filter(**{self.alone_in: value}).exists():
            self.add_error(self.alone_in, self.taken)
        return given

    def others(self) -> models.QuerySet[Any]:
        """Rows of the same kind in the conference, without this one."""
        rows = type(self.instance)._default_manager.filter(conference=self.conference)
        return rows.exclude(pk=self.instance.pk)

    def save_related(self) -> None:
        """What is chosen of other tables; called after the row itself was saved."""
        self.save(commit=False)
        self.save_m2m()

    def added(self) -> None:
        """Called before a new row is saved: what the form does not ask for."""
        names = {field.name for field in self.instance._meta.fields}
        if "slug" in names and self.has_conference:
            row: Any = self.instance
            row.slug = free_slug(self.others(), row.label if "label" in names else row.name)
        if "position" in names:
            last = self.others().aggregate(last=models.Max("position"))["last"]
            setattr(self.instance, "position", 0 if last is None else last + 1)  # noqa: B010  not every model has one


def free_slug(others: models.QuerySet[Any], name: str) -> str:
    """An address made of the name that none of the others has."""
    wanted = slugify(fold(name))[: SLUG_LENGTH - 4].strip("-") or "x"
    taken = set(others.values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


def own_choices(form: forms.ModelForm[Any], name: str, rows: models.QuerySet[Any]) -> None:
    """Only what belongs to this conference may be chosen, whatever is posted."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def lines_of(text: str) -> list[str]:
    """The lines of what was typed, trimmed, without empty ones and repetitions."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))
