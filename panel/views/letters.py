import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.models import Conference
from events.roles import Permission
from mailings.models import Letter
from mailings.services import send_again
from panel.desk import StaffRequest, asks_for_part, desk_for
from panel.listing import read_address
from panel.selectors.letters import letter_filters, letter_orders, letters_asked

# A letter as its reader sees it: it may carry its own styles, and can do nothing else.
LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


def letter_of(conference: Conference, uid: uuid.UUID) -> Letter:
    return get_object_or_404(Letter.objects.filter(conference=conference), uid=uid)


@login_required
@require_GET
def list_letters(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_LETTERS)
    asked = read_address(request.GET, letter_filters(), letter_orders(), "-written")
    page = asked.turn(letters_asked(desk.conference, asked))
    template = "panel/_letters.html" if asks_for_part(request, "results") else "panel/letters.html"
    return render(request, template, desk.context("letters", asked=asked, page=page))


@login_required
@require_GET
def show_letter(request: StaffRequest, association: str, conference: str, uid: uuid.UUID) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_LETTERS)
    letter = letter_of(desk.conference, uid)
    return render(
        request,
        "panel/letter.html",
        desk.context("letters", letter=letter, attachments=letter.attachments.order_by("pk")),
    )


@login_required
@require_GET
def show_markup(request: StaffRequest, association: str, conference: str, uid: uuid.UUID) -> HttpResponse:
    """The letter with its markup, in a page of its own that may run and load nothing."""
    desk = desk_for(request, association, conference, Permission.VIEW_LETTERS)
    letter = letter_of(desk.conference, uid)
    return HttpResponse(letter.html, headers={"Content-Security-Policy": LETTER_POLICY})


@login_required
@require_POST
def resend_letter(request: StaffRequest, association: str, conference: str, uid: uuid.UUID) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    letter = send_again(letter=letter_of(desk.conference, uid))
    messages.success(request, _("The letter to %(email)s waits to be sent.") % {"email": letter.to_email})
    return redirect("panel:show-letter", *desk.path, letter.uid)
