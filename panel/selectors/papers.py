from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from events.models import Conference
from registrations.enums import Acceptance, ScanState
from registrations.models import ParticipationCard


def cards_to_accept(conference: Conference) -> QuerySet[ParticipationCard, ParticipationCard]:
    """Cards whose signed paper waits, or is out of date, with `files` and `came_at`; who waits longest comes first."""
    waits = Q(scans__state=ScanState.SENT)
    return (
        ParticipationCard.objects.active()
        .filter(conference=conference, acceptance__in=(Acceptance.SENT, Acceptance.OUTDATED))
        .select_related("institution")
        .annotate(files=Count("scans", filter=waits), came_at=Max("scans__sent_at", filter=waits))
        .annotate(waits_since=Coalesce(Min("scans__sent_at", filter=waits), F("outdated_at")))
        .order_by("waits_since", "pk")
    )


def next_to_accept(conference: Conference) -> str | None:
    """The code of the card that waits longest."""
    first = cards_to_accept(conference).first()
    return first.code if first else None
