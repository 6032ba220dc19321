from datetime import datetime, timedelta

from django.utils import timezone

from checkin.models import Device
from checkin.services.judging import clock_offset

# A phone that scans all the time is noted no more often than this.
OFTEN = timedelta(seconds=20)
LONGEST_QUEUE = 1_000_000


def note_contact(*, device: Device, queue: int | None, version: str, device_now: datetime | None) -> None:
    """Remember what the phone told of itself, unless it told the same a moment ago; nothing where it told nothing."""
    now = timezone.now()
    if queue is None or (device.seen_at and now - device.seen_at < OFTEN and device.queue_length == queue):
        return
    Device.objects.filter(pk=device.pk).update(
        seen_at=now,
        queue_length=min(max(queue, 0), LONGEST_QUEUE),
        version=version[:20],
        clock_offset=clock_offset(device_now, now),
    )
