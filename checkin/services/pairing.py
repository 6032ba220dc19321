import secrets
from datetime import datetime, time, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from checkin.models import Device
from events.models import Conference

TOKEN_BYTES = 16
SHORTEST_LIFE = timedelta(days=1)
AFTER_THE_END = timedelta(days=2)


def hash_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def pair_device(*, conference: Conference, name: str, by: User) -> tuple[Device, str]:
    """Let a phone scan for the conference until two days after its end, and give its token.

    The token is not kept: who loses it pairs the phone anew.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = Device(
        conference=conference,
        name=name,
        token_sha256=hash_token(token),
        paired_by=by,
        expires_at=_end_of_use(conference),
    )
    device.full_clean()
    device.save()
    return device, token


def _end_of_use(conference: Conference) -> datetime:
    """In real time: a clock moved in a demonstration is moved back."""
    last_midnight = timezone.make_aware(datetime.combine(conference.ends_on, time()))
    return max(last_midnight + AFTER_THE_END - conference.clock_shift, timezone.now() + SHORTEST_LIFE)


@transaction.atomic
def revoke_device(*, device: Device) -> None:
    """Take the right to scan from a phone. What it has scanned stays. A second call changes nothing."""
    Device.objects.filter(pk=device.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    device.refresh_from_db(fields=["revoked_at"])
