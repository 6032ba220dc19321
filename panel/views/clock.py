from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certificates.periodic import issue_due
from events.enums import Stage
from events.roles import Permission
from events.services import move_clock
from panel.clock import stages_to_choose
from panel.demo.arrivals import bring_people
from panel.desk import StaffRequest, desk_for


@login_required
@require_POST
def move(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Moves a demonstration's conference to another stage; what the clock starts then happens by itself.

    Certificates are not left to wait for the clock: whoever moved it came to see them.
    """
    desk = desk_for(request, association, conference, Permission.CHANGE_CONFERENCE)
    chosen = next((one for one in stages_to_choose(desk.conference) if one.stage == request.POST.get("to")), None)
    if chosen is None:
        raise Http404
    moved = move_clock(conference=desk.conference, to=chosen.stage)
    bring_people(moved)
    messages.success(request, _("The clock was moved: %(stage)s.") % {"stage": Stage(moved.stage).label})
    if moved.stage is Stage.ENDED:
        transaction.on_commit(issue_due.delay, robust=True)
        messages.info(request, _("Within a minute certificates are issued to those who attended."))
    return redirect("panel:show-dashboard", *desk.path)
