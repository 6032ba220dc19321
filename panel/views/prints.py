from collections.abc import Callable

import structlog
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from events.models import Variant
from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.listing import letter_safe
from panel.prints.papers import Head
from panel.prints.pdf import draw_attendance, draw_badge_list, draw_diets, draw_institutions
from panel.selectors.prints import GROUPS, attendance_paper, badges_paper, diets_paper, institutions_paper
from registrations.search import fold

log = structlog.get_logger(__name__)
Drawn = tuple[Head, bytes]


def chosen_variant(request: HttpRequest, desk: Desk) -> Variant | None:
    """The variant that the address asks for; everyone where it names none that is known."""
    slug = letter_safe(request.GET.get("variant", ""))
    return Variant.objects.filter(conference=desk.conference, slug=slug).first() if slug else None


def chosen_group(request: HttpRequest) -> str:
    asked = request.GET.get("group", "")
    return asked if asked in GROUPS else GROUPS[0]


def attendance(request: HttpRequest, desk: Desk) -> Drawn:
    paper = attendance_paper(desk.conference, chosen_variant(request, desk), chosen_group(request))
    return paper.head, draw_attendance(paper)


def institutions(request: HttpRequest, desk: Desk) -> Drawn:
    paper = institutions_paper(desk.conference, chosen_variant(request, desk))
    return paper.head, draw_institutions(paper)


def diets(request: HttpRequest, desk: Desk) -> Drawn:
    tells_needs = desk.may(Permission.VIEW_NEEDS)
    paper = diets_paper(desk.conference, chosen_variant(request, desk), tells_needs=tells_needs)
    return paper.head, draw_diets(paper)


def badge_list(request: HttpRequest, desk: Desk) -> Drawn:
    paper = badges_paper(desk.conference, chosen_variant(request, desk))
    return paper.head, draw_badge_list(paper)


PAPERS: dict[str, Callable[[HttpRequest, Desk], Drawn]] = {
    "attendance": attendance,
    "institutions": institutions,
    "diets": diets,
    "badges": badge_list,
}


@login_required
@require_GET
def list_prints(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    variants = Variant.objects.filter(conference=desk.conference, is_remote=False)
    return render(request, "panel/prints.html", desk.context("prints", variants=variants))


@login_required
@require_GET
def print_list(request: StaffRequest, association: str, conference: str, paper: str) -> HttpResponse:
    """The list as a PDF. Who took it is told to the log."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    if paper not in PAPERS:
        raise Http404
    head, content = PAPERS[paper](request, desk)
    log.info("list printed", by=request.user.pk, conference=desk.conference.pk, paper=paper)
    filename = f"{slugify(fold(head.title))}-{desk.conference.slug}.pdf"
    disposition = content_disposition_header(False, filename) or "inline"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})
