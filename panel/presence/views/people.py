"""Attendance of one person, corrected by hand, and their certificate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from certificates.models import Certificate
from certificates.services import revoke_certificate
from checkin.enums import Verdict
from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.presence.forms import CorrectionForm, RevokeForm
from panel.presence.selectors.attendance import person_sheet
from panel.presence.services import CertificateStands, correct
from panel.selectors.one_card import card_of, person_of
from registrations.models import Participant


@login_required
@require_GET
def show_person_attendance(
    request: StaffRequest, association: str, conference: str, code: str, number: int
) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.SCAN)
    person = person_of(card_of(desk.conference, code), number)
    return show_person(request, desk, person, number, CorrectionForm(conference=desk.conference))


@login_required
@require_POST
def correct_by_hand(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    person = person_of(card_of(desk.conference, code), number)
    form = CorrectionForm(request.POST, conference=desk.conference)
    if form.is_valid():
        verdict, reason = Verdict(form.cleaned_data["verdict"]), form.cleaned_data["reason"]
        try:
            correct(participant=person, target=form.chosen, verdict=verdict, reason=reason, by=request.user)
            messages.success(request, _("The correction was written."))
            return redirect("panel:show-person-attendance", *desk.path, code, number)
        except CertificateStands as stands:
            form.add_error("verdict", str(stands))
    return show_person(request, desk, person, number, form)


def show_person(
    request: StaffRequest, desk: Desk, person: Participant, number: int, form: CorrectionForm
) -> HttpResponse:
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
