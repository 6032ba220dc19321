"""Offering places to those who wait. An offer holds the places until it is taken, declined or lapses."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from events.history import signed
from events.models import Conference, Extra
from events.services import NoPlaces
from registrations import mail
from registrations.deadlines import makes_offers
from registrations.enums import ParticipantState, WaitingState
from registrations.models import Participant, ParticipantExtra, ParticipationCard, WaitingEntry
from registrations.services.links import link_for_card
from registrations.services.locking import CardClosed, lock_card
from registrations.services.places import hold_places
from registrations.turns import turns_that_fit


class TurnClosed(Exception):
    """The turn on the waiting list has ended, or is not at the step that was asked for."""


def offer_places(*, conference: Conference) -> int:
    """Offer what is free to those who wait, in their order; how many turns were offered places.

    A turn that does not fit into what is left keeps its place in the order, and the next that fits is asked.
    Each offer is a transaction of its own: one that fails does not take back another.
    """
    if not makes_offers(conference):
        return 0
    offered = 0
    for turn in turns_that_fit(conference):
        try:
            offer_turn(entry=turn, by=None)
        except (NoPlaces, TurnClosed, CardClosed):
            continue
        offered += 1
    return offered


@transaction.atomic
def offer_turn(*, entry: WaitingEntry, by: User | None) -> WaitingEntry:
    """Hold the places of one turn for its people until the offer ends, and write to them.

    A turn that has an offer keeps it as it is. Raises NoPlaces, TurnClosed, CardClosed.
    """
    card, turn = lock_turn(entry)
    if turn.state == WaitingState.OFFERED:
        return turn
    conference = card.conference
    people = people_of_turn(card, turn)
    if turn.state != WaitingState.WAITING or not people:
        raise TurnClosed
    if not makes_offers(conference):
        raise CardClosed
    turn.state = WaitingState.OFFERED
    turn.offered_at = conference.now()
    turn.offer_until = end_of_offer(conference)
    turn.save(update_fields=["state", "offered_at", "offer_until"])
    if by is not None:
        reason = _("A place in %(variant)s was offered by hand") % {"variant": turn.variant.name}
        signed(card, by=by, reason=reason).save(update_fields=["state"])
    dropped = drop_what_ran_out(people)
    number = card.waiting.filter(pk__lte=turn.pk).count()
    mail.place_offered(card, link_for_card(card=card), turn, people, number=number, dropped=dropped)
    hold_places(people)
    return turn


def drop_what_ran_out(people: Sequence[Participant]) -> list[str]:
    """Leave out the extras with fewer places than the people of a turn want: they do not stop it. Their names."""
    wanted: dict[Extra, list[int]] = {}
    taken = ParticipantExtra.objects.filter(participant__in=people, extra__pool__isnull=False)
    for one in taken.select_related("extra__pool"):
        wanted.setdefault(one.extra, []).append(one.pk)
    gone = {extra: keys for extra, keys in wanted.items() if extra.pool is not None and extra.pool.left < len(keys)}
    ParticipantExtra.objects.filter(pk__in=[key for keys in gone.values() for key in keys]).delete()
    return [extra.name for extra in gone]


def lock_turn(entry: WaitingEntry) -> tuple[ParticipationCard, WaitingEntry]:
    """The turn with its card, the card locked first. Raises CardClosed when the card does not stand any more."""
    card = lock_card(entry.card_id)
    if not card.is_active:
        raise CardClosed
    turn = WaitingEntry.objects.select_for_update(of=("self",)).select_related("variant").get(pk=entry.pk)
    turn.card, turn.conference = card, card.conference
    return card, turn


def people_of_turn(card: ParticipationCard, turn: WaitingEntry) -> list[Participant]:
    found = list(turn.participants.filter(state=ParticipantState.WAITING).select_related("variant").order_by("pk"))
    for person in found:
        person.card, person.conference, person.waiting = card, card.conference, turn
    return found


def end_of_offer(conference: Conference) -> datetime:
    """So many hours from now, at the latest when the first day begins."""
    begins = timezone.make_aware(datetime.combine(conference.starts_on, time.min))
    return min(conference.now() + timedelta(hours=conference.offer_hours), begins)
