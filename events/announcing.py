"""What a conference says of itself on public pages, besides its own texts."""

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.enums import ConferenceState, Stage
from events.formats import long_day, moment
from events.models import Association, Conference
from events.pattern import conference_pattern

SHOWN_STATES = (ConferenceState.PUBLISHED, ConferenceState.CANCELLED)


def pattern_of(conference: Conference) -> SafeString:
    drawn = conference_pattern(
        edition=conference.edition,
        days=(conference.ends_on - conference.starts_on).days + 1,
        place=conference.city,
        accent=conference.accent,
    )
    return mark_safe(drawn)  # noqa: S308  drawn by us of numbers and one of our own words


def register_note(conference: Conference) -> str:
    """One sentence on how registration stands by the conference's own clock."""
    if conference.state == ConferenceState.CANCELLED:
        return _("The conference has been cancelled.")
    match conference.stage:
        case Stage.ANNOUNCED if conference.registration_opens_at:
            return _("Registration opens on %(moment)s.") % {"moment": moment(conference.registration_opens_at)}
        case Stage.ANNOUNCED:
            return _("Registration has not opened yet.")
        case Stage.REGISTRATION if conference.registration_closes_at:
            return _("Registration is open until %(day)s.") % {"day": long_day(conference.registration_closes_at)}
        case Stage.REGISTRATION:
            return _("Registration is open.")
        case Stage.CLOSED:
            return _("Registration is closed.")
        case Stage.RUNNING:
            return _("The conference is on.")
    return _("The conference has ended.")


def public_conferences(associations: Iterable[Association]) -> dict[int, list[Conference]]:
    """What the public may see of the associations, by each one's key. One query."""
    by_key = {association.pk: association for association in associations}
    found: dict[int, list[Conference]] = {key: [] for key in by_key}
    shown = Conference.objects.filter(state__in=SHOWN_STATES, association__in=by_key)
    for conference in shown:
        conference.association = by_key[conference.association_id]
        found[conference.association_id].append(conference)
    return found
