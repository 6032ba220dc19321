from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.roles import Permission
from panel.desk import StaffRequest, asks_for_part, desk_for
from panel.exports.month import months_with_documents, read_month
from panel.listing import read_address
from panel.selectors.documents import (
    changed_since,
    document_filters,
    document_orders,
    documents_asked,
    months_of,
    waiting_of,
)
from panel.services.jobs import start_job


@login_required
@require_GET
def list_documents(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_MONEY)
    asked = read_address(request.GET, document_filters(months_of(desk.conference)), document_orders(), "-issued")
    page = asked.turn(documents_asked(desk.conference, asked))
    if asks_for_part(request, "results"):
        return render(request, "panel/_documents.html", desk.context("documents", asked=asked, page=page))
    context = desk.context(
        "documents",
        asked=asked,
        page=page,
        waiting=waiting_of(desk.conference),
        changed=changed_since(desk.conference),
        months=months_with_documents(desk.conference),
        token=uuid4().hex,
    )
    return render(request, "panel/documents.html", context)


@login_required
@require_POST
def start_month(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """All documents of the association's month in one ZIP, with a register; a job makes it."""
    desk = desk_for(request, association, conference, Permission.VIEW_MONEY)
    month = read_month(request.POST.get("month", ""), desk.conference)
    job = start_job(
        conference=desk.conference,
        kind="documents",
        title=_("Documents of %(month)s") % {"month": f"{month:%m.%Y}"},
        params={"month": month.isoformat(), "rights": [Permission.VIEW_MONEY.value]},
        by=desk.user,
        token=request.POST.get("token") or uuid4().hex,
    )
    return redirect("panel:show-job", *desk.path, job.uid)
