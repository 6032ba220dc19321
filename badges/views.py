from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from accounts.requests import SignedInRequest
from badges.faces import badge_filename, badge_pdf, badge_text, badges_filename, badges_pdf
from badges.selectors import badges_to_print, has_badge
from events.access import conference_for
from events.paper.qr import qr_svg
from events.roles import Permission
from registrations.selectors import participant_by_link


@require_GET
def show_badge(request: HttpRequest, token: str) -> HttpResponse:
    """The badge on a phone; while there is none yet, what it waits for."""
    participant = participant_by_link(token)
    conference = participant.conference
    context = {
        "participant": participant,
        "conference": conference,
        "association": conference.association,
        "token": token,
        "qr": qr_svg(badge_text(participant)) if has_badge(participant) else None,
    }
    return render(request, "badges/badge.html", context)


@require_GET
def download_badge(request: HttpRequest, token: str) -> HttpResponse:
    participant = participant_by_link(token)
    if not has_badge(participant):
        return redirect("badges:show-badge", token=token)
    return pdf_response(badge_pdf(participant), badge_filename(participant))


@login_required
@require_GET
def print_badges(request: SignedInRequest, association: str, conference: str) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.VIEW_CARDS)
    participants = badges_to_print(found)
    if not participants:
        return render(request, "badges/none.html", {"conference": found, "association": found.association})
    return pdf_response(badges_pdf(found, participants), badges_filename(found))


def pdf_response(content: bytes, filename: str) -> HttpResponse:
    disposition = content_disposition_header(True, filename)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": disposition or "attachment"}
    )
