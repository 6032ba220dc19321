"""What a cell means: texts checked by the rules of the models, words of the organiser's own lists, days, hours."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Conference, Extra, Variant
from events.validators import compact
from panel.exports.columns import BETWEEN
from registrations.enums import QuestionKind
from registrations.models import Label, Question
from registrations.search import fold

Parse = Callable[[str], Any]
DAY = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})")
HOUR = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?")
YES = frozenset({"tak", "yes", "t", "y", "1", "x", "prawda", "true"})
NO = frozenset({"nie", "no", "n", "0", "falsz", "false"})
WORDS_TOLD = 6


def by_field(model: type[Model], name: str) -> Parse:
    """As the model itself would check it. What may not be empty says so."""
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]

    def parse(cell: str) -> str:
        if not cell and not field.blank:
            raise ValidationError(_("This must be filled in."))
        if field.max_length and len(cell) > field.max_length:
            raise ValidationError(_("At most %(length)s characters.") % {"length": field.max_length})
        if cell:
            field.run_validators(cell)
        return cell

    return parse


def one_of(words: Mapping[str, Any], told: Sequence[str], empty: Any = None) -> Parse:
    """`words` are folded; `told` are those named when the cell holds another."""

    def parse(cell: str) -> Any:
        if not cell and empty is not None:
            return empty
        found = words.get(fold(cell))
        if found is None:
            more = "…" if len(told) > WORDS_TOLD else ""
            raise ValidationError(_("This is none of: %(words)s.") % {"words": "; ".join(told[:WORDS_TOLD]) + more})
        return found

    return parse


def choice(choices: Any, empty: Any = None) -> Parse:
    """By the value or by its label in either language."""
    words: dict[str, Any] = {}
    for language in ("pl", "en"):
        with override(language):
            for value, label in choices.choices:
                words |= {fold(str(label)): choices(value), fold(value): choices(value)}
    return one_of(words, [str(label) for _value, label in choices.choices], empty)


def named(rows: Iterable[Variant | Extra | Label]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        found[fold(row.name)] = row
        if not isinstance(row, Label):
            found.setdefault(fold(row.slug), row)
    return found


def several_of(words: Mapping[str, Any]) -> Parse:
    parse_one = one_of(words, [str(row) for row in dict.fromkeys(words.values())])

    def parse(cell: str) -> tuple[Any, ...]:
        whole = words.get(fold(cell))
        if whole is not None:
            return (whole,)
        return tuple(dict.fromkeys(parse_one(part.strip()) for part in cell.split(BETWEEN.strip()) if part.strip()))

    return parse


def day(cell: str) -> date | None:
    if not cell:
        return None
    found = DAY.fullmatch(cell.removesuffix(" 00:00"))
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(cell[:10])
    except ValueError as error:
        raise ValidationError(_("Write the day as 13.06.2024.")) from error


def hour(cell: str) -> time | None:
    if not cell:
        return None
    found = HOUR.fullmatch(cell)
    try:
        return time(int(found[1]), int(found[2])) if found else datetime.strptime(cell, "%H").time()  # noqa: DTZ007
    except ValueError as error:
        raise ValidationError(_("Write the hour as 10:30.")) from error


def nights(conference: Conference) -> Parse:
    """Empty means every night of the variant."""

    def parse(cell: str) -> tuple[date, ...] | None:
        if not cell:
            return None
        days = [day(part.strip()) for part in cell.replace(",", ";").split(";") if part.strip()]
        found = tuple(sorted({one for one in days if one}))
        if any(abs((one - conference.starts_on).days) > 30 for one in found):
            raise ValidationError(_("These nights are not near the days of the conference."))
        return found

    return parse


def nip(cell: str) -> str:
    return compact(cell)


def answer(question: Question) -> Parse:
    """As models.Answer keeps it."""
    offered = {fold(one.strip()): one.strip() for one in question.choices.splitlines() if one.strip()}
    parse_one = one_of(offered, [*offered.values()])

    def parse(cell: str) -> str:
        if not cell:
            if question.is_required and question.shown_if_id is None:
                raise ValidationError(_("This must be filled in."))
            return ""
        return parsers[question.kind](cell) if question.kind in parsers else by_field_length(cell)

    parsers: dict[str, Parse] = {
        QuestionKind.CHOICE: parse_one,
        QuestionKind.CHOICES: lambda cell: "\n".join(
            parse_one(part.strip()) for part in cell.split(BETWEEN.strip()) if part.strip()
        ),
        QuestionKind.BOOLEAN: yes_or_no,
        QuestionKind.DATE: lambda cell: day(cell).isoformat(),  # type: ignore[union-attr]  # not empty here
        QuestionKind.NUMBER: number,
    }
    return parse


def by_field_length(cell: str) -> str:
    if len(cell) > 2000:
        raise ValidationError(_("At most %(length)s characters.") % {"length": 2000})
    return cell


def yes_or_no(cell: str) -> str:
    word = fold(cell)
    if word not in YES | NO:
        raise ValidationError(_("Write yes or no."))
    return "yes" if word in YES else "no"


def number(cell: str) -> str:
    try:
        found = Decimal(cell.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation as error:
        raise ValidationError(_("This is not a number.")) from error
    if not found.is_finite() or len(cell) > 30:
        raise ValidationError(_("This is not a number."))
    return f"{found:f}"
