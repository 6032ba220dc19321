"""Lets invented people come when the clock of a demonstration is moved to the days of its conference."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from secrets import token_hex
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from checkin.attendance.evidence import lesson_of
from checkin.attendance.judging import overlap
from checkin.enums import Direction, ScanPointKind, ScanResult, Verdict
from checkin.models import AttendanceMark, Device, Scan, ScanPoint
from checkin.services import correct_attendance, sign_list
from checkin.services.ordering import note_again
from events.enums import Role
from events.models import Conference
from registrations.models import Participant

PHONE = "Telefon przy wejściu"
# Whose doors of sessions are scanned. Elsewhere the entrance stands for them, so that whoever tries the system out with
# a badge of their own, scanned at the entrance alone, gets a certificate with hours.
WITH_DOORS = "opieka"
# Whoever has sent a card just now is being shown the system, and comes by themselves.
JUST_NOW = timedelta(hours=1)
COMES, ATTENDS, IN_THE_LIST = 0.93, 0.86, 14
FORGOTTEN = "Telefon przy drzwiach był rozładowany; siedziała w pierwszym rzędzie."


@transaction.atomic
def bring_people(conference: Conference) -> None:
    """What the doors have scanned by the conference's clock, and nothing that is still to come. Again: the same."""
    if not conference.facts_assumed:
        return
    now = conference.now()
    forget_what_is_to_come(conference, now)
    people = list(guests(conference))
    scans = [scan for scan in scans_of(conference, people) if scan.scanned_at <= now]
    Scan.objects.bulk_create(sorted(scans, key=lambda scan: scan.scanned_at), ignore_conflicts=True)
    note_again({person.pk for person in people})
    write_marks(conference, people, now)


def guests(conference: Conference) -> Iterator[Participant]:
    """Those who have paid and come in person."""
    found = Participant.objects.active().of(conference).filter(variant__is_remote=False)
    paid = found.filter(card__settled__gte=F("card__due"), card__submitted_at__lt=timezone.now() - JUST_NOW)
    return paid.order_by("pk").iterator()


def forget_what_is_to_come(conference: Conference, now: datetime) -> None:
    """The clock may have been moved back. Who holds a certificate has attended, whatever the clock says now."""
    future = Scan.objects.filter(device__in=phones(conference), scanned_at__gt=now, undo__isnull=True)
    future = future.filter(participant__certificates__isnull=True)
    people = set(future.values_list("participant_id", flat=True))
    future.delete()
    marks = AttendanceMark.objects.filter(participant__conference=conference, made_at__gt=now)
    marks = marks.filter(participant__certificates__isnull=True)
    people |= set(marks.values_list("participant_id", flat=True))
    marks.delete()
    note_again({key for key in people if key})


def phones(conference: Conference) -> QuerySet[Device, Device]:
    return Device.objects.filter(conference=conference, name=PHONE)


def phone_of(conference: Conference) -> Device:
    """A phone that nobody has: its token is known to nobody, and has expired."""
    secret = sha256(token_hex(32).encode()).hexdigest()
    made, _new = Device.objects.get_or_create(
        conference=conference, name=PHONE, defaults={"token_sha256": secret, "expires_at": timezone.now()}
    )
    return made


def scans_of(conference: Conference, people: list[Participant]) -> Iterator[Scan]:
    """The same every time: chance begins anew from the key of each person."""
    phone = phone_of(conference)
    points = list(ScanPoint.objects.filter(conference=conference).select_related("session").order_by("position", "pk"))
    entrances = [point for point in points if point.kind == ScanPointKind.ENTRANCE]
    doors = [point for point in points if point.session and lesson_of(point.session)]
    starts = [lesson.starts_at for point in doors if point.session and (lesson := lesson_of(point.session))]
    opening = min(starts, default=None)
    for person in people:
        chance = Random(person.pk)
        if opening is None or chance.random() > COMES:
            continue
        came = opening - timedelta(minutes=chance.triangular(-40, 150, 45))
        for point in entrances[:1]:
            yield scan_at(phone, point, person, came)
        for point, at in visited(doors, came, chance) if has_doors(conference) else ():
            yield scan_at(phone, point, person, at)


def has_doors(conference: Conference) -> bool:
    return conference.association.slug == WITH_DOORS


def visited(doors: list[ScanPoint], came: datetime, chance: Random) -> Iterator[tuple[ScanPoint, datetime]]:
    """Doors through which somebody goes: of sessions at the same time they choose one."""
    seen: list[ScanPoint] = []
    for point in chance.sample(doors, len(doors)):
        lessons = [lesson_of(one.session) for one in (point, *seen) if one.session]
        here, others = lessons[0], lessons[1:]
        if here is None or any(other and overlap(here, other) for other in others) or chance.random() > ATTENDS:
            continue
        seen.append(point)
        at = here.starts_at + timedelta(minutes=chance.triangular(-12, 14, -3))
        if at > came:
            yield point, at


def scan_at(phone: Device, point: ScanPoint, person: Participant, at: datetime) -> Scan:
    return Scan(
        uid=uuid5(NAMESPACE_OID, f"demo:{point.pk}:{person.pk}"),
        point=point,
        device=phone,
        participant=person,
        result=ScanResult.ACCEPTED,
        direction=Direction.IN,
        turn=None if point.tracks_leaving else "",
        scanned_at=at,
        device_time=at,
        received_at=at,
    )


def write_marks(conference: Conference, people: list[Participant], now: datetime) -> None:
    """A signed list, of the first session or of its day, and one correction, once the session is over."""
    memberships = conference.association.memberships.filter(role=Role.ORGANISER)
    organiser = User.objects.filter(memberships__in=memberships).first()
    over = conference.sessions.filter(is_training=True, ends_at__lte=now).in_order().first()
    if organiser is None or over is None or not people:
        return
    signed = [person.pk for person in people if Random(person.pk).random() <= COMES][:IN_THE_LIST]
    target = over if has_doors(conference) else conference.starts_on
    sign_list(conference=conference, target=target, people=signed, by=organiser)
    last = people[-1]
    last.conference = conference
    correct_attendance(participant=last, target=over, verdict=Verdict.ATTENDED, reason=FORGOTTEN, by=organiser)
