import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error

RETRY_AFTER_SECONDS = 5
# The database is being restarted, has no connection left, or let somebody else go first: it is there again soon.
PASSING = (OperationalError, InterfaceError)


def show_error(request: HttpRequest) -> HttpResponse:
    """The page in place of one that broke; where it would work a moment later, it says so to people and programs."""
    if not isinstance(sys.exc_info()[1], PASSING):
        return server_error(request)
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"detail": _("Not available for a moment. Try again.")}, status=503)
    else:
        # Without the request: what every page shows is read from the database.
        answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer
