"""Turns participants into what their badges show."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from badges.pdf import BadgeFace, draw_badges
from events.formats import day_range
from events.models import Conference
from registrations.badge_tokens import sign_badge, signing_key
from registrations.models import Participant
from registrations.search import fold
from registrations.sheets import PRINTED_ACCENTS


def badge_text(participant: Participant) -> str:
    """What the QR code of the badge carries."""
    key = signing_key(settings.BADGE_SIGNING_KEY, participant.conference_id)
    return sign_badge(participant.badge_code, key)


def badge_faces(conference: Conference, participants: Iterable[Participant]) -> list[BadgeFace]:
    key = signing_key(settings.BADGE_SIGNING_KEY, conference.pk)
    dates = f"{conference.city}, {day_range(conference.starts_on, conference.ends_on)}"
    return [
        BadgeFace(
            full_name=participant.titled_name,
            institution=participant.badge_text or participant.card.institution.name,
            position=participant.position,
            role=participant.variant.name,
            conference_title=conference.title,
            motto=conference.motto,
            dates=dates,
            accent=PRINTED_ACCENTS[conference.accent],
            token=sign_badge(participant.badge_code, key),
        )
        for participant in participants
    ]


def badge_pdf(participant: Participant) -> bytes:
    """One badge, in the language of the participant's card."""
    conference = participant.conference
    with override(participant.card.language):
        title = _("Badge: %(name)s") % {"name": participant.full_name}
        faces = badge_faces(conference, [participant])
    return draw_badges(faces, title=title, author=conference.association.name, language=participant.card.language)


def badges_pdf(conference: Conference, participants: Iterable[Participant]) -> bytes:
    """All in one file, dates in Polish. Raises ValueError when there is nobody."""
    with override("pl"):
        title = _("Badges: %(conference)s") % {"conference": conference.title}
        faces = badge_faces(conference, participants)
    return draw_badges(faces, title=title, author=conference.association.name)


def badge_filename(participant: Participant) -> str:
    surname = slugify(fold(participant.last_name)) or participant.badge_code.lower()
    with override(participant.card.language):
        return _("badge-%(surname)s.pdf") % {"surname": surname}


def badges_filename(conference: Conference) -> str:
    return _("badges-%(conference)s.pdf") % {"conference": conference.slug}
