import tempfile
from pathlib import Path
from uuid import uuid4

import structlog
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from events.roles import Permission
from panel.chosen import Chosen, read_chosen
from panel.desk import Desk, StaffRequest, desk_for
from panel.enums import ListName
from panel.exports.forms import ExportForm
from panel.exports.sheets import columns_for, file_name, rights_for, sheet_of, title_of
from panel.exports.writers import TYPES, WRITERS
from panel.models import Job
from panel.services.jobs import start_job

# More than this is written in the background.
ROWS_AT_ONCE = 2000
log = structlog.get_logger(__name__)


@login_required
@require_GET
def export_list(request: StaffRequest, association: str, conference: str, kind: str, name: str) -> HttpResponse:
    """The list as shown, in a file: all its rows, the columns that the role may see. Long lists go by a job."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    chosen = Chosen(ListName(name), request.GET.urlencode()).within(desk.conference, desk.granted)
    found = chosen.rows(desk.conference)
    count = found.count()
    if count > ROWS_AT_ONCE:
        return redirect(f"{reverse('panel:start-export', args=[*desk.path, name])}?{chosen.query}")
    columns = [value for value, _label in columns_for(desk.conference, chosen.list, desk.may)]
    sheet = sheet_of(desk.conference, chosen.list, columns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{kind}"
        WRITERS[kind](path, title_of(chosen.list), sheet.headers, sheet.widths, sheet.rows(found))
        content = path.read_bytes()
    log.info("list exported", list=name, by=request.user.pk, conference=desk.conference.pk, rows=count, kind=kind)
    disposition = content_disposition_header(True, file_name(desk.conference, chosen.list, kind))
    return HttpResponse(content, content_type=TYPES[kind], headers={"Content-Disposition": disposition or "attachment"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_export(request: StaffRequest, association: str, conference: str, name: str) -> HttpResponse:
    """Which columns, in which format; then a job writes the file."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    list_name = ListName(name)
    posted = request.POST
    chosen = read_chosen(list_name, posted) if posted else Chosen(list_name, request.GET.urlencode())
    chosen = chosen.within(desk.conference, desk.granted)
    columns = columns_for(desk.conference, list_name, desk.may)
    form = ExportForm(posted if "kind" in posted else None, columns=columns)
    if form.is_valid():
        job = begin_export(desk, chosen, form, posted.get("token", "") or uuid4().hex)
        return redirect("panel:show-job", *desk.path, job.uid)
    count = chosen.rows(desk.conference).count()
    token = posted.get("token", "") or uuid4().hex
    context = desk.context(name, form=form, chosen=chosen, count=count, token=token, title=title_of(list_name))
    return render(request, "panel/start_export.html", context)


def begin_export(desk: Desk, chosen: Chosen, form: ExportForm, token: str) -> Job:
    return start_job(
        conference=desk.conference,
        kind="export",
        title=_("Export: %(list)s") % {"list": title_of(chosen.list)},
        params={"chosen": chosen.params, "rights": rights_for(form.cleaned_data["columns"]), **form.cleaned_data},
        by=desk.user,
        token=token,
    )
