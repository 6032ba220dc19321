from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from checkin.enums import ARRIVALS, Direction, ScanPointKind, ScanResult
from checkin.models import Device, Scan, ScanPoint
from events.access import conferences_for
from events.enums import ConferenceState, Stage
from events.models import Conference
from events.roles import Permission
from registrations.enums import CardState
from registrations.models import Participant
from registrations.search import fold
from registrations.selectors import search_participants

SHORTEST_SEARCH = 2
MOST_FOUND = 20
# Whoever forgot to send their scans still finds the conference for so many days.
DAYS_AFTER = 7
# What the door needs to know of a person; the rest is not even read.
SHOWN = (
    *("conference_id", "academic_title", "first_name", "last_name", "state", "badge_code", "arrived_at"),
    *("card__state", "card__due", "card__settled", "card__institution__name", "variant__name", "variant__is_remote"),
)


@dataclass(frozen=True)
class Presence:
    """How many were let in at a point, of how many who are expected there."""

    point: ScanPoint
    present: int
    expected: int


def people(conference: int) -> QuerySet[Participant]:
    """Participants of the conference, given by its key, each with card, institution and variant."""
    return Participant.objects.filter(conference=conference).select_related("card__institution", "variant").only(*SHOWN)


def stored_scans(conference: int, uids: Iterable[UUID]) -> dict[UUID, Scan]:
    """Scans of the conference that are stored, by their identifiers; nothing of any other conference."""
    found = Scan.objects.filter(uid__in=uids, point__conference=conference).select_related(
        "point", "participant__card__institution", "participant__variant"
    )
    return {scan.uid: scan for scan in found}


def first_scans(again: Sequence[Scan]) -> dict[UUID, Scan]:
    """For each of these second attempts the scan on account of which the person was here already. One query."""
    if not again:
        return {}
    found = Scan.objects.filter(
        participant__in={scan.participant_id for scan in again},
        point__in={scan.point_id for scan in again},
        result=ScanResult.ACCEPTED,
        direction=Direction.IN,
    ).select_related("point", "device")
    let_in: dict[tuple[int | None, int], list[Scan]] = defaultdict(list)
    for scan in found.order_by("scanned_at", "uid"):
        let_in[scan.participant_id, scan.point_id].append(scan)
    pairs = ((scan, let_in[scan.participant_id, scan.point_id]) for scan in again)
    return {scan.uid: first for scan, moves in pairs if (first := _first_for(scan, moves))}


def _first_for(scan: Scan, moves: Sequence[Scan]) -> Scan | None:
    if scan.turn is not None:
        return next((move for move in moves if move.turn == scan.turn), None)
    before = [move for move in moves if move.scanned_at <= scan.scanned_at]
    return before[-1] if before else None


def presence(conference: Conference) -> list[Presence]:
    """Every scan point in order with its counters. Two queries."""
    points = ScanPoint.objects.filter(conference=conference).annotate(
        let_in=Count("scans__participant", filter=Q(scans__result=ScanResult.ACCEPTED), distinct=True)
    )
    expected = expected_people(conference).count()
    return [Presence(point, point.let_in, expected) for point in points]


def expected_people(conference: Conference) -> QuerySet[Participant]:
    """Those who take part on site, paid or not."""
    return Participant.objects.active().of(conference).filter(card__state=CardState.SUBMITTED, variant__is_remote=False)


def find_people(conference: Conference, words: str) -> list[Participant]:
    """People by parts of their surname, name or institution, those whose surname begins so first.

    Empty for fewer than two letters.
    """
    wanted = fold(words)
    if len(wanted.replace(" ", "")) < SHORTEST_SEARCH:
        return []
    found = list(people(conference.pk).filter(search_participants(conference, wanted)).order_by("sort_key", "pk")[:200])
    found.sort(key=lambda participant: not fold(participant.last_name).startswith(wanted.split()[0]))
    return found[:MOST_FOUND]


def who_attended(conference: Conference) -> QuerySet[Participant]:
    """Participants who were let in at an entrance of the conference, in Polish order."""
    entered = Scan.objects.filter(participant=OuterRef("pk"), result=ScanResult.ACCEPTED, point__kind__in=ARRIVALS)
    return Participant.objects.of(conference).filter(Exists(entered))


def scannable(user: User) -> list[Conference]:
    """Conferences in which the person may scan: those that are on, then the nearest, then those just ended."""
    days_after = timedelta(days=DAYS_AFTER)
    mine = [
        conference
        for conference in conferences_for(user, Permission.SCAN)
        if conference.state != ConferenceState.CANCELLED and conference.today() - days_after <= conference.ends_on
    ]
    return sorted(mine, key=_distance)


def _distance(conference: Conference) -> tuple[int, int]:
    if conference.stage == Stage.RUNNING:
        return 0, 0
    ahead = (conference.starts_on - conference.today()).days
    return (1, ahead) if ahead > 0 else (2, -ahead)


def arrival_point(conference: Conference) -> ScanPoint | None:
    """Where the desk lets people in: the entrance, else that of the day that is open now, else the first of a day."""
    points = list(ScanPoint.objects.filter(conference=conference, kind__in=ARRIVALS))
    entrance = next((point for point in points if point.kind == ScanPointKind.ENTRANCE), None)
    now = conference.now()
    is_open = (
        point
        for point in points
        if (point.opens_at is None or point.opens_at <= now) and (point.closes_at is None or now < point.closes_at)
    )
    return entrance or next(is_open, None) or next(iter(points), None)


def valid_devices(conferences: Iterable[Conference]) -> list[Device]:
    """Phones that may scan for the conferences now, the newest first."""
    found = Device.objects.valid().filter(conference__in=list(conferences))
    return list(found.select_related("paired_by", "conference").order_by("-paired_at"))
