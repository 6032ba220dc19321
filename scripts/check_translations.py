"""Checks in pure Python that each text is translated: none missing, unsure, short of a plural or placeholder."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "locale" / "pl" / "LC_MESSAGES" / "django.po"
PLURAL_FORMS = 4
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|(?<!\{)\{\w*\}(?!\})")
CALL = re.compile(
    r"""\b(?:gettext|ngettext|pgettext|npgettext|_)\((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[^()'"])*\)"""
)
APPS = (
    "accounts",
    "badges",
    "certificates",
    "checkin",
    "config",
    "events",
    "mailings",
    "panel",
    "payments",
    "program",
    "registrations",
)
FUNCTIONS = "_ gettext gettext_lazy gettext_noop ngettext ngettext_lazy pgettext pgettext_lazy npgettext"
KEYWORDS = dict.fromkeys(FUNCTIONS.split())

Key = tuple[str, str]


def key_of(function: str, texts: object) -> Key | None:
    """Context and text; None for a call whose text is not written out."""
    parts = list(texts) if isinstance(texts, tuple) else [texts]
    context = parts.pop(0) if "pgettext" in function and parts else ""
    return (str(context or ""), str(parts[0])) if parts and isinstance(parts[0], str) and parts[0] else None


def texts_in(source: str) -> Iterator[Key]:
    for _, function, texts, _ in extract_python(io.BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"}):
        key = key_of(str(function), texts)
        if key:
            yield key


def calls_of_template(text: str) -> str:
    """Django's own extraction writes gettext calls among blanked-out text, which alone is not Python."""
    return "\n".join(match.group() for match in CALL.finditer(templatize(text)))


def used() -> Iterator[tuple[Key, Path]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield from ((key, path) for key in texts_in(path.read_text()))
    for folder in ("templates", *APPS):
        for path in sorted([*(ROOT / folder).rglob("*.html"), *(ROOT / folder).rglob("*.txt")]):
            yield from ((key, path) for key in texts_in(calls_of_template(path.read_text())))


def forms(text: object) -> list[str]:
    """Singular and plurals; an absent one is empty."""
    return [str(form or "") for form in text] if isinstance(text, tuple | list) else [str(text or "")]


def faults_of(message: Message) -> Iterator[str]:
    originals, texts = forms(message.id), forms(message.string)
    plural = message.pluralizable
    if message.fuzzy:
        yield "marked fuzzy"
    if not all(texts):
        yield "not translated"
        return
    if plural and len(texts) != PLURAL_FORMS:
        yield f"has {len(texts)} plural forms, not {PLURAL_FORMS}"
    wanted = set(PLACEHOLDER.findall(originals[-1]))
    for number, text in enumerate(texts):
        found = set(PLACEHOLDER.findall(text))
        # "One card" may leave its number out, as the English may.
        if not (found == wanted or (plural and number == 0 and found <= wanted)):
            yield f"placeholders differ: {sorted(wanted)} became {sorted(found)}"


def faults(catalog: Catalog) -> Iterator[str]:
    known: set[Key] = set()
    for message in catalog:
        if message.id:
            text = forms(message.id)[0]
            known.add((message.context or "", text))
            yield from (f"{text!r}: {fault}" for fault in faults_of(message))
    for key, path in used():
        if key not in known:
            known.add(key)
            yield f"{key[1]!r} of {path.relative_to(ROOT)}: not in {SOURCE.relative_to(ROOT)} (make messages)"


def main() -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    if not SOURCE.is_file():
        print(f"{SOURCE} is missing: make messages")
        return 1
    with SOURCE.open("rb") as text:
        found = list(faults(read_po(text, locale="pl")))
    for fault in found:
        print(fault)
    print(f"Translations: {len(found)} faults")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
