from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import Conference
from events.roles import Permission
from panel.card_forms import LabelForm
from panel.desk import StaffRequest, desk_for
from panel.listing import letter_safe
from panel.selectors.labels import labels_with_uses
from registrations.models import Label
from registrations.services.notes import delete_label, save_label


def label_named(conference: Conference, name: str) -> Label:
    """Raises Http404 for a label of another conference."""
    return get_object_or_404(Label, conference=conference, name=letter_safe(name))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_labels(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """All labels, and the form of a new one."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    form = LabelForm(request.POST or None, instance=Label(conference=desk.conference))
    if form.is_valid():
        save_label(conference=desk.conference, name=form.cleaned_data["name"], tone=form.cleaned_data["tone"])
        messages.success(request, _("The label was made."))
        return redirect("panel:list-labels", *desk.path)
    labels = labels_with_uses(desk.conference)
    return render(request, "panel/labels.html", desk.context("labels", labels=labels, form=form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_label(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Another name or colour for the label that the address names."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    label = label_named(desk.conference, request.GET.get("label", ""))
    was = label.name
    form = LabelForm(request.POST or None, instance=label)
    if form.is_valid():
        save_label(
            conference=desk.conference,
            name=form.cleaned_data["name"],
            tone=form.cleaned_data["tone"],
            label=label_named(desk.conference, was),
        )
        messages.success(request, _("The label was changed."))
        return redirect("panel:list-labels", *desk.path)
    return render(request, "panel/change_label.html", desk.context("labels", was=was, form=form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_label(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """First told on how many cards and people it is, then deleted."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    name = request.GET.get("label", "")
    found = next((one for one in labels_with_uses(desk.conference) if one.label.name == name), None)
    if request.method == "POST":
        if found is not None:
            delete_label(label=found.label, by=request.user)
        messages.success(request, _("The label was deleted."))
        return redirect("panel:list-labels", *desk.path)
    label_named(desk.conference, name)
    return render(request, "panel/remove_label.html", desk.context("labels", found=found))
