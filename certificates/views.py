from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from certificates.forms import CodeForm
from certificates.guesses import WINDOW, allow_guess
from certificates.selectors import certificate_by_code, certificate_of
from certificates.sheets import certificate_filename, certificate_pdf, certificate_sheet
from events.enums import Stage
from registrations.card_status import badge_status_of
from registrations.models import Participant
from registrations.selectors import participant_by_link

UNLISTED = {"X-Robots-Tag": "noindex, nofollow"}


@require_GET
def download_certificate(request: HttpRequest, token: str) -> HttpResponse:
    participant = participant_by_link(token)
    certificate = certificate_of(participant)
    if certificate is None:
        return none_yet(request, participant, token)
    disposition = content_disposition_header(True, certificate_filename(certificate))
    headers = {"Content-Disposition": disposition or "attachment", **UNLISTED}
    return HttpResponse(certificate_pdf(certificate), content_type="application/pdf", headers=headers)


@require_GET
def verify_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper with this code should say, for anybody who holds it."""
    certificate = certificate_by_code(code)
    if certificate is None:
        return unknown_code(request)
    context = {
        "certificate": certificate,
        "sheet": certificate_sheet(certificate, get_language() or "pl"),
        "conference": certificate.conference,
        "association": certificate.conference.association,
    }
    return listed_nowhere(render(request, "certificates/verification.html", context))


@require_GET
def find_certificate(request: HttpRequest) -> HttpResponse:
    """Takes the code typed from the paper to its page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify-certificate", code=form.cleaned_data["code"])
    return listed_nowhere(render(request, "certificates/find.html", {"form": form}))


def none_yet(request: HttpRequest, participant: Participant, token: str) -> HttpResponse:
    context = {"participant": participant, "conference": participant.conference, "token": token}
    context |= {"association": participant.conference.association, "badge": badge_status_of(participant)}
    context["has_ended"] = participant.conference.stage == Stage.ENDED
    return listed_nowhere(render(request, "certificates/none_yet.html", context, status=404))


def unknown_code(request: HttpRequest) -> HttpResponse:
    if allow_guess(request):
        return listed_nowhere(render(request, "certificates/unknown.html", {"form": CodeForm()}, status=404))
    minutes = int(WINDOW.total_seconds()) // 60
    response = listed_nowhere(render(request, "certificates/too_many.html", {"minutes": minutes}, status=429))
    response.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


def listed_nowhere(response: HttpResponse) -> HttpResponse:
    for name, value in UNLISTED.items():
        response.headers[name] = value
    return response
