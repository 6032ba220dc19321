from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from events.roles import Permission
from panel.desk import StaffRequest, asks_for_part, desk_for
from panel.presence.selectors.live import live
from panel.presence.selectors.missing import Wanted, missing

STILL = "still"


@login_required
@require_GET
def show_presence(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Who is here and who is missing; the page asks for its two parts again until it is told to keep still."""
    desk = desk_for(request, association, conference, Permission.SCAN)
    part = next((part for part in ("presence", "missing") if asks_for_part(request, part)), "")
    facts: dict[str, object] = {"is_still": STILL in request.GET}
    if part != "missing":
        facts["live"] = live(desk.conference)
    if part != "presence":
        facts["missing"] = missing(desk.conference, Wanted.of(request.GET))
    template = f"panel/presence/_{part}.html" if part else "panel/presence/presence.html"
    return render(request, template, desk.context("presence", **facts))
