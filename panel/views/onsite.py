"""Phones at the doors, and scans that do not agree."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checkin.models import Device
from checkin.reading import read_device_key
from checkin.services import invite_device, prepare_points, revoke_device
from events.paper.qr import qr_svg
from events.roles import Permission
from panel.desk import StaffRequest, asks_for_part, desk_for
from panel.onsite_forms import InviteForm
from panel.selectors.onsite import conflicting, conflicts, invitation_of, phones, undone


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_devices(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """All phones, and the form of a new one; sent, it shows a code that the phone reads."""
    desk = desk_for(request, association, conference, Permission.SCAN)
    prepare_points(conference=desk.conference)
    form = InviteForm(request.POST or None, conference=desk.conference)
    if request.method == "POST" and form.is_valid():
        invitation, code = invite_device(
            conference=desk.conference,
            name=form.cleaned_data["name"],
            points=form.cleaned_data["points"],
            by=request.user,
        )
        # What follows # stays in the phone: neither server nor log sees it.
        address = f"{request.build_absolute_uri(reverse('checkin:show-scanner'))}#pair={code}"
        shown = {"invitation": invitation, "address": address, "qr": qr_svg(address)}
        return render(request, "panel/invite_device.html", desk.context("devices", **shown))
    valid, revoked = phones(desk.conference)
    context = desk.context(
        "devices", phones=valid, revoked=revoked, form=form, conflicts=conflicting(desk.conference).count()
    )
    template = "panel/_devices.html" if asks_for_part(request, "devices") else "panel/devices.html"
    return render(request, template, context)


@login_required
@require_GET
def show_invitation(request: StaffRequest, association: str, conference: str, uid: UUID) -> HttpResponse:
    """Whether the phone has read its code; asked again by the page until it has."""
    desk = desk_for(request, association, conference, Permission.SCAN)
    invitation = invitation_of(desk.conference, str(uid))
    if invitation is None:
        raise Http404
    if not asks_for_part(request, "invitation"):
        return redirect("panel:list-devices", *desk.path)
    return render(request, "panel/_invitation.html", desk.context("devices", invitation=invitation))


@login_required
@require_POST
def revoke(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.SCAN)
    mine = Device.objects.filter(conference=desk.conference)
    device = get_object_or_404(mine, pk=read_device_key(request.POST.get("device", "")))
    revoke_device(device=device)
    messages.success(
        request,
        _("The phone %(name)s has been disconnected. It forgets its data the next time it has a network.")
        % {"name": device.name},
    )
    return redirect("panel:list-devices", *desk.path)


@login_required
@require_GET
def list_conflicts(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.SCAN)
    context = desk.context("devices", conflicts=conflicts(desk.conference), undone=undone(desk.conference))
    return render(request, "panel/conflicts.html", context)
