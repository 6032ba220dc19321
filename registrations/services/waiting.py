"""Turns on the waiting lists: taken, declined, left, lapsed, moved. services.people writes them, passing_on offers."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from events.formats import local_date
from events.history import signed
from registrations import mail
from registrations.enums import CardState, ParticipantState, WaitingState
from registrations.models import Participant, ParticipationCard, WaitingEntry
from registrations.repricing import lines_for
from registrations.services.leaving import end_card, pass_on, withdraw
from registrations.services.links import link_for_card
from registrations.services.locking import CardClosed
from registrations.services.outdating import outdate
from registrations.services.owing import give_time, owe
from registrations.services.passing_on import TurnClosed, lock_turn, people_of_turn
from registrations.services.places import release_places
from registrations.services.settling import send_badges_if_paid
from registrations.turns import IN_ORDER

OPEN_TURNS = (WaitingState.WAITING, WaitingState.OFFERED)


@transaction.atomic
def take_offer(*, entry: WaitingEntry, by: User | None = None) -> WaitingEntry:
    """The places held become the people's own, at the prices of the day on which they joined the list.

    Taken before, it stays so. Raises TurnClosed when the offer has ended, or none was made, and CardClosed.
    """
    card, turn = lock_turn(entry)
    if turn.state == WaitingState.TAKEN:
        return turn
    conference = card.conference
    if turn.state != WaitingState.OFFERED or turn.offer_until is None or turn.offer_until <= conference.now():
        raise TurnClosed
    people = people_of_turn(card, turn)
    was_settled = card.balance <= 0
    with override(card.language):
        reason = _("Took the place offered")
    owe(card, lines_for(card, people, on=local_date(turn.joined_at)))
    for person in people:
        person.state = ParticipantState.REGISTERED
        signed(person, by=by, reason=reason).save(update_fields=["state"])
    if was_settled:
        give_time(card)
    signed(card, by=by, reason=reason).save(update_fields=["due", "pay_by", "expires_on"])
    close(turn, WaitingState.TAKEN)
    outdate(card, by=by)
    mail.place_taken(card, link_for_card(card=card), turn, people)
    send_badges_if_paid(card)
    return turn


@transaction.atomic
def decline_offer(*, entry: WaitingEntry, by: User | None = None) -> WaitingEntry:
    """The places go to the next in order. Raises TurnClosed when no offer stands, CardClosed."""
    card, turn = lock_turn(entry)
    if turn.state == WaitingState.LEFT:
        return turn
    if turn.state != WaitingState.OFFERED:
        raise TurnClosed
    with override(card.language):
        reason = _("Declined the place offered")
    return end_turn(card, turn, WaitingState.LEFT, by=by, reason=reason)


@transaction.atomic
def leave_list(*, entry: WaitingEntry, by: User | None = None) -> WaitingEntry:
    """The people of the turn wait no longer, whether a place was offered or not. Raises TurnClosed, CardClosed."""
    card, turn = lock_turn(entry)
    if turn.state == WaitingState.LEFT:
        return turn
    if turn.state not in OPEN_TURNS:
        raise TurnClosed
    with override(card.language):
        reason = _("Left the waiting list")
    return end_turn(card, turn, WaitingState.LEFT, by=by, reason=reason)


@transaction.atomic
def lapse_offer(*, entry: WaitingEntry) -> bool:
    """End an offer that nobody took in time and tell so. Whether it was ended now."""
    try:
        card, turn = lock_turn(entry)
    except CardClosed:
        return False
    if turn.state != WaitingState.OFFERED or turn.offer_until is None or turn.offer_until > card.conference.now():
        return False
    people = people_of_turn(card, turn)
    mail.offer_lapsed(card, link_for_card(card=card), turn, people)
    with override(card.language):
        reason = _("The offer of a place lapsed")
    end_turn(card, turn, WaitingState.LAPSED, by=None, reason=reason)
    return True


def end_turn(
    card: ParticipationCard, turn: WaitingEntry, state: WaitingState, *, by: User | None, reason: str
) -> WaitingEntry:
    """The people of a turn leave the card; the last ones take it with them. Their places are passed on."""
    people = people_of_turn(card, turn)
    close(turn, state)
    withdraw(card, people, percent=0, what=reason, by=by, reason=reason)
    if not card.participants.on_card().exists():
        end_card(card, CardState.CANCELLED)
    signed(card, by=by, reason=reason).save(update_fields=["state", "cancelled_at", "due"])
    release_places(people)
    pass_on(card)
    return turn


def close(turn: WaitingEntry, state: WaitingState) -> None:
    turn.state = state
    turn.closed_at = turn.conference.now()
    turn.save(update_fields=["state", "closed_at"])


@transaction.atomic
def split_turn(*, entry: WaitingEntry, by: User | None = None) -> list[WaitingEntry]:
    """People who waited to take places together go on waiting one by one, each from the same place in the order.

    Raises TurnClosed unless the turn waits, CardClosed.
    """
    card, turn = lock_turn(entry)
    if turn.state != WaitingState.WAITING:
        raise TurnClosed
    turns = [turn]
    for person in people_of_turn(card, turn)[1:]:
        single = WaitingEntry.objects.create(
            conference=card.conference, card=card, variant=turn.variant, rank=turn.rank, joined_at=turn.joined_at
        )
        Participant.objects.filter(pk=person.pk).update(waiting=single)
        turns.append(single)
    if len(turns) > 1:
        with override(card.language):
            reason = _("Waits one by one")
        signed(card, by=by, reason=reason).save(update_fields=["state"])
        pass_on(card)
    return turns


@transaction.atomic
def move_turn(*, entry: WaitingEntry, before: WaitingEntry | None, by: User | None = None) -> None:
    """Put a waiting turn before another of the same variant, or behind all who wait now. Raises TurnClosed.

    Ranks run below zero: whoever joins later has rank zero, and comes after everyone who was moved.
    """
    if before is not None and before.pk == entry.pk:
        return
    card = ParticipationCard.objects.select_for_update().get(pk=entry.card_id)
    waiting = WaitingEntry.objects.select_for_update().filter(variant=entry.variant_id, state=WaitingState.WAITING)
    turns = list(waiting.order_by(*IN_ORDER))
    moved = next((turn for turn in turns if turn.pk == entry.pk), None)
    if moved is None or (before is not None and before.pk not in {turn.pk for turn in turns}):
        raise TurnClosed
    others = [turn for turn in turns if turn.pk != moved.pk]
    place = len(others) if before is None else [turn.pk for turn in others].index(before.pk)
    order = [*others[:place], moved, *others[place:]]
    for number, turn in enumerate(order):
        turn.rank = number - len(order)
    WaitingEntry.objects.bulk_update(order, ["rank"])
    reason = _("Moved to place %(number)s on the waiting list") % {"number": place + 1}
    signed(card, by=by, reason=reason).save(update_fields=["state"])
