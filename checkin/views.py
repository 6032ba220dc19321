import json

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedInRequest
from checkin.forms import PairForm
from checkin.models import Device
from checkin.reading import device_key, read_device_key
from checkin.selectors import scannable, valid_devices
from checkin.services import pair_device, prepare_points, revoke_device
from checkin.shell import READER, WASM, shell, version_of
from checkin.words import scanner_words
from events.access import conferences_for
from events.roles import Permission

CAMERA_POLICY = "camera=(self), microphone=(), geolocation=()"


@require_GET
@csp_update({"script-src": ["'wasm-unsafe-eval'"]})
def show_scanner(request: HttpRequest) -> HttpResponse:
    """The scanner itself. It holds no data and opens for anyone: what it may ask is decided by the phone's token.

    So a phone goes on scanning after its owner has logged out of everything else.
    """
    response = render(request, "checkin/scanner.html", {"setup": setup_of(request)})
    response["Permissions-Policy"] = CAMERA_POLICY
    return response


def setup_of(request: HttpRequest) -> dict[str, object]:
    """All that the scanner's scripts are told; the version is of these and of the files they load."""
    setup: dict[str, object] = {
        "api": {
            "scans": reverse("scanner:record-scans"),
            "data": reverse("scanner:load-data"),
            "pair": reverse("scanner:pair-device"),
            "unpair": reverse("scanner:unpair-device"),
        },
        "pair": reverse("checkin:pair-scanner"),
        "worker": reverse("checkin:show-worker"),
        "wasm": static(WASM),
        "reader": static(READER),
        "language": get_language(),
        "words": scanner_words(),
    }
    page = render_to_string("checkin/scanner.html", {"setup": setup})
    return {**setup, "version": version_of(page)}


@require_GET
def show_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the scanner's shell in the browser; the browser asks for it at every start."""
    setup = setup_of(request)
    context = {"version": setup["version"], "page": reverse("checkin:show-scanner"), "shell": json.dumps(shell())}
    response = render(request, "checkin/worker.js", context, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
def show_manifest(request: HttpRequest) -> JsonResponse:
    """So that the scanner can be put on a phone's home screen."""
    address = reverse("checkin:show-scanner")
    sizes = ("192x192", "512x512")
    return JsonResponse(
        {
            "id": address,
            "name": _("Scanner of badges"),
            "short_name": _("Scanner"),
            "lang": get_language(),
            "start_url": address,
            "scope": address,
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#16202e",
            "theme_color": "#16202e",
            "icons": [
                {"src": static(f"images/scanner-{size.partition('x')[0]}.png"), "sizes": size, "type": "image/png"}
                for size in sizes
            ],
        },
        content_type="application/manifest+json",
    )


@login_required
@require_http_methods(["GET", "POST"])
def pair_scanner(request: SignedInRequest) -> HttpResponse:
    if not conferences_for(request.user, Permission.SCAN):
        raise PermissionDenied
    conferences = scannable(request.user)
    form = PairForm(request.POST or None, conferences=conferences)
    if request.method == "POST" and form.is_valid():
        conference = form.chosen()
        prepare_points(conference=conference)
        device, token = pair_device(conference=conference, name=form.cleaned_data["name"], by=request.user)
        handed = {"token": token, "device": device.name, "conference": conference.title, "address": form.address}
        return render(request, "checkin/paired.html", {"handed": handed, "device": device})
    devices = [(device, device_key(device)) for device in valid_devices(conferences)]
    return render(request, "checkin/pair.html", {"form": form, "conferences": conferences, "devices": devices})


@login_required
@require_POST
def revoke_scanner(request: SignedInRequest) -> HttpResponse:
    mine = Device.objects.filter(conference__in=scannable(request.user))
    device = get_object_or_404(mine, pk=read_device_key(request.POST.get("device", "")))
    revoke_device(device=device)
    messages.success(request, _("The phone %(name)s has been disconnected.") % {"name": device.name})
    return redirect("checkin:pair-scanner")
