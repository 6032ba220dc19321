"""Badges: how they look, and their printing."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from badges.designs import Settings
from badges.enums import Order, Scope
from badges.faces import badge_filename, badges_pdf
from badges.forms import DesignForm
from badges.preview import preview_of
from badges.selectors import badges_to_print, codes_of, not_printed, printings
from badges.services import record_printing, save_design
from badges.views import file_response
from events.roles import Permission
from panel.badge_forms import PrintForm
from panel.desk import StaffRequest, asks_for_part, desk_for
from panel.prints.badges import start_printing
from panel.selectors.one_card import card_of, person_of

PRINTINGS_SHOWN = 50
TOKEN_LENGTH = 64


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def design_badges(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """The form beside the badge as it will print; tried out by each change, kept when saved."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CONFERENCE)
    saved = Settings.of(desk.conference)
    form = DesignForm(request.POST or None, request.FILES or None, conference=desk.conference, saved=saved)
    if form.is_valid() and request.POST.get("do") == "save":
        is_new_logo = form.new_logo is not None
        save_design(conference=desk.conference, chosen=form.chosen(), by=request.user, new_logo=is_new_logo)
        messages.success(request, _("From now on badges look like this."))
        return redirect("panel:design-badges", *desk.path)
    # A form that is wrong has written into the layout: what is kept is read again.
    chosen = form.chosen() if form.is_valid() else Settings.of(desk.conference)
    preview = preview_of(desk.conference, chosen)
    context = desk.context("badges", form=form, preview=preview, is_tried=form.is_bound)
    template = "panel/_badge_preview.html" if asks_for_part(request, "badge-preview") else "panel/design_badges.html"
    return render(request, template, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_badges(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """What may be printed, and what was printed when."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    people = badges_to_print(desk.conference, unpaid=True)
    new = not_printed(desk.conference, people)
    past = list(printings(desk.conference)[:PRINTINGS_SHOWN])
    form = PrintForm(request.POST or None, initial={"scope": Scope.NEW, "order": Order.SURNAME})
    if form.is_valid():
        asked = form.cleaned_data
        chosen = badges_to_print(desk.conference, asked["order"], unpaid=asked["unpaid"])
        if asked["scope"] == Scope.NEW:
            chosen = not_printed(desk.conference, chosen)
        if chosen:
            codes = [person.badge_code for person in chosen]
            job = start_printing(desk, codes, Scope(asked["scope"]), token_of(request))
            return redirect("panel:show-job", *desk.path, job.uid)
        form.add_error("scope", _("There is no such badge: nothing would be printed."))
    paid = [person for person in people if person.card.balance <= 0]
    context = {"people": len(people), "paid": len(paid), "new": len(new), "printings": past, "form": form}
    return render(request, "panel/badges.html", desk.context("badges", token=uuid4().hex, **context))


@login_required
@require_POST
def print_again(request: StaffRequest, association: str, conference: str, printing: UUID) -> HttpResponse:
    """The badges of an earlier printing, as they are now, in the same order."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    found = get_object_or_404(printings(desk.conference), uid=printing)
    job = start_printing(desk, codes_of(found), Scope.CHOSEN, token_of(request))
    return redirect("panel:show-job", *desk.path, job.uid)


@login_required
@require_POST
def print_one(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """One badge at once: somebody waits at the desk for it."""
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    card = card_of(desk.conference, code)
    person = person_of(card, number)
    if not (person.is_active and card.is_active):
        messages.warning(request, _("This person does not take part: there is no badge to print."))
        return redirect("panel:show-card", *desk.path, card.code)
    content = badges_pdf(desk.conference, [person])
    record_printing(conference=desk.conference, people=[person], scope=Scope.CHOSEN, by=request.user)
    return file_response(content, badge_filename(person))


def token_of(request: StaffRequest) -> str:
    """Comes with the page: sent twice, it starts one job."""
    return request.POST.get("token", "")[:TOKEN_LENGTH] or uuid4().hex
