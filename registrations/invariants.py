"""What must always be true of cards, people and places. Read by `manage.py check_invariants`."""

from collections.abc import Iterator

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, Concat

from events.models import DiscountCode, PlacePool, Variant
from mailings.models import Letter
from registrations.enums import CardState, ParticipantState, WaitingState
from registrations.models import Participant, ParticipantExtra, ParticipationCard, PlaceHold, WaitingEntry


def broken() -> Iterator[str]:
    yield from wrong_counters()
    yield from stray_holds()
    yield from missing_holds()
    yield from wrong_turns()
    yield from wrong_discounts()
    yield from wrong_sums()
    yield from strangers()
    yield from cards_without_letter()


def wrong_counters() -> Iterator[str]:
    counted = PlacePool.objects.annotate(held=Count("holds")).exclude(held=F("taken"))
    for pool in counted.select_related("conference"):
        yield f"Pool {pool} of {pool.conference}: the counter says {pool.taken}, {pool.held} places are held."


# Who holds places: those who take part, and those who were offered one from the waiting list.
OFFERED = Q(state=ParticipantState.WAITING, waiting__state=WaitingState.OFFERED)


def stray_holds() -> Iterator[str]:
    """Places held by those who neither take part nor were offered one, or in pools that they do not draw on."""
    draws = Variant.pools.through.objects.filter(
        variant_id=OuterRef("participant__variant_id"), placepool_id=OuterRef("pool_id")
    )
    extras = ParticipantExtra.objects.filter(participant=OuterRef("participant_id"), extra__pool=OuterRef("pool_id"))
    holders = Participant.objects.filter(Q(state=ParticipantState.REGISTERED) | OFFERED, pk=OuterRef("participant_id"))
    stray = PlaceHold.objects.filter(~Exists(holders) | (~Exists(draws) & ~Exists(extras)))
    for hold in stray.select_related("participant", "pool"):
        yield f"Participant {hold.participant.pk} holds a place in {hold.pool} that is not theirs."


def missing_holds() -> Iterator[str]:
    held = PlaceHold.objects.filter(participant_id=OuterRef("pk"), pool_id=OuterRef("variant__pools"))
    holders = Participant.objects.filter(Q(state=ParticipantState.REGISTERED) | OFFERED)
    without = holders.filter(variant__pools__isnull=False).filter(~Exists(held))
    for participant in without.distinct():
        yield f"Participant {participant.pk} holds no place in a pool of their variant."
    of_extra = PlaceHold.objects.filter(participant=OuterRef("participant_id"), pool=OuterRef("extra__pool_id"))
    taken = ParticipantExtra.objects.filter(participant__in=holders, extra__pool__isnull=False)
    for one in taken.filter(~Exists(of_extra)).select_related("extra"):
        yield f"Participant {one.participant_id} holds no place for {one.extra}."


def wrong_turns() -> Iterator[str]:
    """People wait exactly while their turn, on their own variant, is open; nobody is on a card that has ended."""
    waits = Q(state=ParticipantState.WAITING)
    is_open = Q(
        waiting__state__in=(WaitingState.WAITING, WaitingState.OFFERED),
        waiting__card=F("card"),
        waiting__variant=F("variant"),
    )
    for participant in Participant.objects.filter(waits).exclude(is_open):
        yield f"Participant {participant.pk} waits without an open turn."
    waiting = Participant.objects.filter(waits, waiting=OuterRef("pk"))
    turns = WaitingEntry.objects.filter(state__in=(WaitingState.WAITING, WaitingState.OFFERED))
    for turn in turns.filter(~Exists(waiting)):
        yield f"Turn {turn.pk} of card {turn.card} is open, and nobody waits."
    for participant in Participant.objects.on_card().exclude(card__state=CardState.SUBMITTED):
        yield f"Participant {participant.pk} is on card {participant.card}, which has ended."


def wrong_discounts() -> Iterator[str]:
    """A code is used as often as there are cards with it that stand."""
    standing = Count("cards", filter=Q(cards__state=CardState.SUBMITTED))
    for code in DiscountCode.objects.annotate(standing=standing).exclude(used=F("standing")):
        yield f"Discount code {code} says it is used {code.used} times, {code.standing} cards use it."


def wrong_sums() -> Iterator[str]:
    summed = ParticipationCard.objects.annotate(owed=Coalesce(Sum("lines__amount"), 0)).exclude(owed=F("due"))
    for code, due, owed in summed.values_list("code", "due", "owed"):
        yield f"Card {code}: {due} is due, its lines make {owed}."


def strangers() -> Iterator[str]:
    """People, variants and institutions of another conference or association than their card's."""
    people = Participant.objects.exclude(
        conference=F("card__conference"), variant__conference=F("card__conference")
    ).select_related("card")
    for participant in people:
        yield f"Participant {participant.pk} of card {participant.card} belongs to another conference."
    for card in ParticipationCard.objects.exclude(institution__association=F("conference__association")):
        yield f"Card {card} names an institution of another association."


def cards_without_letter() -> Iterator[str]:
    key = Concat(Value("card_received:"), OuterRef("code"), output_field=CharField())
    # An import gives its reason, and writes letters only where the organiser wants them.
    imported = ParticipationCard.history.filter(id=OuterRef("pk"), history_type="+", history_change_reason__gt="")
    without = ParticipationCard.objects.filter(~Exists(Letter.objects.filter(dedupe_key=key)), ~Exists(imported))
    for card in without:
        yield f"Card {card} was submitted, but its letter was never written."
