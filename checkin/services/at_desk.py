"""People let in by hand at the desk: scans of a device that nobody holds, judged by the rules of the entrance."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from accounts.models import User
from checkin.inputs import Outcome, ScanInput
from checkin.models import DESK_MARK, Device
from checkin.reading import person_key
from checkin.selectors import arrival_point
from checkin.services.pairing import end_of_use
from checkin.services.points import prepare_points
from checkin.services.recording import record_scans
from events.models import Conference
from registrations.models import Participant


def desk_of(conference: Conference, *, by: User) -> Device:
    """The desk as a device, made when it first lets somebody in. `by` is who did."""
    # The name is kept, so it is written in the language of the installation, not of who asked.
    with override(settings.LANGUAGE_CODE):
        name = gettext("Desk")
    desk, _made = Device.objects.get_or_create(
        token_sha256=f"{DESK_MARK}{conference.pk}",
        defaults={
            "conference": conference,
            "name": name,
            "paired_by": by,
            "expires_at": end_of_use(conference),
        },
    )
    desk.conference = conference
    return desk


@transaction.atomic
def check_in_by_hand(*, participant: Participant, uid: UUID, by: User) -> Outcome:
    """Let somebody in at the entrance who stands at the desk, or refuse them for the reason that a scanner would.

    `uid` names the attempt: the same one again is answered with what is stored.
    """
    conference = participant.conference
    prepare_points(conference=conference)
    point = arrival_point(conference)
    assert point is not None  # prepare_points makes an entrance where there is none
    scan = ScanInput(uid=uid, point_slug=point.slug, scanned_at=timezone.now(), person=person_key(participant))
    [outcome] = record_scans(device=desk_of(conference, by=by), scans=[scan])
    return outcome
