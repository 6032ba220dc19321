from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from events.roles import Permission
from panel.clock import stages_to_choose
from panel.desk import Desk, StaffRequest, desk_for
from panel.selectors.dashboard import (
    card_figures,
    closes_soon,
    failed_letters,
    parked_events,
    people_figures,
    pools_of,
    registrations_curve,
    variant_figures,
)


@login_required
@require_GET
def show_dashboard(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_PANEL)
    found = desk.conference
    facts = {
        **work_of(desk),
        "people": people_figures(found),
        "variants": variant_figures(found),
        "pools": pools_of(found),
        "curve": registrations_curve(found),
        "stages": stages_to_choose(found),
        "now": found.now(),
    }
    return render(request, "panel/dashboard.html", desk.context("dashboard", **facts))


def work_of(desk: Desk) -> dict[str, object]:
    """What waits to be done, as far as the person may know of it; `quiet` when nothing does."""
    cards = card_figures(desk.conference)
    sees_money = desk.may(Permission.VIEW_MONEY)
    failed = failed_letters(desk.conference) if desk.may(Permission.VIEW_LETTERS) else 0
    parked = parked_events(desk.conference) if sees_money else []
    closing = closes_soon(desk.conference)
    owed = sees_money and bool(cards.overdue_cards or cards.overpaid_cards)
    return {
        "cards": cards,
        "failed": failed,
        "parked": parked,
        "closes_soon": closing,
        "quiet": not (owed or failed or parked or closing),
    }
