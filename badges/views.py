from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from badges.faces import badge_filename, badge_pdf, badge_text, wallet_png
from badges.selectors import has_badge
from events.paper.qr import qr_svg
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
    return file_response(badge_pdf(participant), badge_filename(participant))


@require_GET
def download_picture(request: HttpRequest, token: str) -> HttpResponse:
    """The badge as a picture of the size of a bank card."""
    participant = participant_by_link(token)
    if not has_badge(participant):
        return redirect("badges:show-badge", token=token)
    return file_response(wallet_png(participant), badge_filename(participant, "png"), "image/png")


@require_GET
def serve_worker(request: HttpRequest, token: str) -> HttpResponse:
    """The service worker of one badge's page: from its own folder it reaches no other page."""
    participant_by_link(token)
    return render(request, "badges/worker.js", content_type="text/javascript")


def file_response(content: bytes, filename: str, content_type: str = "application/pdf") -> HttpResponse:
    disposition = content_disposition_header(True, filename)
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": disposition or "attachment"}
    )
