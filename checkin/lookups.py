"""What a scan needs to know, read as fast as it can be. Each function is one query."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from checkin.models import Device, ScanPoint
from checkin.prepared import Found, ask
from checkin.selectors import people
from events.models import Conference, Variant
from registrations.models import Institution, Participant, ParticipationCard


def device_by_hash(token_sha256: str) -> Device | None:
    """Read anew for every request, so that a phone disconnected a second ago is refused."""
    for found in ask(_device, [token_sha256]):
        device: Device = found[Device]
        device.conference = found[Conference]
        return device
    return None


def _device(values: list[Any]) -> QuerySet[Device]:
    needed = ("name", "paired_at", "expires_at", "revoked_at", "token_sha256")
    of_conference = ("conference__title", "conference__clock_shift", "conference__association_id")
    return Device.objects.select_related("conference").filter(token_sha256=values[0]).only(*needed, *of_conference)


def points_by_slug(conference: int, slugs: Collection[str]) -> dict[str, ScanPoint]:
    """Scan points of the conference that have these codes."""
    found = ask(_points, [conference, *sorted(slugs)]) if slugs else []
    return {point.slug: point for point in (row[ScanPoint] for row in found)}


def _points(values: list[Any]) -> QuerySet[ScanPoint]:
    return ScanPoint.objects.filter(conference=values[0], slug__in=values[1:]).order_by()


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
