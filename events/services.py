from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Stage
from events.models import Conference, DiscountCode, PlacePool


class NoPlaces(Exception):
    """A pool has fewer places left than asked for. Carries the pool and how many are left."""

    def __init__(self, pool: PlacePool) -> None:
        super().__init__(f"{pool.left} places left in {pool.name}")
        self.pool = pool


class DiscountUsedUp(ValidationError):
    """As many cards as may have used the discount code, or its last day has passed."""


def take_places(*, wanted: Mapping[int, int]) -> None:
    """Take places in pools, given as how many by the pool's key: all of them or none; give back where below zero.

    Check and change are one statement, so the last place is given once. Pools are changed in the order of
    their keys, so that two transactions never wait for each other. Raises NoPlaces; the caller's
    transaction must then roll back.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take_places outside a transaction could keep some places and not others.")
    for key, count in sorted(wanted.items()):
        if count < 0:
            give_back_places(held={key: -count})
            continue
        changed = PlacePool.objects.filter(pk=key, taken__lte=F("size") - count).update(taken=F("taken") + count)
        if not changed:
            raise NoPlaces(PlacePool.objects.get(pk=key))


def give_back_places(*, held: Mapping[int, int]) -> None:
    """Return places to pools, given as how many by the pool's key."""
    for key, count in sorted(held.items()):
        PlacePool.objects.filter(pk=key).update(taken=F("taken") - count)


def use_discount(code: DiscountCode) -> None:
    """Count one more card that uses the code; the check of its limit and day is the same statement.

    Raises DiscountUsedUp; the caller's transaction must then roll back.
    """
    is_left = Q(limit__isnull=True) | Q(used__lt=F("limit"))
    is_valid = Q(valid_until__isnull=True) | Q(valid_until__gte=code.conference.today())
    if not DiscountCode.objects.filter(is_left, is_valid, pk=code.pk).update(used=F("used") + 1):
        raise DiscountUsedUp(_("The discount code %(code)s is no longer valid.") % {"code": code.code})


def give_back_discount(code_key: int | None) -> None:
    """One card fewer uses the code, given by its key; None changes nothing."""
    if code_key is not None:
        DiscountCode.objects.filter(pk=code_key, used__gt=0).update(used=F("used") - 1)


def moment_of(conference: Conference, stage: Stage) -> datetime:
    """A real moment at which the conference stands in `stage`."""
    noon = time(12, 0)
    first_day = timezone.make_aware(datetime.combine(conference.starts_on, noon))
    moments = {
        Stage.RUNNING: first_day,
        Stage.ENDED: timezone.make_aware(datetime.combine(conference.ends_on, noon)) + timedelta(days=1),
        Stage.CLOSED: first_day - timedelta(days=1),
    }
    if conference.registration_opens_at:
        moments[Stage.ANNOUNCED] = conference.registration_opens_at - timedelta(days=1)
        moments[Stage.REGISTRATION] = conference.registration_opens_at + timedelta(hours=1)
    if conference.registration_closes_at:
        moments[Stage.CLOSED] = conference.registration_closes_at + timedelta(hours=1)
    return moments[stage]


def next_stage(conference: Conference) -> Stage | None:
    """The stage after the present one; None after the end."""
    stages = list(Stage)
    position = stages.index(conference.stage) + 1
    return stages[position] if position < len(stages) else None


@transaction.atomic
def move_clock(*, conference: Conference, to: Stage) -> Conference:
    """Move the clock of a demonstration's conference to another stage. Raises PermissionDenied elsewhere."""
    if not settings.DEMO:
        raise PermissionDenied
    conference.clock_shift = moment_of(conference, to) - timezone.now()
    conference.save(update_fields=["clock_shift", "changed_at"])
    return conference
