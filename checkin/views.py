from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
    setup = {
        "api": {
            "scans": reverse("scanner:record-scans"),
            "state": reverse("scanner:show-state"),
            "search": reverse("scanner:find-people"),
            "unpair": reverse("scanner:unpair-device"),
        },
        "pair": reverse("checkin:pair-scanner"),
        "wasm": static("build/vendor/zxing/zxing_reader.wasm"),
        "reader": static("build/vendor/zxing/es/reader/index.js"),
        "language": get_language(),
        "words": scanner_words(),
    }
    response = render(request, "checkin/scanner.html", {"setup": setup})
    response["Permissions-Policy"] = CAMERA_POLICY
    return response


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
