import tempfile
import uuid
from pathlib import Path
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.enums import JobState
from panel.exports.writers import TYPES
from panel.imports.forms import NAME_LENGTH, ImportForm
from panel.imports.template import write_template
from panel.services.jobs import start_job
from panel.views.jobs import job_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_import(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Take a file and have it checked in the background; nothing of it is written yet."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name = "".join(letter for letter in file.name[-NAME_LENGTH:] if letter.isprintable())
        job = start_job(
            conference=desk.conference,
            kind="import-check",
            title=_("Import: %(file)s") % {"file": name},
            params={"name": name},
            by=request.user,
            token=request.POST.get("token", "") or uuid4().hex,
            upload=file,
        )
        return redirect("panel:show-job", *desk.path, job.uid)
    return render(request, "panel/start_import.html", desk.context("import", form=form, token=uuid4().hex))


@login_required
@require_POST
def confirm_import(request: StaffRequest, association: str, conference: str, job_uid: uuid.UUID) -> HttpResponse:
    """Write what the check found. Clicked twice, it is the same job."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    check = job_of(desk, job_uid)
    if check.kind != "import-check":
        raise Http404
    if check.state != JobState.DONE or not check.params.get("may_write"):
        messages.error(request, _("There is nothing to write: look at the report of the check."))
        return redirect("panel:show-job", *desk.path, check.uid)
    job = start_job(
        conference=desk.conference,
        kind="import",
        title=_("Writing: %(file)s") % {"file": check.params["name"]},
        params={"check": check.pk, "sends_letters": request.POST.get("sends_letters") == "on"},
        by=request.user,
        token=f"import:{check.uid}",
    )
    return redirect("panel:show-job", *desk.path, job.uid)


@login_required
@require_GET
def download_template(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(desk.conference, path)
        content = path.read_bytes()
    disposition = content_disposition_header(True, _("participants-template.xlsx"))
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=TYPES["xlsx"], headers=headers)
