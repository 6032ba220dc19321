import secrets
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from checkin.models import Device, Invitation, ScanPoint
from events.models import Conference

TOKEN_BYTES = 16
SHORTEST_LIFE = timedelta(days=1)
AFTER_THE_END = timedelta(days=2)
INVITATION_LIFE = timedelta(minutes=15)


def hash_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def pair_device(
    *, conference: Conference, name: str, by: User | None, points: Iterable[ScanPoint] = ()
) -> tuple[Device, str]:
    """Let a phone scan for the conference until two days after its end, at these points or at all, and give its token.

    The token is not kept: who loses it pairs the phone anew.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = Device(
        conference=conference,
        name=name,
        token_sha256=hash_token(token),
        paired_by=by,
        expires_at=end_of_use(conference),
    )
    device.full_clean(exclude=["paired_by"])
    device.save()
    device.points.set(points)
    return device, token


@transaction.atomic
def invite_device(
    *, conference: Conference, name: str, points: Iterable[ScanPoint], by: User
) -> tuple[Invitation, str]:
    """A code that pairs one phone within minutes, for the panel to show. Only its hash is kept."""
    code = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation(
        conference=conference,
        name=name,
        code_sha256=hash_token(code),
        made_by=by,
        expires_at=timezone.now() + INVITATION_LIFE,
    )
    invitation.full_clean()
    invitation.save()
    invitation.points.set(points)
    return invitation, code


@transaction.atomic
def take_invitation(*, code: str) -> tuple[Device, str] | None:
    """Pair the phone that read the code, and give its token; None for a code that is used, old or none of ours."""
    found = Invitation.objects.select_for_update(of=("self",)).select_related("conference__association", "made_by")
    invitation = found.filter(code_sha256=hash_token(code), device__isnull=True, expires_at__gt=timezone.now()).first()
    if invitation is None:
        return None
    device, token = pair_device(
        conference=invitation.conference,
        name=invitation.name,
        by=invitation.made_by,
        points=invitation.points.all(),
    )
    invitation.device = device
    invitation.save(update_fields=["device"])
    return device, token


def end_of_use(conference: Conference) -> datetime:
    """In real time: a clock moved in a demonstration is moved back."""
    last_midnight = timezone.make_aware(datetime.combine(conference.ends_on, time()))
    return max(last_midnight + AFTER_THE_END - conference.clock_shift, timezone.now() + SHORTEST_LIFE)


@transaction.atomic
def revoke_device(*, device: Device) -> None:
    """Take the right to scan from a phone. What it has scanned stays. A second call changes nothing."""
    Device.objects.filter(pk=device.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    device.refresh_from_db(fields=["revoked_at"])
