from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db.models import F, QuerySet
from django.db.models.functions import Length

from badges.enums import Order
from badges.models import BadgeLayout, BadgePrint, PrintedBadge
from events.models import Conference
from registrations.enums import CardState
from registrations.models import Participant

ORDERS: dict[str, tuple[str, ...]] = {
    Order.SURNAME: ("sort_key", "pk"),
    Order.INSTITUTION: ("card__institution__sort_key", "sort_key", "pk"),
}


def has_badge(participant: Participant) -> bool:
    """Whether the badge may be given now: the person takes part and their card is paid."""
    card = participant.card
    return participant.is_active and card.is_active and card.balance <= 0


def layout_of(conference: Conference) -> BadgeLayout:
    """The conference's design, or the default one, which is not saved. One query."""
    return BadgeLayout.objects.filter(conference=conference).first() or BadgeLayout(conference=conference)


def with_words(people: QuerySet[Participant]) -> QuerySet[Participant]:
    """With all that a badge says; the labels in one query more."""
    return people.select_related("card__institution", "variant").prefetch_related("labels")


def on_site(conference: Conference, *, unpaid: bool = False) -> QuerySet[Participant]:
    """Those who come in person; only of paid cards unless `unpaid`. Public bodies often pay afterwards."""
    people = (
        Participant.objects.active().of(conference).filter(card__state=CardState.SUBMITTED, variant__is_remote=False)
    )
    return people if unpaid else people.filter(card__settled__gte=F("card__due"))


def badges_to_print(conference: Conference, order: str = Order.SURNAME, *, unpaid: bool = False) -> list[Participant]:
    """In Polish order, with card, institution, variant and labels. Two queries."""
    return list(with_words(on_site(conference, unpaid=unpaid)).order_by(*ORDERS[order]))


def chosen_people(conference: Conference, codes: Sequence[str]) -> list[Participant]:
    """Those with these badge codes who still take part, in the order of the codes. Two queries for each thousand."""
    found: dict[str, Participant] = {}
    for start in range(0, len(codes), 1000):
        people = Participant.objects.active().of(conference).filter(badge_code__in=codes[start : start + 1000])
        found |= {person.badge_code: person for person in with_words(people)}
    return [found[code] for code in dict.fromkeys(codes) if code in found]


def digest_of(person: Participant) -> str:
    """Of the words that a badge says: another digest means that the printed badge is out of date."""
    institution = person.card.institution
    words = (
        *(person.academic_title, person.first_name, person.last_name, person.position, person.badge_text),
        *(institution.name, institution.city, person.variant.name),
    )
    return sha256("\n".join(words).encode()).hexdigest()[:16]


def not_printed(conference: Conference, people: Sequence[Participant]) -> list[Participant]:
    """Those without a printed badge of their present code and words. One query."""
    printed = set(PrintedBadge.objects.filter(printing__conference=conference).values_list("code", "digest").order_by())
    return [person for person in people if (person.badge_code, digest_of(person)) not in printed]


def printings(conference: Conference) -> QuerySet[BadgePrint]:
    return BadgePrint.objects.filter(conference=conference).select_related("author")


def codes_of(printing: BadgePrint) -> list[str]:
    """The present badge codes of those whose badges were printed, in the order of the pile."""
    return list(printing.badges.order_by("number").values_list("participant__badge_code", flat=True))


def last_printed(conference: Conference) -> datetime | None:
    return BadgePrint.objects.filter(conference=conference).values_list("printed_at", flat=True).first()


def sample_people(conference: Conference) -> list[Participant]:
    """Somebody of the conference, and who has the longest name, if there is another. At most four queries."""
    people = with_words(on_site(conference, unpaid=True))
    longest = people.order_by((Length("first_name") + Length("last_name")).desc(), "pk").first()
    if longest is None:
        return []
    other = people.exclude(pk=longest.pk).order_by("sort_key", "pk").first()
    return [other, longest] if other else [longest]
