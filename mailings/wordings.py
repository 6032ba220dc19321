"""An organiser's own words in place of ours: plain text with `{placeholders}` that stand for facts.

Only known names are put in, and what is put in is never looked at again: a name that looks like a placeholder stays
a name. Nothing else of a template language is understood.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.formats import day_range
from events.models import Conference
from mailings.models import Wording

Context = Mapping[str, Any]
NAME = re.compile(r"\{([a-z_]{2,40})\}")
BRACES = re.compile(r"\{[^{}\n]{0,60}\}?|\}")
# Addresses that a letter cannot do without: where the words leave them out, they stand under them.
ADDRESSES = ("adres_oferty", "adres")


@dataclass(frozen=True)
class Placeholder:
    """`value` gives the text from the context of a letter; `example` stands for it where there is no real one."""

    name: str
    label: str | Promise
    value: Callable[[Context], str]
    example: str | Promise


@dataclass(frozen=True)
class Kind:
    """A letter that may have an organiser's own words, and what can be put into them beside COMMON."""

    slug: str
    label: str | Promise
    placeholders: tuple[Placeholder, ...] = ()


def of_conference(name: str) -> Callable[[Context], str]:
    return lambda context: str(getattr(context["conference"], name))


COMMON = (
    Placeholder(
        "imie_i_nazwisko",
        gettext_lazy("name and surname of who reads the letter"),
        lambda context: str(context.get("to_name", "")),
        "Anna Łoś",
    ),
    Placeholder("konferencja", gettext_lazy("title of the conference"), of_conference("title"), "XI Konferencja"),
    Placeholder("miasto", gettext_lazy("town of the conference"), of_conference("city"), "Zakopane"),
    Placeholder(
        "termin",
        gettext_lazy("days of the conference"),
        lambda context: day_range(context["conference"].starts_on, context["conference"].ends_on),
        "13–15.06.2024",
    ),
    Placeholder(
        "organizator",
        gettext_lazy("name of the association"),
        lambda context: str(context["conference"].association.name),
        "Stowarzyszenie",
    ),
    Placeholder(
        "email_organizatora", gettext_lazy("contact e-mail"), of_conference("contact_email"), "biuro@example.org"
    ),
    Placeholder("telefon_organizatora", gettext_lazy("contact phone"), of_conference("contact_phone"), "44 683 28 85"),
    Placeholder(
        "karta",
        gettext_lazy("code of the participation card"),
        lambda context: str(context.get("reference", "")),
        "KU7H4M2XQ9",
    ),
    Placeholder(
        "adres",
        gettext_lazy("address of the page that the letter leads to"),
        lambda context: str(context.get("address", "")),
        "https://…",
    ),
)

_kinds: dict[str, Kind] = {}


def register_kinds(kinds: Iterable[Kind]) -> None:
    """Called by upper apps when they are ready. A letter of no registered kind takes the common placeholders."""
    _kinds.update({kind.slug: kind for kind in kinds})


def known_kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_of(slug: str) -> Kind:
    return _kinds.get(slug) or Kind(slug, slug)


def placeholders_of(slug: str) -> dict[str, Placeholder]:
    return {one.name: one for one in (*COMMON, *kind_of(slug).placeholders)}


def check_words(kind: str, words: str) -> None:
    """Raises ValidationError that names each `{…}` which is not a placeholder of the kind."""
    known = placeholders_of(kind)
    found = (match[0] for match in BRACES.finditer(words))
    wrong = [one for one in dict.fromkeys(found) if not (NAME.fullmatch(one) and one[1:-1] in known)]
    if wrong:
        raise ValidationError(
            _("These are not placeholders of this letter: %(wrong)s. Take them from the list beside.")
            % {"wrong": ", ".join(wrong)},
            code="placeholder",
        )


def wording_for(conference: Conference, kind: str, language: str) -> Wording | None:
    """The conference's own words, or None for ours. One query for all letters written with one `conference`."""
    prefetch_related_objects([conference], "wordings")
    return next((one for one in conference.wordings.all() if (one.kind, one.language) == (kind, language)), None)


def values_from(kind: str, context: Context) -> dict[str, str]:
    """A fact that this letter does not have is left out: a letter is never lost for it."""
    return {name: value_of(one, context) for name, one in placeholders_of(kind).items()}


def value_of(placeholder: Placeholder, context: Context) -> str:
    try:
        return placeholder.value(context)
    except (KeyError, AttributeError, TypeError):
        return ""


def examples_of(kind: str, context: Context) -> dict[str, str]:
    """For a preview: real values from what the context has, examples for the rest."""
    return {name: value_of(one, context) or str(one.example) for name, one in placeholders_of(kind).items()}


def fill(words: str, values: Mapping[str, str]) -> str:
    """In one pass: what is put in is not searched for placeholders."""
    return NAME.sub(lambda found: values.get(found[1], found[0]), words)


def missing_addresses(words: str, values: Mapping[str, str]) -> list[str]:
    """Addresses of the letter that its words do not tell."""
    return [values[name] for name in ADDRESSES if values.get(name) and f"{{{name}}}" not in words]


def as_markup(words: str, values: Mapping[str, str]) -> SafeString:
    """Paragraphs and lines of the words, escaped; of all addresses only the letter's own is a link."""
    paragraphs = re.split(r"\n[ \t]*\n+", words.replace("\r\n", "\n").strip())
    return format_html_join("\n", "<p>{}</p>", ((marked_up(one, values),) for one in paragraphs))


def marked_up(paragraph: str, values: Mapping[str, str]) -> SafeString:
    pieces = []
    # Every second piece is the name of a placeholder.
    for number, piece in enumerate(NAME.split(paragraph)):
        if number % 2 and piece in values:
            link = piece in ADDRESSES and values[piece].startswith("http")
            pieces.append(as_link(values[piece]) if link else in_lines(values[piece]))
        else:
            pieces.append(in_lines(f"{{{piece}}}" if number % 2 else piece))
    return mark_safe("".join(pieces))  # noqa: S308  each piece is escaped above


def as_link(address: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, address)


def in_lines(text: str) -> SafeString:
    return mark_safe("<br>".join(escape(line) for line in text.split("\n")))  # noqa: S308  escaped line by line
