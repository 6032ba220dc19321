"""What the panel tells of phones at the doors and of scans that do not agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from checkin.enums import ScanResult
from checkin.models import Device, Invitation, Scan
from checkin.reading import device_key
from checkin.selectors import first_scans
from events.models import Conference

# A phone that is open speaks each half a minute.
SILENT_AFTER = timedelta(minutes=3)
WRONG_CLOCK = timedelta(minutes=2)
MOST_CONFLICTS = 200


@dataclass(frozen=True)
class Phone:
    device: Device
    key: str
    points: list[str]
    is_silent: bool

    @property
    def clock_minutes(self) -> int:
        """By how many minutes its clock is wrong, where it matters; ahead is positive."""
        offset = self.device.clock_offset or timedelta()
        return -round(offset.total_seconds() / 60) if abs(offset) >= WRONG_CLOCK else 0


@dataclass(frozen=True)
class Conflict:
    """Somebody whom a phone let in, and should not have: another was earlier, or something stood in the way."""

    scan: Scan
    first: Scan | None


def phones(conference: Conference) -> tuple[list[Phone], list[Device]]:
    """Those that may scan, by name, and those that were disconnected, the last first."""
    silent = timezone.now() - SILENT_AFTER
    found = Device.objects.filter(conference=conference).select_related("paired_by").prefetch_related("points")
    valid = [
        Phone(device, device_key(device), [point.name for point in device.points.all()], not seen_since(device, silent))
        for device in found.valid().order_by("name", "pk")
    ]
    return valid, list(found.filter(revoked_at__isnull=False).order_by("-revoked_at"))


def seen_since(device: Device, moment: datetime) -> bool:
    return (device.seen_at or device.paired_at) >= moment


def conflicting(conference: Conference) -> QuerySet[Scan]:
    """Scans that a phone accepted and that do not count, nor were taken back."""
    agreed = Q(result=ScanResult.ACCEPTED) | Q(result=ScanResult.UNDONE)
    return Scan.objects.filter(point__conference=conference, told=ScanResult.ACCEPTED).exclude(agreed)


def conflicts(conference: Conference) -> list[Conflict]:
    """The latest first, each with the scan that counts in its place. Two queries."""
    needed = ("point", "device", "participant__card__institution")
    found = list(conflicting(conference).select_related(*needed).order_by("-scanned_at")[:MOST_CONFLICTS])
    firsts = first_scans([scan for scan in found if scan.result == ScanResult.AGAIN])
    return [Conflict(scan, firsts.get(scan.uid)) for scan in found]


def undone(conference: Conference) -> Sequence[Scan]:
    found = Scan.objects.filter(point__conference=conference, undo__isnull=False)
    return list(found.select_related("point", "device", "participant", "undo__device").order_by("-undo__made_at")[:50])


def invitation_of(conference: Conference, uid: str) -> Invitation | None:
    return Invitation.objects.filter(conference=conference, uid=uid).select_related("device").first()
