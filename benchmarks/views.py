"""The floors: the least that a page can do under the same server, settings and middleware."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from events.models import Association
from registrations.models import CardDraft


def read_one_row(request: HttpRequest, slug: str) -> HttpResponse:
    """One indexed SELECT."""
    return HttpResponse(Association.objects.values_list("name", flat=True).get(slug=slug))


@csrf_exempt
def write_one_row(request: HttpRequest) -> HttpResponse:
    """One INSERT and its commit."""
    with transaction.atomic():
        draft = CardDraft.objects.create(conference_id=int(request.GET["conference"]))
    return HttpResponse(draft.token)
