"""Which column of a file is which, by its heading in Polish or English, however it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from panel.enums import ListName
from panel.exports.resources import CardResource, ParticipantResource
from panel.exports.sheets import ANSWER
from panel.imports.reading import Table
from registrations.enums import QuestionKind
from registrations.models import Question
from registrations.search import fold

# How people call columns beside the headings of our own files.
ALSO = {
    "last_name": "nazwisko; last name; surname",
    "first_name": "imie; first name; name; imiona",
    "academic_title": "tytul; tytul naukowy; title; stopien",
    "position": "stanowisko; funkcja; job title",
    "institution": "instytucja; osrodek; nazwa instytucji; nazwa osrodka; placowka; organisation; organization",
    "nip": "nip instytucji; tax id; vat id",
    "street": "ulica; adres; street; address",
    "postal_code": "kod; kod pocztowy; postcode; zip",
    "city": "miasto; miejscowosc; town; city",
    "voivodeship": "wojewodztwo; region",
    "variant": "wariant; wariant udzialu",
    "email": "e mail; email; adres e mail; mail; e mail uczestnika",
    "phone": "telefon; tel; komorka; phone; telefon uczestnika",
    "card": "karta; kod karty; numer karty; card code",
    "participant": "kod uczestnika; participant; participant code",
    "contact_name": "osoba do kontaktu; osoba kontaktowa; kontakt",
    "contact_email": "e mail do kontaktu; e mail kontaktowy",
    "contact_phone": "telefon do kontaktu; telefon kontaktowy",
    "head_name": "kierownik; dyrektor; kierownik instytucji",
}
HEADING_WITHIN = 10


@dataclass(frozen=True)
class Headings:
    """`columns` are those that are known, with their places; `row` is the number of the row of headings."""

    list: ListName
    row: int
    columns: Mapping[str, int]
    labels: Mapping[str, str]
    unknown: Sequence[str]


def plain(heading: str) -> str:
    """Without case, diacritics, stars and punctuation."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(heading)).split())


@cache
def own_headings(name: ListName) -> Mapping[str, str]:
    resource = CardResource if name == ListName.CARDS else ParticipantResource
    found: dict[str, str] = {}
    for language in ("pl", "en"):
        with override(language):
            for key, field in resource.fields.items():
                found.setdefault(plain(str(field.column_name)), key)
    for key, also in ALSO.items():
        if key in resource.fields:
            for heading in also.split("; "):
                found.setdefault(heading, key)
    return found


def read_headings(table: Table, questions: Mapping[ListName, Sequence[Question]]) -> Headings:
    """The first of the top rows in which two headings are known. Raises ValidationError."""
    for number, row in enumerate(table[:HEADING_WITHIN], start=1):
        for name in (ListName.PARTICIPANTS, ListName.CARDS):
            found = headings_of(name, number, row, questions[name])
            wanted = {"last_name", "first_name"} if name == ListName.PARTICIPANTS else {"card"}
            if wanted <= set(found.columns) and len(found.columns) > 1:
                return found
    raise ValidationError(
        _(
            "No row of headings was found. People need the columns Surname and First name, cards the column Card. "
            "The template has them all."
        )
    )


def headings_of(name: ListName, number: int, row: Sequence[str], questions: Sequence[Question]) -> Headings:
    known = dict(own_headings(name))
    for question in questions:
        if question.kind != QuestionKind.FILE:
            known.setdefault(plain(question.label), f"{ANSWER}{question.slug}")
    columns: dict[str, int] = {}
    labels, unknown = {}, []
    for place, heading in enumerate(row):
        key = known.get(plain(heading))
        if key is None or key in columns:
            unknown += [heading] if heading else []
            continue
        columns[key], labels[key] = place, heading
    return Headings(name, number, columns, labels, unknown)
