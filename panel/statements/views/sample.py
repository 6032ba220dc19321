from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from events.roles import Permission
from panel.demo.statement import sample_statement
from panel.desk import StaffRequest, desk_for


@login_required
@require_GET
def download_sample(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """A statement to try the import with, in a demonstration only: its transfers are invented."""
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    if not settings.DEMO:
        raise Http404
    disposition = content_disposition_header(True, f"wyciag-{desk.conference.association.slug}.sta")
    content = sample_statement(desk.conference).encode("cp1250")
    return HttpResponse(
        content, content_type="text/plain", headers={"Content-Disposition": disposition or "attachment"}
    )
