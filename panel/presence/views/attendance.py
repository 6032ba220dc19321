"""Attendance of one session, and the hours of everyone."""

import structlog
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.pages import PAGE_SIZE
from panel.presence.exports import (
    HOURS_WIDTHS,
    SESSION_WIDTHS,
    answer_file,
    hours_headers,
    hours_rows,
    session_headers,
    session_rows,
)
from panel.presence.selectors.attendance import (
    hours_of,
    people_of,
    places_on_cards,
    session_of,
    session_sheet,
    told_of,
)
from panel.presence.selectors.missing import Wanted
from registrations.search import fold

log = structlog.get_logger(__name__)
KINDS = (
    ("xlsx", gettext_lazy("Download as XLSX")),
    ("ods", gettext_lazy("Download as ODS")),
    ("csv", gettext_lazy("Download as CSV")),
)


@login_required
@require_GET
def show_attendance(request: StaffRequest, association: str, conference: str, key: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.SCAN)
    session = session_of(desk.conference, key)
    wanted = Wanted.of(request.GET)
    sheet = session_sheet(desk.conference, session, wanted.words)
    page = Paginator(sheet.people, PAGE_SIZE).get_page(wanted.page)
    places = places_on_cards(one.person for one in page)
    rows = [(one, places[one.person.pk]) for one in page]
    context = desk.context(
        "presence", session=session, key=key, sheet=sheet, page=page, rows=rows, wanted=wanted, kinds=KINDS
    )
    return render(request, "panel/presence/attendance.html", context)


@login_required
@require_GET
def export_attendance(request: StaffRequest, association: str, conference: str, key: str, kind: str) -> HttpResponse:
    """The whole list of a session. Who took it is told to the log."""
    desk = desk_for(request, association, conference, Permission.SCAN)
    session = session_of(desk.conference, key)
    sheet = session_sheet(desk.conference, session)
    log.info("attendance exported", by=request.user.pk, conference=desk.conference.pk, session=session.pk, kind=kind)
    name = f"{slugify(fold(_('Attendance')))}-{desk.conference.slug}-{slugify(fold(session.title))[:40].strip('-')}"
    return answer_file(kind, name, session.title, session_headers(), SESSION_WIDTHS, session_rows(sheet))


@login_required
@require_GET
def list_hours(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Training of everyone by the conference's rule, a page at a time."""
    desk = desk_for(request, association, conference, Permission.SCAN)
    wanted = Wanted.of(request.GET)
    page = Paginator(told_of(people_of(desk.conference, wanted.words)), PAGE_SIZE).get_page(wanted.page)
    places = places_on_cards(page)
    rows = [(one, places[one.person.pk]) for one in hours_of(desk.conference, list(page))]
    return render(
        request, "panel/presence/hours.html", desk.context("presence", page=page, rows=rows, wanted=wanted, kinds=KINDS)
    )


@login_required
@require_GET
def export_hours(request: StaffRequest, association: str, conference: str, kind: str) -> HttpResponse:
    """Who took it is told to the log."""
    desk = desk_for(request, association, conference, Permission.SCAN)
    people = told_of(people_of(desk.conference))
    rows = hours_rows(hours_of(desk.conference, people, all_at_once=True))
    log.info("hours exported", by=request.user.pk, conference=desk.conference.pk, kind=kind)
    title = _("Hours of training")
    name = f"{slugify(fold(title))}-{desk.conference.slug}"
    return answer_file(kind, name, title, hours_headers(desk.conference), HOURS_WIDTHS, rows)
