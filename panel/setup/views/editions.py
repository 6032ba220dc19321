"""The next edition begun: copied from one that was, or from nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.access import may
from events.copying import a_year_on
from events.models import Association, Conference
from events.roles import Permission
from panel.desk import Desk, StaffRequest
from panel.services.copying import AddressTaken, NextEdition, begin_conference, copy_conference, free_slug, next_title
from panel.setup.forms.editions import CopyForm, NewForm
from panel.setup.frame import context, desk_of


def taken() -> str:
    return _("The association already has a conference at this address.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy_edition(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    old = desk.conference
    initial = {"title": next_title(old), "slug": free_slug(old), "starts_on": a_year_on(old.starts_on)}
    form = CopyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        new = copied(request, desk, form)
        if new is not None:
            return redirect("panel:show-setup", new.association.slug, new.slug)
    return render(request, "panel/setup/copy.html", context(desk, "copy", form=form))


def copied(request: StaffRequest, desk: Desk, form: CopyForm) -> Conference | None:
    try:
        new, is_new = copy_conference(
            conference=desk.conference, asked=NextEdition(**form.cleaned_data), by=request.user
        )
    except AddressTaken:
        form.add_error("slug", taken())
        return None
    tell_made(request, new, is_new)
    return new


def tell_made(request: StaffRequest, new: Conference, is_new: bool) -> None:
    if is_new:
        text = _("„%(title)s” is a draft that nobody but you sees. Go through its pages, then publish it.")
        messages.success(request, text % {"title": new.title})
    else:
        messages.info(request, _("„%(title)s” was made before: this is it.") % {"title": new.title})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest, association: str) -> HttpResponse:
    """A conference from nothing, in an association whose conferences the person may change."""
    own = get_object_or_404(Association, memberships__user=request.user, slug=association)
    if not may(request.user, own, Permission.CHANGE_CONFERENCE):
        raise PermissionDenied
    blank = Conference(association=own, contact_email=own.email, contact_phone=own.phone)
    form = NewForm(request.POST if request.method == "POST" else None, instance=blank)
    if form.is_valid():
        try:
            new, is_new = begin_conference(conference=form.instance, by=request.user)
            tell_made(request, new, is_new)
            return redirect("panel:show-setup", own.slug, new.slug)
        except AddressTaken:
            form.add_error("slug", taken())
    return render(request, "panel/setup/new.html", {"association": own, "form": form})
