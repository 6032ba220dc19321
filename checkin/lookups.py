"""What a scan needs to know, read as fast as it can be. Each function is one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from checkin.models import Device, ScanPoint
from checkin.prepared import Found, ask
from checkin.rules import Rule
from checkin.selectors import people
from events.models import Conference, Variant
from registrations.models import Institution, Participant, ParticipantExtra, ParticipationCard, WithdrawnBadge

ForVariants: Any = ScanPoint.variants.through
ForExtras: Any = ScanPoint.extras.through


def device_by_hash(token_sha256: str) -> Device | None:
    """Read anew for every request, so that a phone disconnected a second ago is refused."""
    for found in ask(_device, [token_sha256]):
        device: Device = found[Device]
        device.conference = found[Conference]
        return device
    return None


def _device(values: list[Any]) -> QuerySet[Device]:
    needed = ("name", "paired_at", "expires_at", "revoked_at", "token_sha256", "seen_at", "queue_length")
    of_conference = (
        "conference__title",
        "conference__clock_shift",
        "conference__starts_on",
        "conference__association_id",
    )
    return Device.objects.select_related("conference").filter(token_sha256=values[0]).only(*needed, *of_conference)


@dataclass(frozen=True)
class Door:
    """A scan point with its rule."""

    point: ScanPoint
    rule: Rule


def doors_by_slug(device: Device, slugs: Collection[str]) -> dict[str, Door]:
    """Scan points that have these codes, of those at which the device may scan."""
    found = ask(_doors, [device.conference_id, device.pk, *sorted(slugs)]) if slugs else []
    points = {row[ScanPoint].slug: row[ScanPoint] for row in found}
    variants: dict[str, set[int]] = defaultdict(set)
    extras: dict[str, set[int]] = defaultdict(set)
    for row in found:
        variants[row[ScanPoint].slug].add(row[ForVariants].variant_id)
        extras[row[ScanPoint].slug].add(row[ForExtras].extra_id)
    return {
        slug: Door(point, rule_of(point, variants[slug] - {None}, extras[slug] - {None}))
        for slug, point in points.items()
    }


def _doors(values: list[Any]) -> QuerySet[ScanPoint]:
    """A row for each variant and extra that a point names: few, and in one query."""
    bound = Device.points.through.objects.filter(device_id=values[1])
    may = ~Exists(bound) | Exists(bound.filter(scanpoint_id=OuterRef("pk")))
    points = ScanPoint.objects.filter(may, conference=values[0], slug__in=values[2:]).order_by()
    return points.annotate(for_variant=F("variants"), for_extra=F("extras"))


def rule_of(point: ScanPoint, variants: Iterable[int], extras: Iterable[int]) -> Rule:
    return Rule(
        payment=point.payment,
        times=point.times,
        tracks_leaving=point.tracks_leaving,
        variants=frozenset(variants),
        extras=frozenset(extras),
        opens_at=point.opens_at,
        closes_at=point.closes_at,
    )


def extras_of(people: Iterable[Participant]) -> dict[int, set[int]]:
    """Keys of the extras that each of the people has taken, by the keys of the people."""
    taken: dict[int, set[int]] = defaultdict(set)
    pairs = ParticipantExtra.objects.filter(participant__in=[person.pk for person in people])
    for participant, extra in pairs.values_list("participant_id", "extra_id"):
        taken[participant].add(extra)
    return taken


def withdrawn_codes(conference: int, codes: Collection[str]) -> set[str]:
    """Those of the codes that were badges of the conference and are none any more."""
    if not codes:
        return set()
    found = WithdrawnBadge.objects.filter(conference=conference, code__in=codes)
    return set(found.values_list("code", flat=True))


def locked_people(conference: int, codes: Collection[str], keys: Collection[int]) -> list[Participant]:
    """Participants by the codes of their badges and by their keys, locked in the order of their keys.

    The lock comes before any insert in every transaction, so that two batches never wait for each other.
    """
    if not codes and not keys:
        return []
    if not keys:
        return [_linked(found) for found in ask(_people, [conference, *sorted(codes)])]
    return list(_lock(people(conference).filter(Q(badge_code__in=codes) | Q(pk__in=keys))))


def _people(values: list[Any]) -> QuerySet[Participant]:
    return _lock(people(values[0]).filter(badge_code__in=values[1:]))


def _lock(found: QuerySet[Participant]) -> QuerySet[Participant]:
    return found.order_by("pk").select_for_update(of=("self",), no_key=True)


def _linked(found: Found) -> Participant:
    participant: Participant = found[Participant]
    participant.card = found[ParticipationCard]
    participant.card.institution = found[Institution]
    participant.variant = found[Variant]
    return participant
