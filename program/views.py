from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from events.announcing import SHOWN_STATES
from events.models import Conference
from program.conference_page import conference_page, snapshot
from program.ical import programme_calendar
from program.selectors import programme

# A browser may keep the page but asks each time whether it still holds: places change from one minute to the next.
ASK_EACH_TIME = "no-cache"


@require_safe
def show_conference(request: HttpRequest, association: str, conference: str) -> HttpResponseBase:
    """The public page; the reader's session is never looked at."""
    here = snapshot(association, conference)
    if here is None:
        raise Http404
    page = conference_page(here, request.path)
    response = HttpResponse(page.body, headers={"ETag": page.etag, "Cache-Control": ASK_EACH_TIME})
    return get_conditional_response(request, etag=page.etag, response=response) or response


@require_safe
def export_calendar(request: HttpRequest, association: str, conference: str) -> HttpResponse:
    found = get_object_or_404(
        Conference.objects.select_related("venue").filter(state__in=SHOWN_STATES),
        association__slug=association,
        slug=conference,
    )
    address = settings.SITE_URL + reverse("program:show-conference", args=[association, conference])
    sessions = [session for day in programme(found) for session in day.sessions]
    content = programme_calendar(found, sessions, address=address, host=urlsplit(settings.SITE_URL).hostname or "zjazd")
    headers = {"Content-Disposition": f'attachment; filename="{conference}.ics"', "Cache-Control": ASK_EACH_TIME}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
