"""Who holds places in which pools. A participant holds one in each pool of their variant and of their extras.

Whoever calls these for people already saved has locked their card: holds are read, then changed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from events.services import take_places
from registrations.models import Participant, ParticipantExtra, PlaceHold

# A participant and a pool, by their keys; of places held, the key of the hold.
Place = tuple[int, int]


def hold_places(participants: Sequence[Participant]) -> None:
    """Take every place that the participants, as they are saved, need and do not hold yet. Raises NoPlaces."""
    change_holds(taken=places_needed(participants) - set(places_held(participants)), given_back={})


def hold_first_places(participants: Sequence[Participant]) -> None:
    """The same for people who were just made and hold nothing: a query fewer."""
    change_holds(taken=places_needed(participants), given_back={})


def release_places(participants: Sequence[Participant]) -> None:
    """Give back every place the participants hold."""
    change_holds(taken=set(), given_back=places_held(participants))


def exchange_places(participants: Sequence[Participant]) -> None:
    """After a change of variant or extras: take what is needed now and give back what no longer is. Raises NoPlaces.

    Both at once, pool by pool in their order: taking all first would let two exchanges wait for each other.
    """
    needed, held = places_needed(participants), places_held(participants)
    change_holds(
        taken=needed - set(held), given_back={place: hold for place, hold in held.items() if place not in needed}
    )


def places_needed(participants: Sequence[Participant]) -> set[Place]:
    """From variants and extras, whatever the state of the participants. One query."""
    keys = [participant.pk for participant in participants]
    of_variants = Participant.objects.filter(pk__in=keys, variant__pools__isnull=False)
    of_extras = ParticipantExtra.objects.filter(participant__in=keys, extra__pool__isnull=False)
    places = (
        of_variants.order_by()
        .values_list("pk", "variant__pools")
        .union(of_extras.values_list("participant_id", "extra__pool_id"))
    )
    return set(places)


def places_held(participants: Sequence[Participant]) -> dict[Place, int]:
    holds = PlaceHold.objects.filter(participant__in=participants)
    return {hold[:2]: hold[2] for hold in holds.values_list("participant_id", "pool_id", "pk")}


def change_holds(*, taken: set[Place], given_back: Mapping[Place, int]) -> None:
    """The rows first, the counters last: whoever has changed a pool's counter keeps all others waiting."""
    if given_back:
        PlaceHold.objects.filter(pk__in=given_back.values()).delete()
    PlaceHold.objects.bulk_create(
        PlaceHold(participant_id=participant, pool_id=pool) for participant, pool in sorted(taken)
    )
    counts = Counter(pool for _, pool in taken)
    counts.subtract(pool for _, pool in given_back)
    take_places(wanted={pool: count for pool, count in counts.items() if count})
