"""The next edition begun: from last year's with everything that stays, or from nothing."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from badges.services import copy_design
from checkin.copying import copy_points
from events.copying import Shift, copy_conference_row, copy_settings
from events.enums import ConferenceState
from events.formats import roman
from events.models import Association, Conference
from mailings.copying import copy_wordings
from panel.services.changelog import note_change
from program.copying import copy_programme
from registrations.copying import copy_labels, copy_questions


class AddressTaken(Exception):
    """The association has a conference at this address already, and it is another one."""


@dataclass(frozen=True)
class NextEdition:
    """What the organiser says of the edition to be made. `slug` is its address."""

    title: str
    slug: str
    starts_on: date
    with_programme: bool = False
    with_people: bool = False


@transaction.atomic
def copy_conference(*, conference: Conference, asked: NextEdition, by: User) -> tuple[Conference, bool]:
    """A draft of the next edition with all settings and moved dates; and whether it was made now.

    Cards, people, places taken and uses of codes stay behind. A second click finds the draft of the first.
    Raises AddressTaken, ValidationError.
    """
    Association.objects.select_for_update().get(pk=conference.association_id)
    made = made_before(conference.association, asked)
    if made is not None:
        return made, False
    shift = Shift.between(conference.starts_on, asked.starts_on)
    new = copy_conference_row(conference, title=asked.title, slug=asked.slug, shift=shift)
    copy_settings(conference, new, shift)
    copy_questions(conference, new)
    copy_labels(conference, new)
    copy_wordings(conference, new)
    copy_design(conference, new)
    sessions = copy_programme(conference, new, shift, with_people=asked.with_people) if asked.with_programme else {}
    copy_points(conference, new, shift, sessions)
    note_change(conference=new, by=by, text=_("Copied from: %(title)s") % {"title": conference.title})
    return new, True


@transaction.atomic
def begin_conference(*, conference: Conference, by: User) -> tuple[Conference, bool]:
    """Save a conference that was written from nothing, as a draft; and whether it was made now. Raises AddressTaken."""
    Association.objects.select_for_update().get(pk=conference.association_id)
    asked = NextEdition(conference.title, conference.slug, conference.starts_on)
    made = made_before(conference.association, asked)
    if made is not None:
        return made, False
    conference.state = ConferenceState.DRAFT
    conference.full_clean()
    conference.save()
    note_change(conference=conference, by=by, text=_("Begun from nothing"))
    return conference, True


def made_before(association: Association, asked: NextEdition) -> Conference | None:
    """What the first of two clicks made. Raises AddressTaken for a conference that is not it."""
    found = Conference.objects.select_related("association").filter(association=association, slug=asked.slug).first()
    if found is None:
        return None
    same = (found.title, found.starts_on, found.state) == (asked.title, asked.starts_on, ConferenceState.DRAFT)
    if not same:
        raise AddressTaken
    return found


def next_title(conference: Conference) -> str:
    """`XI Konferencja` after `X Konferencja`; the year in a title moves on as well."""
    title = conference.title
    if conference.edition:
        old, new = conference.edition_roman, roman(conference.edition + 1)
        title = re.sub(rf"\b{old}\b", new, title, count=1)
    return title.replace(str(conference.starts_on.year), str(conference.starts_on.year + 1))


def free_slug(conference: Conference) -> str:
    """An address for the next edition that the association does not use yet."""
    taken = set(Conference.objects.filter(association=conference.association_id).values_list("slug", flat=True))
    wanted = next_slug(conference)
    candidates = [wanted, *(f"{wanted[:36]}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def next_slug(conference: Conference) -> str:
    """`xii-2026` after `xi-2025`: number and year move on where the old address has them."""
    slug, year = conference.slug, conference.starts_on.year
    if conference.edition:
        old, new = conference.edition_roman.lower(), roman(conference.edition + 1).lower()
        slug = re.sub(rf"(^|-){old}(?=-|$)", rf"\g<1>{new}", slug, count=1)
    slug = slug.replace(str(year), str(year + 1))
    return slug if slug != conference.slug else f"{slug[:35]}-{year + 1}"
