from collections.abc import Iterator

from django.db.models import Count, F, Q

from checkin.enums import ARRIVALS, Direction, ScanResult
from checkin.models import AttendanceMark, Scan, ScanPoint


def broken() -> Iterator[str]:
    """Sentences that name what must never be so."""
    accepted = Scan.objects.filter(result=ScanResult.ACCEPTED).order_by()
    in_turn = accepted.filter(turn__isnull=False)
    twice = in_turn.values("participant", "point", "turn").annotate(times=Count("pk")).filter(times__gt=1)
    for row in twice:
        yield f"Participant {row['participant']} was let in {row['times']} times at scan point {row['point']}."
    crossed = Scan.objects.filter(
        ~Q(device__conference=F("point__conference"))
        | Q(participant__isnull=False) & ~Q(participant__conference=F("point__conference"))
    )
    for uid in crossed.values_list("uid", flat=True):
        yield f"Scan {uid} mixes two conferences."
    doors = ScanPoint.objects.filter(session__isnull=False).exclude(session__conference=F("conference"))
    for slug in doors.values_list("slug", flat=True):
        yield f"Scan point {slug} is the door of another conference's session."
    never = accepted.filter(point__kind__in=ARRIVALS, direction=Direction.IN, participant__arrived_at__isnull=True)
    for uid in never.values_list("uid", flat=True):
        yield f"Scan {uid} let a participant in whose arrival was not noted."
    strayed = AttendanceMark.objects.filter(session__isnull=False)
    for key in strayed.exclude(session__conference=F("participant__conference")).values_list("pk", flat=True):
        yield f"Attendance mark {key} mixes two conferences."
