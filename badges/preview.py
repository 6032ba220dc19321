"""What the designer shows of a design: the very pages that would be printed, drawn for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from reportlab.lib.units import mm

from badges.boxes import Page, Placed
from badges.design import BadgeFace, Design
from badges.designs import Settings, design_of
from badges.enums import LABELS, Paper
from badges.faces import badge_faces, example_face
from badges.imposition import pages_of, sheet_of
from badges.layout import front, left_out
from badges.selectors import sample_people
from badges.svg import page_svg
from events.models import Conference


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of the preview; `missing` names the fields for which there is no room."""

    title: str
    pages: Sequence[SafeString]
    missing: str = ""
    is_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    badges: Sequence[Shown]
    sheet: Shown | None
    size: str


def preview_of(conference: Conference, chosen: Settings) -> Preview:
    """With a real participant and with the longest name; in the language that is active."""
    design = design_of(conference, chosen)
    people = sample_people(conference)
    faces = badge_faces(conference, people, chosen) or [example_face()]
    titles = [_("As it will print"), _("The longest name")]
    single = one_each(design)
    badges = [shown(single, face, title) for face, title in zip(faces, titles, strict=False)]
    width, height = design.size
    size = _("One side: %(width)s × %(height)s mm") % {"width": rounded(width), "height": rounded(height)}
    return Preview(badges, whole_sheet(design, faces), size)


def rounded(points: float) -> str:
    return localize(round(points / mm, 1)).removesuffix(",0").removesuffix(".0")


def one_each(design: Design) -> Design:
    """The same badge on a piece of paper of its own: as it is before it is put on a sheet."""
    return replace(design, paper=Paper.PAGE)


def shown(design: Design, face: BadgeFace, title: str) -> Shown:
    alone = [label_page(design, face)] if design.format in LABELS else pages_of(design, [face])
    name = f"{face.first_name} {face.last_name}"
    pages = [page_svg(page, f"{title}: {name}") for page in alone]
    missing = ", ".join(str(kind.label) for kind in left_out(design, face))
    return Shown(title, pages, missing)


def label_page(design: Design, face: BadgeFace) -> Page:
    """One label without its sheet."""
    width, height = design.size
    return Page(width, height, (Placed(front(design, face), 0, 0),))


def whole_sheet(design: Design, faces: Sequence[BadgeFace]) -> Shown | None:
    """The first sheet, filled; None when each badge has a page of its own."""
    places = len(sheet_of(design).corners)
    if places == 1:
        return None
    filled = [faces[number % len(faces)] for number in range(places)]
    label = _("The whole sheet")
    return Shown(label, [page_svg(page, label) for page in pages_of(design, filled)], is_sheet=True)
