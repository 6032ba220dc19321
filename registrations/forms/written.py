"""What was typed, in words, as the summary of a card shows it."""

from collections.abc import Collection
from datetime import date

from django.forms import BooleanField, BoundField, ChoiceField, DateField, Form
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from events.formats import day
from registrations.asking import is_asked
from registrations.enums import QuestionKind
from registrations.forms.questions import AnswersForm, listed, name_of

Row = tuple[str, str]


def written_rows(form: Form, leaving_out: Collection[str] = ()) -> list[Row]:
    """Labels and values; parts that do not count and fields left empty are passed over."""
    unused = [f"{who}_" for who in ("buyer", "recipient") if who in form.fields and form[who].value() != "other"]
    counting = [field for field in form.visible_fields() if not field.name.startswith((*unused, *leaving_out))]
    return [(str(field.label), value) for field in counting if (value := words_of(field))]


def written_answers(form: AnswersForm) -> list[Row]:
    """The form's own fields, then the organiser's questions that are asked. The form has been checked."""
    names = [name_of(question) for question in form.questions]
    rows = written_rows(form, leaving_out=[*names, "roommate"] if wishes_nobody(form) else names)
    for question in form.questions:
        if not is_asked(question, form.all_questions, form.typed_answers):
            continue
        kept = form.kept_files.get(question.slug, {}).get("name", "")
        value = kept if question.kind == QuestionKind.FILE else words_of(form[name_of(question)])
        if value:
            rows.append((question.label, value))
    return rows


def wishes_nobody(form: Form) -> bool:
    return "room_wish" in form.fields and form["room_wish"].value() != "named"


def words_of(field: BoundField) -> str:
    value = field.value()
    if isinstance(field.field, BooleanField):
        ticked = field.field.widget.value_from_datadict(field.form.data, {}, field.html_name)
        return _("yes") if ticked else _("no")
    if isinstance(field.field, ChoiceField):
        labels = {str(key): str(label) for key, label in field.field.widget.choices if key}
        return ", ".join(labels[one] for one in listed(value) if one in labels)
    if isinstance(field.field, DateField):
        on = parse_day(str(value or ""))
        return day(on) if on else str(value or "")
    return str(value or "")


def parse_day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None
