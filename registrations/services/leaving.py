"""What every way of leaving a card has in common: lines, places, turns on the waiting list, the end of the card."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from accounts.models import User
from events.history import signed
from events.services import give_back_discount
from registrations.enums import CardState, LineKind, ParticipantState, WaitingState
from registrations.models import Participant, ParticipationCard, WaitingEntry
from registrations.services.owing import owe, take_back
from registrations.services.passing_on import offer_places


def withdraw(
    card: ParticipationCard, people: Sequence[Participant], *, percent: int, what: str, by: User | None, reason: str
) -> int:
    """People leave a locked card; so many per cent of what they owed stays as a fee, which is told.

    The caller saves the card. Their places are not given back here: pools come last.
    """
    lines = take_back(card, people, percent=percent, what=what)
    owe(card, lines)
    for person in people:
        person.state = ParticipantState.CANCELLED
        signed(person, by=by, reason=reason).save(update_fields=["state"])
    left = Participant.objects.filter(waiting__card=card, state=ParticipantState.WAITING).values("waiting")
    turns = WaitingEntry.objects.filter(
        pk__in={person.waiting_id for person in people}, state__in=(WaitingState.WAITING, WaitingState.OFFERED)
    )
    turns.exclude(pk__in=left).update(state=WaitingState.LEFT, closed_at=card.conference.now())
    return sum(line.amount for line in lines if line.kind == LineKind.FEE)


def end_card(card: ParticipationCard, state: CardState) -> None:
    """A locked card on which nobody is left; the caller saves it."""
    card.state = state
    card.cancelled_at = card.conference.now()
    give_back_discount(card.discount_id)


def pass_on(card: ParticipationCard) -> None:
    """Places were given back: those who wait are asked as soon as that is certain."""
    transaction.on_commit(partial(offer_places, conference=card.conference), robust=True)
