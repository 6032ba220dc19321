"""People and institutions that look like being entered twice. Found by keys, so that thousands cost one pass."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

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

Row = TypeVar("Row", bound=Model)


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
    return without_repeats([*by_nip, *pairs_of(found, name_key, "name")])


def name_key(institution: Institution) -> Hashable | None:
    """The town, and the name without what differs from hand to hand: abbreviations, endings, order, the town itself."""
    town = fold(institution.city)
    beginnings = tuple(part[:TOWN_STEM] for part in town.split() if part not in SAY_NOTHING)
    words = re.findall(r"[a-z0-9]+", fold(institution.name))
    long = " ".join(SHORT.get(word, word) for word in words).split()
    stems = {word[:STEM] for word in long if word not in SAY_NOTHING and not word.startswith(beginnings)}
    return (town, frozenset(stems)) if stems else None


def people_pairs(conference: Conference) -> list[Pair]:
    """The same name from the same institution, or one e-mail with the same name or surname. One query."""
    people = (
        Participant.objects.of(conference)
        .exclude(state=ParticipantState.CANCELLED)
        .select_related("card__institution", "variant")
        .order_by("pk")
    )
    found = list(people)
    by_name = pairs_of(found, lambda one: (fold(one.full_name), one.card.institution_id), "name")
    # Offices share one mailbox: an e-mail alone says little.
    by_email = [
        *pairs_of(found, lambda one: (one.email.casefold(), fold(one.last_name)), "email"),
        *pairs_of(found, lambda one: (one.email.casefold(), fold(one.first_name)), "email"),
    ]
    return without_repeats([*by_name, *by_email])


def pairs_of(rows: Iterable[Row], key: Callable[[Row], Hashable | None], by: str) -> list[Pair]:
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        found = key(row)
        if found is not None:
            groups[found].append(row)
    return [Pair(one, other, by) for group in groups.values() for one, other in pairwise(group)]  # type: ignore[arg-type]


def without_repeats(pairs: Sequence[Pair]) -> list[Pair]:
    seen: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        seen.setdefault((pair.keep.pk, pair.drop.pk), pair)
    return list(seen.values())[:MOST_SHOWN]
