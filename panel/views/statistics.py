from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.selectors.statistics import by_kind, by_voivodeship, growth, last_edition, money_by_variant


@login_required
@require_GET
def show_statistics(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_PANEL)
    found = desk.conference
    last = last_edition(found)
    facts = {
        "last": last,
        "growth": growth(found, last),
        "money": money_by_variant(found) if desk.may(Permission.VIEW_MONEY) else [],
        "voivodeships": by_voivodeship(found, last),
        "kinds": by_kind(found, last),
    }
    return render(request, "panel/statistics.html", desk.context("statistics", **facts))
