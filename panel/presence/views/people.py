"""Attendance of one person, corrected by hand, and their certificate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.models import Certificate
from certificates.services import revoke_certificate
from checkin.enums import Verdict
from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.presence.forms import CorrectionForm, RevokeForm
from panel.presence.selectors.attendance import person_sheet
from panel.presence.services import CertificateStands, correct
from panel.selectors.one_card import card_of, person_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_person_attendance(
    request: StaffRequest, association: str, conference: str, code: str, number: int
) -> HttpResponse:
    """Seen by whoever scans; corrected by whoever may change cards."""
    desk = desk_for(request, association, conference, Permission.SCAN)
    if request.method == "POST" and not desk.may(Permission.CHANGE_CARDS):
        raise PermissionDenied
    person = person_of(card_of(desk.conference, code), number)
    form = CorrectionForm(request.POST if request.method == "POST" else None, conference=desk.conference)
    if form.is_valid():
        verdict, reason = Verdict(form.cleaned_data["verdict"]), form.cleaned_data["reason"]
        try:
            correct(participant=person, target=form.chosen, verdict=verdict, reason=reason, by=request.user)
            messages.success(request, _("The correction was written."))
            return redirect("panel:show-person-attendance", *desk.path, code, number)
        except CertificateStands as stands:
            form.add_error("verdict", str(stands))
    sheet = person_sheet(desk.conference, person)
    context = desk.context("cards", card=person.card, person=person, number=number, sheet=sheet, form=form)
    return render(request, "panel/presence/person.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.ISSUE_CERTIFICATES)
    person = person_of(card_of(desk.conference, code), number)
    certificate = get_object_or_404(Certificate, participant=person, revoked_at__isnull=True)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        revoke_certificate(certificate=certificate, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Certificate %(number)s was revoked.") % {"number": certificate.number})
        return redirect("panel:show-person-attendance", *desk.path, code, number)
    context = desk.context("cards", card=person.card, person=person, number=number, certificate=certificate, form=form)
    return render(request, "panel/presence/revoke.html", context)
