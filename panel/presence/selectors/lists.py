"""A signed list as it was printed, and whose names on it are signed."""

from collections.abc import Collection
from dataclasses import dataclass

from checkin.services.marking import Target, on_list
from events.formats import clock, long_day
from events.models import Conference, Variant
from events.selectors import days_of
from panel.presence.selectors.attendance import session_of
from panel.selectors.prints import institution_line, numbered, people_on_paper
from program.models import Session
from registrations.models import Participant

# All that the list tells: whole rows of thousands of people would take longer than the page itself.
SHOWN = (
    *("first_name", "last_name", "sort_key", "badge_code", "card__institution__name", "card__institution__city"),
    *("card__institution__sort_key", "variant__name", "variant__position"),
)


@dataclass(frozen=True)
class Line:
    """`number` is the person's on the paper; `code` names them in the form."""

    number: int
    code: str
    name: str
    institution: str
    signed: bool


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class SignedList:
    groups: list[Group]
    total: int
    signed: int


def target_of(conference: Conference, named: str) -> Target:
    """A day of the conference, or the session that the key names. Raises Http404."""
    days = {day.isoformat(): day for day in days_of(conference)}
    return days[named] if named in days else session_of(conference, named)


def title_of(target: Target) -> str:
    if isinstance(target, Session):
        assert target.starts_at is not None  # session_of gives those whose hours are known
        return f"{target.title} ({long_day(target.starts_at)}, {clock(target.starts_at)})"
    return long_day(target)


def signed_list(conference: Conference, target: Target, variant: Variant | None, group: str) -> SignedList:
    """In the order of the printed list. Two queries."""
    signed = on_list(conference, target)
    people = list(people_on_paper(conference, variant).only(*SHOWN))
    groups = [
        Group(title, [line_of(number, person, person.pk in signed) for number, person in part])
        for title, part in numbered(people, group)
    ]
    return SignedList(groups, len(people), sum(1 for person in people if person.pk in signed))


def line_of(number: int, person: Participant, signed: bool) -> Line:
    name = f"{person.last_name} {person.first_name}"
    return Line(number, person.badge_code, name, institution_line(person), signed)


def people_named(conference: Conference, codes: Collection[str]) -> list[int]:
    """Keys of the conference's people by the codes of a form; codes of others are passed over."""
    found = Participant.objects.of(conference).filter(badge_code__in=codes)
    return list(found.order_by().values_list("pk", flat=True))
