"""What the desk sees: who somebody is, whether they came, what to hand them and what their card still owes.

Of money it sees no more than that, and of diets and needs nothing; see decision 62.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from badges.models import PrintedBadge
from badges.selectors import digest_of
from checkin.enums import ARRIVALS, ScanPointKind, ScanResult
from checkin.lookups import extras_of, rule_of
from checkin.models import ScanPoint
from checkin.reading import badge_code, badges_of_others, claimed_code, code_digest
from checkin.rules import Person, admits
from checkin.selectors import find_people
from events.models import Conference
from panel.selectors.one_card import card_of, people_of, person_of
from payments.enums import PaymentMethod
from payments.models import Payment
from registrations.badge_tokens import TEXT_LETTERS
from registrations.enums import CardState
from registrations.models import Participant, ParticipationCard, WithdrawnBadge
from registrations.search import sort_key

TAKEN_HERE = (PaymentMethod.CASH, PaymentMethod.TERMINAL)
HANDED_OUT = (*ARRIVALS, ScanPointKind.MATERIALS)


@dataclass(frozen=True)
class Found:
    """A person as addresses name them: by the code of the card and the number on it."""

    participant: Participant
    code: str
    number: int


@dataclass(frozen=True)
class ReadBadge:
    """Whose badge was read, or why it is nobody's; a badge replaced by another still tells whose it was."""

    found: Found | None
    refusal: ScanResult | None = None


@dataclass(frozen=True)
class DeskPerson:
    """`printed_at` is of the badge they have now; it is `is_outdated` where it says other words than it would today."""

    number: int
    participant: Participant
    others: list[Found]
    printed_at: datetime | None
    is_outdated: bool
    hands_out: list[str]
    slip: Payment | None

    @property
    def card(self) -> ParticipationCard:
        return self.participant.card

    @property
    def badge_seen(self) -> str:
        """Names the badge they have now without telling it."""
        return code_digest(self.participant.badge_code)

    @property
    def takes_part(self) -> bool:
        return self.participant.is_active and self.card.is_active

    @property
    def owes(self) -> int:
        """In grosze; nothing for a card that stands no more."""
        return max(self.card.balance, 0) if self.card.is_active else 0


def search(conference: Conference, words: str) -> list[Found]:
    """People by parts of name, institution or code of the card. Two queries."""
    return numbered(find_people(conference, words))


def numbered(people: Sequence[Participant]) -> list[Found]:
    """Each with the code of their card and their number on it. One query."""
    on_cards: dict[int, list[int]] = defaultdict(list)
    codes: dict[int, str] = {}
    rows = Participant.objects.filter(card__in={person.card_id for person in people}).order_by("pk")
    for key, card, code in rows.values_list("pk", "card_id", "card__code"):
        on_cards[card].append(key)
        codes[card] = code
    return [
        Found(person, codes[person.card_id], on_cards[person.card_id].index(person.pk) + 1)
        for person in people
        if person.card_id in codes
    ]


def read_badge(conference: Conference, text: str) -> ReadBadge | None:
    """What a reader typed, also behind words left in the search; None for words that are no badge's."""
    text = text.strip()[-TEXT_LETTERS:]
    if claimed_code(text) is None:
        return None
    code = badge_code(text, conference.pk)
    if code is None:
        foreign = badges_of_others([text], conference.pk)
        return ReadBadge(None, ScanResult.FOREIGN if foreign else ScanResult.UNKNOWN)
    people = Participant.objects.of(conference)
    found = numbered(list(people.filter(badge_code=code)))
    if found:
        return ReadBadge(found[0])
    withdrawn = WithdrawnBadge.objects.filter(conference=conference, code=code).values("participant")
    whose = numbered(list(people.filter(pk__in=withdrawn)))
    return ReadBadge(whose[0], ScanResult.WITHDRAWN) if whose else ReadBadge(None, ScanResult.UNKNOWN)


def person_at_desk(conference: Conference, code: str, number: int) -> DeskPerson:
    """Raises Http404 for whoever is not of the conference."""
    card = card_of(conference, code)
    person = person_of(card, number)
    printed = (
        PrintedBadge.objects.filter(participant=person, code=person.badge_code)
        .select_related("printing")
        .order_by("-printing__printed_at", "-pk")
        .first()
    )
    everybody = enumerate(people_of(card), start=1)
    return DeskPerson(
        number=number,
        participant=person,
        others=[Found(other, card.code, place) for place, other in everybody if place != number],
        printed_at=printed.printing.printed_at if printed else None,
        is_outdated=printed is not None and printed.digest != digest_of(person),
        hands_out=handed_to(person),
        slip=desk_payments(conference).filter(card=card).order_by("-recorded_at", "-pk").first(),
    )


def handed_to(person: Participant) -> list[str]:
    """What the entrance and the points of materials have for the person. Four queries."""
    points = ScanPoint.objects.filter(conference=person.conference, kind__in=HANDED_OUT).exclude(hands_out="")
    extras = frozenset(extras_of([person]).get(person.pk, ()))
    who = Person(variant=person.variant_id, extras=extras)
    told = [
        point.hands_out
        for point in points.prefetch_related("variants", "extras")
        if admits(rule_of(point, (one.pk for one in point.variants.all()), (one.pk for one in point.extras.all())), who)
    ]
    return list(dict.fromkeys(told))


def desk_payments(conference: Conference) -> QuerySet[Payment]:
    """Money taken by hand and not taken back."""
    return Payment.objects.filter(
        card__conference=conference, method__in=TAKEN_HERE, amount__gt=0, reversed_by__isnull=True
    )


def desk_payment(conference: Conference, uid: object) -> Payment:
    """A payment that has a slip. Raises Http404 for transfers, and for another conference's."""
    payments = desk_payments(conference).select_related("card__institution", "recorded_by")
    found = get_object_or_404(payments, uid=uid)
    found.card.conference = conference
    return found


def namesake(conference: Conference, nip: str, first_name: str, last_name: str) -> Found | None:
    """Somebody of that name and of an institution with that NIP who is registered already. Two queries at most."""
    people = (
        Participant.objects.on_card()
        .of(conference)
        .filter(card__state=CardState.SUBMITTED, card__institution__nip=nip, sort_key=sort_key(last_name, first_name))
    )
    return next(iter(numbered(list(people.order_by("pk")[:1]))), None)


def last_card_of(institution: int) -> ParticipationCard | None:
    """The newest card of an institution, given by its key, with its parties. Two queries."""
    cards = ParticipationCard.objects.filter(institution=institution).prefetch_related("parties")
    return cards.order_by("-submitted_at", "-pk").first()
