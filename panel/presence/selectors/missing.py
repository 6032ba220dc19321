"""Who has not come yet, found by name and institution."""

from dataclasses import dataclass, field

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict

from checkin.selectors import expected_people
from events.models import Conference
from panel.listing import letter_safe
from panel.pages import Pages
from panel.setup.keys import key_of
from registrations.models import Institution, Participant
from registrations.selectors import search_participants

LONGEST = 80


@dataclass(frozen=True)
class Wanted:
    """What is asked for: words, and an institution by its key; `page` as it was typed."""

    words: str = ""
    institution: str = ""
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        words, institution = (letter_safe(query.get(name, ""))[:LONGEST] for name in ("q", "institution"))
        return cls(words.strip(), institution, query.get("page", "1"))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.institution)


@dataclass(frozen=True)
class Missing:
    page: Page[Participant]
    wanted: Wanted
    institutions: list[tuple[str, Institution]] = field(default_factory=list)


def missing_people(conference: Conference) -> QuerySet[Participant, Participant]:
    return expected_people(conference).filter(arrived_at__isnull=True)


def missing(conference: Conference, wanted: Wanted) -> Missing:
    """One page of them, and the institutions that still wait for somebody. Four queries."""
    people = missing_people(conference)
    waited = Institution.objects.filter(pk__in=people.order_by().values("card__institution")).order_by("sort_key", "pk")
    institutions = [(key_of(one), one) for one in waited]
    if wanted.words:
        people = people.filter(search_participants(conference, wanted.words))
    if wanted.institution:
        chosen = [one.pk for key, one in institutions if key == wanted.institution]
        people = people.filter(card__institution__in=chosen)
    rows = people.select_related("card__institution", "variant").order_by("sort_key", "pk")
    return Missing(Pages(rows, wanted.page).get_page(wanted.page), wanted, institutions)
