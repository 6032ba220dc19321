from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.exports.ledger import FORMATS
from panel.selectors.dashboard import card_figures
from panel.selectors.statistics import money_by_variant
from panel.selectors.treasury import (
    CAME_SHOWN,
    debts_of,
    items_of,
    owed_back_sum,
    payments_since_yesterday,
    waiting_for,
)
from panel.services.jobs import start_job
from payments.documents.selectors import refusals_of

REFUSED_SHOWN = 20


@login_required
@require_GET
def show_treasury(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_MONEY)
    found = desk.conference
    came = payments_since_yesterday(found)
    back_cards, back_sum = owed_back_sum(found)
    refused = refusals_of(found)
    facts = {
        "today": found.today(),
        "figures": card_figures(found),
        "came": came[:CAME_SHOWN],
        "came_more": max(0, came.count() - CAME_SHOWN),
        "waiting": waiting_for(found),
        "refused": list(refused[:REFUSED_SHOWN]),
        "refused_count": refused.count(),
        "debts": debts_of(found),
        "back_cards": back_cards,
        "back_sum": back_sum,
        "variants": money_by_variant(found),
        "items": items_of(found),
        "formats": FORMATS,
        "token": uuid4().hex,
    }
    return render(request, "panel/treasury.html", desk.context("treasury", **facts))


@login_required
@require_POST
def export_ledger(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Everything that was owed, paid and given back, for the accountant; a job makes the file."""
    desk = desk_for(request, association, conference, Permission.VIEW_MONEY)
    kind = request.POST.get("format", "")
    job = start_job(
        conference=desk.conference,
        kind="ledger",
        title=_("Ledger for the accountant"),
        params={"format": kind if kind in FORMATS else FORMATS[0], "rights": [Permission.VIEW_MONEY.value]},
        by=desk.user,
        token=request.POST.get("token") or uuid4().hex,
    )
    return redirect("panel:show-job", *desk.path, job.uid)
