"""What people write of attendance: corrections with a reason, signed lists typed in. Nothing is ever overwritten."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from checkin.attendance.evidence import standing_marks
from checkin.enums import MarkSource, Verdict
from checkin.models import AttendanceMark
from checkin.services.ordering import note_again
from events.models import Conference
from events.selectors import days_of
from program.models import Session
from registrations.models import Participant

Target = Session | date


@transaction.atomic
def correct_attendance(
    *, participant: Participant, target: Target, verdict: Verdict, reason: str, by: User
) -> AttendanceMark:
    """Write by hand what goes before scans and lists: of a session, or of a whole day.

    A second time the same changes nothing. Raises ValidationError: no reason, or another conference's session
    or day.
    """
    refuse_elsewhere(participant.conference, target)
    lock([participant.pk])
    mark = AttendanceMark(
        participant=participant,
        **columns_of(target),
        verdict=verdict,
        source=MarkSource.HAND,
        reason=" ".join(reason.split()),
        made_by=by,
        made_at=participant.conference.now(),
    )
    mark.full_clean()
    last = marks_of(target).filter(participant=participant).last()
    if last is not None and (last.source, last.verdict, last.reason) == (mark.source, mark.verdict, mark.reason):
        return last
    mark.save()
    note_again([participant.pk])
    return mark


@transaction.atomic
def sign_list(*, conference: Conference, target: Target, people: Collection[int], by: User) -> int:
    """Write that these participants, given by their keys, signed the list; how many were not on it before.

    Nobody is taken off it. Keys of people of other conferences are passed over. Raises ValidationError.
    """
    refuse_elsewhere(conference, target)
    own = Participant.objects.of(conference).filter(pk__in=people).values_list("pk", flat=True)
    keys = sorted(own.order_by())
    lock(keys)
    signed = on_list(conference, target)
    fresh = [key for key in keys if key not in signed]
    now = conference.now()
    AttendanceMark.objects.bulk_create(
        AttendanceMark(
            participant_id=key,
            **columns_of(target),
            verdict=Verdict.ATTENDED,
            source=MarkSource.PAPER,
            made_by=by,
            made_at=now,
        )
        for key in fresh
    )
    note_again(fresh)
    return len(fresh)


@transaction.atomic
def take_off_list(*, participant: Participant, target: Target, by: User) -> bool:
    """Take back that the participant signed the list; whether they were on it."""
    refuse_elsewhere(participant.conference, target)
    lock([participant.pk])
    if participant.pk not in on_list(participant.conference, target):
        return False
    AttendanceMark.objects.create(
        participant=participant,
        **columns_of(target),
        verdict=Verdict.WITHDRAWN,
        source=MarkSource.PAPER,
        made_by=by,
        made_at=participant.conference.now(),
    )
    note_again([participant.pk])
    return True


def refuse_elsewhere(conference: Conference, target: Target) -> None:
    """Sessions of another conference, and days on which this one is not held."""
    if isinstance(target, Session):
        if target.conference_id != conference.pk:
            raise ValidationError(_("This session is of another conference."))
    elif target not in days_of(conference):
        raise ValidationError(_("The conference is not held on this day."))


def columns_of(target: Target) -> dict[str, Session | date]:
    return {"session": target} if isinstance(target, Session) else {"day": target}


def marks_of(target: Target) -> QuerySet[AttendanceMark, AttendanceMark]:
    return AttendanceMark.objects.filter(**columns_of(target))


def on_list(conference: Conference, target: Target) -> set[int]:
    """Keys of those whose name on the list is signed now. One query."""
    marks = marks_of(target).filter(participant__conference=conference, source=MarkSource.PAPER)
    return {participant for participant, _session, _day in standing_marks(marks)}


def lock(people: Collection[int]) -> None:
    list(Participant.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True).only("pk"))
