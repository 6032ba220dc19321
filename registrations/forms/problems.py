"""What is wrong with a step, as the summary of errors above it tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, CheckboxSelectMultiple, Form, RadioSelect


@dataclass(frozen=True)
class Problem:
    """One line of the summary of errors; `anchor` is empty where no single field is meant."""

    message: str
    label: str = ""
    anchor: str = ""


def problems_of(form: Form, whose: Any = "") -> Iterator[Problem]:
    """In the order of the fields; `whose` names the person where there are several forms."""
    for message in form.non_field_errors():
        yield Problem(str(message))
    for name in form.fields:
        field = form[name]
        label = f"{whose}: {field.label}" if whose else str(field.label)
        for message in field.errors:
            yield Problem(str(message), label, anchor_of(field))


def anchor_of(field: BoundField) -> str:
    """Where a link to the field leads: the first of its buttons or boxes, or the field itself."""
    several = isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple) or field.name == "variant"
    return f"{field.auto_id}_0" if several else field.auto_id
