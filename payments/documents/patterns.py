"""How an association writes the numbers of its documents: `FV/{number}/{month}/{year}`."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PLACES = re.compile(r"\{([^{}]*)\}")
KNOWN = frozenset({"number", "month", "year"})
# What survives in a file's name, a transfer's title and KSeF's field of a number.
ALLOWED = re.compile(r"[A-Za-z0-9 /._\-]*")
MOST_DIGITS = 8


def validate_pattern(pattern: str) -> None:
    """That numbers by it differ: the count and the year stand in it, each once, and nothing is left unfilled."""
    places = PLACES.findall(pattern)
    rest = PLACES.sub("", pattern)
    if unknown := sorted(set(places) - KNOWN):
        raise ValidationError(
            _("Only {number}, {month} and {year} are filled in, not {%(name)s}.") % {"name": unknown[0]}, code="place"
        )
    if any(places.count(name) != 1 for name in ("number", "year")) or places.count("month") > 1:
        raise ValidationError(_("Write {number} and {year} once each, and {month} at most once."), code="needed")
    if not ALLOWED.fullmatch(rest):
        raise ValidationError(
            _("Besides them only letters without accents, digits, spaces and the signs / . - _ may stand."),
            code="letters",
        )
    if re.search(r"\}[0-9]*\{|[0-9]\{|\}[0-9]", pattern):
        raise ValidationError(_("Part {number}, {month}, {year} and digits by a sign, such as /."), code="parted")


def fill_pattern(pattern: str, *, number: int, on: date) -> str:
    values = {"number": str(number), "month": f"{on.month:02d}", "year": str(on.year)}
    return PLACES.sub(lambda place: values[place[1]], pattern)
