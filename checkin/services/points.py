from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext, override

from checkin.enums import ARRIVALS, BY_ORDER, ScanPointKind
from checkin.lookups import rule_of
from checkin.models import Scan, ScanPoint
from checkin.services.ordering import note_again, settle
from events.models import Conference
from program.enums import SessionMode
from program.models import Session
from registrations.models import Participant

ENTRANCE_SLUG = "entrance"
NAME_LENGTH = 120
SLUG_LENGTH = 36


@transaction.atomic
def prepare_points(*, conference: Conference) -> None:
    """Make the scan points that the conference lacks: an entrance, and the door of every training session held on site.

    Called again after the programme has grown, it adds what is new and changes nothing else.
    """
    here = list(ScanPoint.objects.filter(conference=conference))
    wanted = [] if any(point.kind == ScanPointKind.ENTRANCE for point in here) else [_entrance(conference)]
    have_doors = {point.session_id for point in here}
    sessions = conference.sessions.filter(is_training=True).exclude(mode=SessionMode.ONLINE).in_order()
    taken = {point.slug for point in here} | {ENTRANCE_SLUG}
    start = max((point.position for point in here), default=0)
    wanted += _doors((session for session in sessions if session.pk not in have_doors), taken, start)
    # Two phones paired at once may both find them lacking.
    ScanPoint.objects.bulk_create(wanted, ignore_conflicts=True)


def _entrance(conference: Conference) -> ScanPoint:
    # The name is kept, so it is written in the language of the installation, not of who asked.
    with override(settings.LANGUAGE_CODE):
        name = gettext("Entrance")
    return ScanPoint(conference=conference, slug=ENTRANCE_SLUG, name=name, kind=ScanPointKind.ENTRANCE)


def _doors(sessions: Iterable[Session], taken: set[str], start: int) -> list[ScanPoint]:
    doors = []
    for position, session in enumerate(sessions, start + 1):
        slug = _free_slug(session.title, taken)
        taken.add(slug)
        doors.append(
            ScanPoint(
                conference=session.conference,
                slug=slug,
                name=Truncator(session.title).chars(NAME_LENGTH),
                kind=ScanPointKind.SESSION,
                session=session,
                position=position,
            )
        )
    return doors


def _free_slug(title: str, taken: set[str]) -> str:
    base = slugify(title)[:SLUG_LENGTH].strip("-") or "session"
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


@transaction.atomic
def keep_rules(*, point: ScanPoint) -> None:
    """Let what was scanned at the point count by its present rule; called when that was changed."""
    scans = Scan.objects.filter(point=point, result__in=BY_ORDER)
    people = sorted(set(scans.values_list("participant_id", flat=True)) - {None})
    list(Participant.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True).only("pk"))
    variants, extras = point.variants.values_list("pk", flat=True), point.extras.values_list("pk", flat=True)
    changed = settle({(person, point.pk) for person in people if person}, {point.pk: rule_of(point, variants, extras)})
    if point.kind in ARRIVALS:
        note_again(changed)
