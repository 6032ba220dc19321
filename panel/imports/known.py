"""What the database holds, told as an export would tell it: a file that was exported changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from events.models import Conference
from panel.enums import ListName
from panel.exports.sheets import sheet_of
from panel.imports.child import text_of
from panel.imports.headings import Headings
from registrations.enums import CardState, ParticipantState
from registrations.models import Institution, Participant, ParticipationCard
from registrations.search import fold

Person = tuple[str, str, str]
Named = tuple[str, str]


def shown(value: Any) -> str:
    """As panel.imports.child tells a cell of the same value."""
    if value is None:
        return ""
    return text_of(float(value)) if isinstance(value, int | Decimal) else text_of(value)


def person_key(email: str, first_name: str, last_name: str) -> Person:
    return email.casefold(), fold(first_name), fold(last_name)


@dataclass
class Known:
    """`rows` are the texts by the code of each person or card, in the order of `keys`.

    `cards_of` are cards in force by NIP and name of their institution, `people` codes by card and person.
    """

    keys: Sequence[str]
    rows: dict[str, list[str]] = field(default_factory=dict)
    cards: dict[str, bool] = field(default_factory=dict)
    cards_of: dict[Named, list[str]] = field(default_factory=dict)
    people: dict[str, dict[Person, str]] = field(default_factory=dict)
    card_of: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    institutions: Mapping[Named, Institution] = field(default_factory=dict)


def read_known(conference: Conference, headings: Headings, keys: Sequence[str]) -> Known:
    known = Known(keys)
    read_cards(conference, known)
    code = "card" if headings.list == ListName.CARDS else "participant"
    sheet = sheet_of(conference, headings.list, [code, *keys])
    texts: dict[str, str] = {}
    rows: Any = ParticipationCard.objects.filter(conference=conference).select_related("institution")
    if headings.list == ListName.PARTICIPANTS:
        read_people(conference, known)
        rows = Participant.objects.of(conference).select_related("card__institution", "variant")
    # The code stands among the columns of the resource: the answers come after it.
    place = sheet.names.index(code)
    for row in sheet.rows(rows.order_by("pk")):
        told = [texts.setdefault(text, text) for text in map(shown, row)]
        known.rows[told.pop(place)] = told
    known.keys = [name for name in [*sheet.names, *answered(sheet.chosen)] if name != code]
    return known


def answered(chosen: Sequence[str]) -> list[str]:
    return [name for name in chosen if name.startswith("q_")]


def read_cards(conference: Conference, known: Known) -> None:
    cards = ParticipationCard.objects.filter(conference=conference).order_by("pk")
    for code, state, nip, name in cards.values_list("code", "state", "institution__nip", "institution__name"):
        known.cards[code] = state == CardState.SUBMITTED
        if known.cards[code]:
            known.cards_of.setdefault((nip, fold(name)), []).append(code)
    institutions = Institution.objects.filter(association=conference.association_id)
    known.institutions = {(one.nip, fold(one.name)): one for one in institutions}


def read_people(conference: Conference, known: Known) -> None:
    columns = ("badge_code", "card__code", "state", "email", "first_name", "last_name")
    for code, card, state, *name in Participant.objects.of(conference).order_by("pk").values_list(*columns):
        known.card_of[code] = card
        if state == ParticipantState.CANCELLED:
            known.cancelled.add(code)
        known.people.setdefault(card, {}).setdefault(person_key(*name), code)
