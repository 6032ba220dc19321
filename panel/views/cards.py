from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.roles import Permission
from panel.card_page import card_context
from panel.desk import StaffRequest, desk_for
from panel.enums import ListName
from panel.forms import CancelForm
from panel.selectors.one_card import card_of
from panel.services import renew_link, send_link
from panel.views.lists import show_list
from registrations.services import CardClosed, cancel_card


@login_required
@require_GET
def list_cards(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    return show_list(request, desk, ListName.CARDS)


@login_required
@require_GET
def show_card(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_CARDS)
    return render(request, "panel/card.html", card_context(desk, card_of(desk.conference, code)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_card(card=card, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The card was cancelled, and the institution was told by a letter."))
        except CardClosed:
            messages.error(request, _("The conference has begun: the card can no longer be cancelled."))
        return redirect("panel:show-card", *desk.path, card.code)
    return render(request, "panel/cancel_card.html", desk.context("cards", card=card, form=form))


@login_required
@require_POST
def send_address(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    send_link(card=card, by=request.user)
    messages.success(request, _("A letter with the card’s address goes to %(email)s.") % {"email": card.contact_email})
    return redirect("panel:show-card", *desk.path, card.code)


@login_required
@require_POST
def renew_address(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    renew_link(card=card, by=request.user)
    messages.success(
        request,
        _("The old address opens nothing now. A new one goes to %(email)s.") % {"email": card.contact_email},
    )
    return redirect("panel:show-card", *desk.path, card.code)
