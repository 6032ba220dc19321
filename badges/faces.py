"""Turns participants into what their badges show, and those into files."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from badges.design import BadgeFace, Design
from badges.designs import Settings, alone, design_of
from badges.enums import Format
from badges.layout import front
from badges.models import BadgeColour
from badges.pdf import Reach, draw_badges
from badges.png import draw_png
from events.models import Conference
from registrations.badge_tokens import sign_badge, signing_key
from registrations.models import Participant
from registrations.search import fold

EXAMPLE_CODE = "AAAAAAAAAAAAAAAA"


def badge_text(participant: Participant) -> str:
    """What the QR code of the badge carries."""
    key = signing_key(settings.BADGE_SIGNING_KEY, participant.conference_id)
    return sign_badge(participant.badge_code, key)


def badge_faces(conference: Conference, participants: Iterable[Participant], chosen: Settings) -> list[BadgeFace]:
    key = signing_key(settings.BADGE_SIGNING_KEY, conference.pk)
    by_look = chosen.by_look
    return [face_of(person, sign_badge(person.badge_code, key), by_look) for person in participants]


def face_of(person: Participant, token: str, by_look: dict[str, BadgeColour]) -> BadgeFace:
    look = look_of(person, by_look)
    institution = person.card.institution
    return BadgeFace(
        academic_title=person.academic_title,
        first_name=person.first_name,
        last_name=person.last_name,
        institution=institution.name,
        token=token,
        position=person.position,
        town=institution.city,
        role=(by_look[look].words if look else "") or person.variant.name,
        badge_text=person.badge_text,
        look=look,
    )


def look_of(person: Participant, by_look: dict[str, BadgeColour]) -> str:
    """By variant, or by the first of the person's labels that has a colour."""
    if not by_look:
        return ""
    looks = [f"v{person.variant_id}", *(f"l{label.pk}" for label in person.labels.all())]
    return next((look for look in looks if look in by_look), "")


def example_face() -> BadgeFace:
    """For a conference without participants."""
    return BadgeFace(
        academic_title=_("dr"),
        first_name=_("Anna"),
        last_name=_("Example-Longsurname"),
        institution=_("Social Welfare Centre in Sampletown"),
        token=sign_badge(EXAMPLE_CODE, signing_key("example", 0)),
        position=_("head of section"),
        town=_("Sampletown"),
        role=_("Full participation"),
        badge_text="",
    )


def badge_pdf(participant: Participant) -> bytes:
    """One badge on a page of its size, in the language of the participant's card."""
    conference = participant.conference
    chosen = Settings.of(conference)
    with override(participant.card.language):
        title = _("Badge: %(name)s") % {"name": participant.full_name}
        design = alone(design_of(conference, chosen))
    faces = badge_faces(conference, [participant], chosen)
    author, language = conference.association.name, participant.card.language
    return draw_badges(design, faces, title=title, author=author, language=language)


def wallet_png(participant: Participant) -> bytes:
    """The size of a bank card, upright, for a telephone's wallet or gallery."""
    conference = participant.conference
    chosen = Settings.of(conference)
    with override(participant.card.language):
        saved = design_of(conference, chosen)
    design = Design(saved.event, Format.CARD_86, colours=saved.colours, text_colour=saved.text_colour, logo=saved.logo)
    [face] = badge_faces(conference, [participant], chosen)
    return draw_png(front(design, face))


def badges_pdf(conference: Conference, participants: Iterable[Participant], reach: Reach | None = None) -> bytes:
    """All in one file, dates in Polish. Raises ValueError when there is nobody."""
    chosen = Settings.of(conference)
    with override("pl"):
        title = _("Badges: %(conference)s") % {"conference": conference.title}
        design = design_of(conference, chosen)
    faces = badge_faces(conference, participants, chosen)
    return draw_badges(design, faces, title=title, author=conference.association.name, reach=reach)


def badge_filename(participant: Participant, ending: str = "pdf") -> str:
    surname = slugify(fold(participant.last_name)) or participant.badge_code.lower()
    with override(participant.card.language):
        return _("badge-%(surname)s.pdf").removesuffix("pdf") % {"surname": surname} + ending


def badges_filename(conference: Conference) -> str:
    return _("badges-%(conference)s.pdf") % {"conference": conference.slug}
