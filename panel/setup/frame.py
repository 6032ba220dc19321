"""What every page of settings shows around itself: the list of pages, and who may open which."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from events.enums import Role
from events.readiness import Section
from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.setup.sections import KINDS, PAGES

S = Section


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Shelf:
    title: str
    links: list[Link]


def desk_of(request: StaffRequest, association: str, conference: str) -> Desk:
    return desk_for(request, association, conference, Permission.CHANGE_CONFERENCE)


def refuse_all_but_owner(desk: Desk) -> None:
    """The association's data and its account belong to all its conferences: its owner alone changes them."""
    if desk.role != Role.OWNER:
        raise PermissionDenied


def address_of(desk: Desk, section: Section) -> str:
    """Where the section is set; empty for what has no page here."""
    if section in PAGES:
        return reverse("panel:set-up", args=[*desk.path, section.value])
    if section in KINDS:
        return reverse("panel:list-settings", args=[*desk.path, section.value])
    names = {S.PRICES: "panel:set-prices", S.TEXTS: "panel:list-texts"}
    return reverse(names[section], args=desk.path) if section in names else ""


def title_of(section: Section) -> str:
    titles = {S.PRICES: _("Prices"), S.TEXTS: _("Texts to agree to")}
    known = PAGES.get(section) or KINDS.get(section)
    return str(known.title) if known else titles[section]


def shelves(desk: Desk, current: str) -> list[Shelf]:
    groups: list[tuple[str, list[Section]]] = [
        (_("The conference"), [S.IDENTITY, S.PLACE, S.VENUES, S.REGISTRATION, S.FEES]),
        (_("Taking part"), [S.POOLS, S.INCLUSIONS, S.VARIANTS, S.EXTRAS]),
        (_("Money"), [S.VAT, S.LEVELS, S.PRICES, S.CODES]),
        (_("The card"), [S.QUESTIONS, S.TEXTS]),
        (_("On site"), [S.POINTS, S.TRAINING]),
    ]
    if desk.role == Role.OWNER:
        groups.append((_("The association"), [S.ASSOCIATION, S.DOCUMENTS]))
    ready = Link(_("Readiness"), reverse("panel:show-setup", args=desk.path), current == "readiness")
    return [Shelf("", [ready])] + [
        Shelf(title, [Link(title_of(one), address_of(desk, one), current == one.value) for one in sections])
        for title, sections in groups
    ]


def context(desk: Desk, current: str, **more: object) -> dict[str, object]:
    """For the templates of settings; `current` is the page we are on."""
    return desk.context("setup", **{"shelves": shelves(desk, current), **more})
