import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from payments.models import CsvFormat
from payments.statements.forms import CsvFormatForm
from payments.statements.layouts import layout_of
from payments.statements.parsed import ParsedFile, Unreadable
from payments.statements.reading import read_statements

SHOWN = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_format(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    return answer(request, desk, CsvFormat(association=desk.conference.association))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_format(request: StaffRequest, association: str, conference: str, csv_format: uuid.UUID) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    kept = get_object_or_404(CsvFormat, association=desk.conference.association, uid=csv_format)
    return answer(request, desk, kept)


def answer(request: StaffRequest, desk: Desk, kept: CsvFormat) -> HttpResponse:
    """Saved, tried on a sample, or asked for again."""
    form = CsvFormatForm(request.POST or None, request.FILES or None, instance=kept)
    context: dict[str, object] = {"form": form, "kept": kept}
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["sample"]:
            context |= tried(form)
        elif saved(form):
            messages.success(request, _("The format was saved."))
            return redirect("panel:import-statement", *desk.path)
    return render(request, "panel/statements/format.html", desk.context("transfers", **context))


def saved(form: CsvFormatForm) -> bool:
    """False, with the reason in the form, when the association has a format of this name."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("name", _("There is a format of this name."))
        return False
    return True


def tried(form: CsvFormatForm) -> dict[str, object]:
    """What the sample says when it is read so."""
    try:
        parsed: ParsedFile = read_statements(form.cleaned_data["sample"], layout_of(form.instance))
    except Unreadable as error:
        form.add_error("sample", str(error))
        return {}
    return {
        "parsed": parsed,
        "transactions": parsed.transactions[:SHOWN],
        "problems": parsed.problems[:SHOWN],
    }
