"""What the desk says of scans, in sentences."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from checkin.enums import ScanResult
from checkin.inputs import Outcome
from checkin.words import verdicts
from events.formats import clock, local_date, moment
from panel.frontdesk.selectors import DeskPerson, ReadBadge
from registrations.models import Participant


def refused_badge(badge: ReadBadge) -> str:
    if badge.refusal == ScanResult.WITHDRAWN and badge.found is not None:
        return _("This badge was replaced and is not valid any more. It was a badge of: %(name)s.") % {
            "name": badge.found.participant.full_name
        }
    if badge.refusal == ScanResult.FOREIGN:
        return _("This is a badge of another conference.")
    return _("This is not a badge of this conference. Look for the person by surname.")


def arrival_told(person: DeskPerson) -> str:
    """Since when somebody is here; empty while they are not."""
    return since(person.participant, person.participant.arrived_at)


def since(participant: Participant, came: object) -> str:
    """The hour alone where it was today."""
    at = participant.arrived_at if came is None else came
    if at is None:
        return ""
    today = participant.conference.today()
    return clock(at) if local_date(at) == today else moment(at)  # type: ignore[arg-type]


def tell_arrival(request: HttpRequest, outcome: Outcome, owes: int) -> None:
    """What became of letting somebody in: told on the next page."""
    person = outcome.participant
    if person is None or outcome.result is None:
        messages.error(request, _("The person was not checked in. Please try again."))
        return
    names = {"name": person.full_name}
    if outcome.result == ScanResult.ACCEPTED:
        messages.success(request, _("%(name)s is checked in.") % names)
        return
    if outcome.result == ScanResult.AGAIN:
        at = since(person, outcome.first.scanned_at if outcome.first else None)
        messages.warning(request, _("%(name)s is already here, since %(time)s.") % {**names, "time": at})
        return
    why = verdicts().get(outcome.result, "")
    told = _("%(name)s was not checked in: %(why)s.") % {**names, "why": why[:1].lower() + why[1:]}
    if outcome.result == ScanResult.UNPAID and owes:
        told = " ".join((told, _("Take the payment first.")))
    messages.warning(request, told)
