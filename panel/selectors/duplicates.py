"""People and institutions that look like being entered twice. Found by keys, so that thousands cost one pass."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

from django.core import signing
from django.db.models import Count, Model

from events.models import Association, Conference
from registrations.enums import ParticipantState
from registrations.models import Institution, Participant
from registrations.search import fold

SALT = "panel.duplicates"
MOST_SHOWN = 100
STEM = 5
TOWN_STEM = 4
SHORT = {
    "mops": "miejski osrodek pomocy spolecznej",
    "gops": "gminny osrodek pomocy spolecznej",
    "mgops": "miejsko gminny osrodek pomocy spolecznej",
    "ops": "osrodek pomocy spolecznej",
    "mopr": "miejski osrodek pomocy rodzinie",
    "pcpr": "powiatowe centrum pomocy rodzinie",
    "cus": "centrum uslug spolecznych",
    "dps": "dom pomocy spolecznej",
    "rops": "regionalny osrodek polityki spolecznej",
}
SAY_NOTHING = {"w", "we", "z", "im", "nr", "i", "dla", "gminy", "miasta", "gmina", "miasto", "ul"}


class Named(NamedTuple):
    """Of a person, what tells whether they are entered twice."""

    pk: int
    first_name: str
    last_name: str
    email: str
    institution: int


Row = TypeVar("Row", Institution, Named)


@dataclass(frozen=True)
class Pair:
    """Two that may be one; the older is offered to be kept."""

    keep: Institution | Participant
    drop: Institution | Participant
    by: str

    @property
    def keep_key(self) -> str:
        return key_of(self.keep)

    @property
    def drop_key(self) -> str:
        return key_of(self.drop)


def key_of(row: Model) -> str:
    """What an address calls the row by: it tells nobody its place in the database."""
    return signing.dumps([row._meta.model_name, row.pk], salt=SALT)


def read_key(model: type[Model], text: str) -> int | None:
    """The primary key, or None for what was not written by `key_of` for this model."""
    try:
        name, key = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(key) if name == model._meta.model_name else None


def institution_pairs(association: Association) -> list[Pair]:
    """One query."""
    found = list(Institution.objects.filter(association=association).annotate(card_count=Count("cards")).order_by("pk"))
    by_nip = pairs_of(found, lambda one: one.nip or None, "nip")
    return [Pair(*pair) for pair in without_repeats([*by_nip, *pairs_of(found, name_key, "name")])]


def name_key(institution: Institution) -> Hashable | None:
    """The town, and the name without what differs from hand to hand: abbreviations, endings, order, the town itself."""
    town = fold(institution.city)
    beginnings = tuple(part[:TOWN_STEM] for part in town.split() if part not in SAY_NOTHING)
    words = re.findall(r"[a-z0-9]+", fold(institution.name))
    long = " ".join(SHORT.get(word, word) for word in words).split()
    stems = {word[:STEM] for word in long if word not in SAY_NOTHING and not word.startswith(beginnings)}
    return (town, frozenset(stems)) if stems else None


def people_pairs(conference: Conference) -> list[Pair]:
    """The same name from the same institution, or one e-mail with the same name or surname.

    Two queries: for what is compared of all, and for those that are shown.
    """
    people = Participant.objects.of(conference).exclude(state=ParticipantState.CANCELLED).order_by("pk")
    columns = ("pk", "first_name", "last_name", "email", "card__institution")
    named = [Named(*row) for row in people.values_list(*columns)]
    by_name = pairs_of(named, lambda one: (fold(f"{one.first_name} {one.last_name}"), one.institution), "name")
    # Offices share one mailbox: an e-mail alone says little.
    by_email = [
        *pairs_of(named, lambda one: (one.email.casefold(), fold(one.last_name)), "email"),
        *pairs_of(named, lambda one: (one.email.casefold(), fold(one.first_name)), "email"),
    ]
    pairs = without_repeats([*by_name, *by_email])
    shown = people.select_related("card__institution", "variant").in_bulk(
        {one.pk for keep, drop, _by in pairs for one in (keep, drop)}
    )
    # Who was given up between the two queries is no pair any more.
    return [Pair(shown[keep.pk], shown[drop.pk], by) for keep, drop, by in pairs if {keep.pk, drop.pk} <= shown.keys()]


def pairs_of(rows: Iterable[Row], key: Callable[[Row], Hashable | None], by: str) -> list[tuple[Row, Row, str]]:
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        found = key(row)
        if found is not None:
            groups[found].append(row)
    return [(one, other, by) for group in groups.values() for one, other in pairwise(group)]


def without_repeats(pairs: Iterable[tuple[Row, Row, str]]) -> list[tuple[Row, Row, str]]:
    seen: dict[tuple[int, int], tuple[Row, Row, str]] = {}
    for pair in pairs:
        seen.setdefault((pair[0].pk, pair[1].pk), pair)
    return list(seen.values())[:MOST_SHOWN]
