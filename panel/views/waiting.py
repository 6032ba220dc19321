from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from events.formats import moment
from events.roles import Permission
from events.services import NoPlaces
from panel.desk import StaffRequest, desk_for
from panel.selectors.waiting import neighbour, turn_by_number, waiting_lists
from registrations.models import WaitingEntry
from registrations.services import CardClosed, TurnClosed, leave_list, move_turn, offer_turn


@login_required
@require_GET
def list_turns(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    return render(request, "panel/waiting.html", desk.context("waiting", lists=waiting_lists(desk.conference)))


@login_required
@require_POST
def change_turn(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """Up, down, an offer by hand, or off the list."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    entry = turn_by_number(desk.conference, code, number)
    try:
        act(request, entry, request.POST.get("do", ""), request.user)
    except NoPlaces:
        messages.error(request, _("There are too few places for this turn: nothing was offered."))
    except (TurnClosed, CardClosed):
        messages.error(request, _("This turn does not wait any more, or the conference has begun."))
    return redirect("panel:list-waiting", *desk.path)


def act(request: HttpRequest, entry: WaitingEntry, what: str, by: User) -> None:
    if what in {"up", "down"}:
        goes, before = neighbour(entry, up=what == "up")
        if goes:
            move_turn(entry=entry, before=before, by=by)
            messages.success(request, _("The order of the waiting list was changed."))
    elif what == "offer":
        offered = offer_turn(entry=entry, by=by)
        until = {"until": moment(offered.offer_until) if offered.offer_until else ""}
        messages.success(request, _("The place is offered by letter, until %(until)s.") % until)
    elif what == "remove":
        leave_list(entry=entry, by=by)
        messages.success(request, _("The turn was taken off the waiting list."))
