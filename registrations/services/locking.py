"""Every change of a card locks the card first, then reads what it decides by, and touches pools of places last."""

from collections.abc import Iterable

from accounts.models import User
from registrations.deadlines import may_change, may_resign
from registrations.enums import ParticipantState
from registrations.models import Participant, ParticipationCard

ON_THE_CARD = (ParticipantState.REGISTERED, ParticipantState.WAITING)


class CardClosed(Exception):
    """The card is cancelled or has expired, or the conference has begun: nothing of it can be changed."""


class TooLate(Exception):
    """The day until which institutions may change their cards has passed."""


def lock_card(key: int) -> ParticipationCard:
    cards = ParticipationCard.objects.select_for_update(of=("self",))
    return cards.select_related("conference__association", "institution").get(pk=key)


def lock_to_change(key: int, by: User | None) -> ParticipationCard:
    """Raises CardClosed, TooLate."""
    card = lock_card(key)
    if not may_resign(card, by):
        raise CardClosed
    if not may_change(card, by):
        raise TooLate
    return card


def lock_to_resign(key: int, by: User | None) -> ParticipationCard:
    """Raises CardClosed."""
    card = lock_card(key)
    if not may_resign(card, by):
        raise CardClosed
    return card


def those_on(card: ParticipationCard, keys: Iterable[int]) -> list[Participant]:
    """Of these participants those who are on this card and take part or wait, as they are now."""
    people = card.participants.filter(pk__in=set(keys), state__in=ON_THE_CARD).select_related("variant", "waiting")
    found = list(people.order_by("pk"))
    for person in found:
        person.card, person.conference = card, card.conference
    return found
