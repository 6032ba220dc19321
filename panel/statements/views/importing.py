from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.services.jobs import start_job
from payments.models import CsvFormat, Statement
from payments.statements.forms import StatementForm

NAME_LENGTH = 80
SHOWN = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Take a file of the bank; a job reads it, keeps what is new and settles what is certain."""
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    ours = desk.conference.association
    form = StatementForm(ours, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name = "".join(letter for letter in file.name[-NAME_LENGTH:] if letter.isprintable())
        job = start_job(
            conference=desk.conference,
            kind="statement",
            title=_("Bank statement: %(file)s") % {"file": name},
            params={"name": name, "layout": form.cleaned_data["layout"], "account": form.cleaned_data["account"]},
            by=request.user,
            token=request.POST.get("token", "") or uuid4().hex,
            upload=file,
        )
        return redirect("panel:show-job", *desk.path, job.uid)
    statements = Statement.objects.filter(account__association=ours).select_related("account", "imported_by")[:SHOWN]
    context = desk.context(
        "transfers",
        form=form,
        token=uuid4().hex,
        statements=statements,
        formats=CsvFormat.objects.filter(association=ours),
    )
    return render(request, "panel/statements/import.html", context)
