from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseModelForm, modelform_factory
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.roles import Permission
from panel.card_forms import LabelsForm
from panel.columns import participant_details
from panel.desk import Desk, StaffRequest, desk_for
from panel.listing import Detail
from panel.selectors.one_card import labels_of
from panel.tables import Cell, edit_address
from registrations.models import Participant
from registrations.services import CardClosed, TooLate, change_participant
from registrations.services.notes import label_participant

CellForm = BaseModelForm[Participant] | LabelsForm
LABELS = "labels"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_cell(request: StaffRequest, association: str, conference: str, code: str, field: str) -> HttpResponse:
    """One datum of one participant, corrected where it stands in the list; without scripts on a page of its own."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    people = Participant.objects.of(desk.conference).select_related("card__institution", "variant")
    person, detail = get_object_or_404(people, badge_code=code), editable(desk, field)
    # A form writes into the row it is given, also what it refuses.
    form = form_for(detail, request, copy(person))
    if request.method == "POST" and form.is_valid() and changed(request, person, detail, form):
        if request.htmx:
            return show_cell(request, desk, people.get(pk=person.pk), detail)
        messages.success(request, _("The change is saved."))
        return redirect(back_to(request, desk))
    if request.htmx and "cancel" in request.GET:
        return show_cell(request, desk, person, detail)
    template = "panel/_cell_form.html" if request.htmx else "panel/edit_cell.html"
    context = desk.context("participants", form=form, person=person, detail=detail, next=back_to(request, desk))
    return render(request, template, context)


def editable(desk: Desk, name: str) -> Detail:
    """Raises Http404 for what cannot be corrected in the list, or not be seen by the person."""
    details = participant_details(desk.conference, desk.granted)
    found = next((one for one in details if one.name == name and one.edits), None)
    if found is None:
        raise Http404
    return found


def form_for(detail: Detail, request: StaffRequest, person: Participant) -> CellForm:
    if detail.edits == LABELS:
        has = [label.name for label in person.labels.all()]
        return LabelsForm(request.POST or None, known=labels_of(person.conference), initial={LABELS: has})
    form = modelform_factory(Participant, fields=[detail.edits])(request.POST or None, instance=person)
    form.fields[detail.edits].widget.attrs["autofocus"] = True
    return form


def changed(request: StaffRequest, person: Participant, detail: Detail, form: CellForm) -> bool:
    if isinstance(form, LabelsForm):
        label_participant(participant=person, labels=form.chosen(), by=request.user)
        return True
    try:
        change_participant(participant=person, changes={detail.edits: form.cleaned_data[detail.edits]}, by=request.user)
    except (CardClosed, TooLate):
        form.add_error(detail.edits, _("This card can no longer be changed."))
        return False
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    return True


def show_cell(request: StaffRequest, desk: Desk, person: Participant, detail: Detail) -> HttpResponse:
    address = edit_address([*desk.path], person.badge_code, detail.name)
    cell = Cell(detail.label, detail.numeric, detail.cell(person), address)
    return render(request, "panel/_cell.html", desk.context("participants", cell=cell, was_edited=True))


def back_to(request: StaffRequest, desk: Desk) -> str:
    """The list as it was, on this site alone."""
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    address = reverse("panel:list-participants", args=desk.path)
    host = request.get_host()
    own = url_has_allowed_host_and_scheme(wanted, {host}, require_https=request.is_secure())
    return wanted if own and address in wanted and "edit" not in wanted.partition(address)[2] else address
