"""The one screen: the search on the left, and on the right what is being done with a person."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.roles import Permission
from panel.desk import Desk, StaffRequest, asks_for_part, desk_for
from panel.frontdesk.selectors import DeskPerson, person_at_desk

PANE = "desk-pane"


def desk_page(request: StaffRequest, association: str, conference: str) -> Desk:
    """Raises Http404, PermissionDenied."""
    return desk_for(request, association, conference, Permission.WORK_DESK)


def show(request: StaffRequest, desk: Desk, pane: str, title: str, **more: object) -> HttpResponse:
    """The screen with this template in its right half; for htmx the half alone."""
    context = desk.context("desk", pane=f"panel/frontdesk/_{pane}.html", pane_title=title, words="", **more)
    template = "panel/frontdesk/_half.html" if asks_for_part(request, PANE) else "panel/frontdesk/screen.html"
    return render(request, template, context)


def opened(desk: Desk, code: str, number: int) -> DeskPerson:
    """Raises Http404."""
    return person_at_desk(desk.conference, code, number)


def back_to(desk: Desk, person: DeskPerson, then: str = "") -> HttpResponse:
    """To the person; `then` is the key of the button that has the focus, so that Enter does what comes next."""
    return back_to_person(desk, person.card.code, person.number, then)


def back_to_person(desk: Desk, code: str, number: int, then: str = "") -> HttpResponse:
    address = reverse("panel:show-desk-person", args=[*desk.path, code, number])
    return redirect(f"{address}?then={then}" if then else address)


def no_longer(person: DeskPerson) -> str:
    """Why nothing can be done with a person who does not take part."""
    return _("%(name)s does not take part: the card or the person was cancelled, or waits for a place.") % {
        "name": person.participant.full_name
    }
