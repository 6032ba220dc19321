from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from checkin.enums import ARRIVALS, BY_ORDER, ScanResult
from checkin.inputs import UndoInput
from checkin.lookups import rule_of
from checkin.models import Device, Scan, Undo
from checkin.services.judging import believable, clock_offset
from checkin.services.ordering import note_again, settle
from registrations.models import Participant


@transaction.atomic
def undo_scans(*, device: Device, undos: Sequence[UndoInput], device_now: datetime | None = None) -> set[UUID]:
    """Take scans back, and tell which of them are known here. A scan taken back before stays so.

    Each stays stored, beside who took it back and when; the next attempt of the person counts in its place.
    A phone sends its scans before it takes them back: one that is not known has not come to us.
    """
    asked = {undo.uid: undo for undo in undos}
    found = Scan.objects.filter(uid__in=asked, point__conference=device.conference_id)
    people = sorted(set(found.filter(participant__isnull=False).values_list("participant_id", flat=True)))
    list(Participant.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True).only("pk"))
    scans = list(found.select_related("point").prefetch_related("point__variants", "point__extras", "undo"))
    fresh = [scan for scan in scans if scan.result != ScanResult.UNDONE]
    now, offset = device.conference.now(), clock_offset(device_now, timezone.now())
    Undo.objects.bulk_create(
        (
            Undo(
                scan=scan,
                device=device,
                received_at=now,
                made_at=believable(asked[scan.uid].made_at, device, now, offset),
            )
            for scan in fresh
        ),
        ignore_conflicts=True,
    )
    Scan.objects.filter(pk__in=[scan.pk for scan in fresh]).update(result=ScanResult.UNDONE)
    _count_anew([scan for scan in fresh if scan.result in BY_ORDER and scan.participant_id])
    return {scan.uid for scan in scans}


def _count_anew(undone: Sequence[Scan]) -> None:
    if not undone:
        return
    points = {scan.point_id: scan.point for scan in undone}
    rules = {
        key: rule_of(point, (one.pk for one in point.variants.all()), (one.pk for one in point.extras.all()))
        for key, point in points.items()
    }
    settle({(scan.participant_id or 0, scan.point_id) for scan in undone}, rules)
    note_again({scan.participant_id for scan in undone if scan.participant_id and scan.point.kind in ARRIVALS})
