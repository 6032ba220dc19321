"""Signed cards: those that wait, the files, and what the organiser decides. All of it tells what people eat and pay."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.paper_forms import ReturnForm
from panel.selectors.one_card import card_of
from panel.selectors.papers import cards_to_accept, next_to_accept
from registrations.agreements import agreements_of_card, agreements_of_people
from registrations.models import ParticipationCard
from registrations.services.papers import ChangedSince, NewFiles, NotNow, accept_signed_card, return_signed_card
from registrations.signing import signing_of

# A file from outside can be looked at and saved, and can do nothing else.
SCAN_POLICY = "sandbox; default-src 'none'; img-src 'self'; frame-ancestors 'none'"


@login_required
@require_GET
def list_signed(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    cards = cards_to_accept(desk.conference)
    return render(request, "panel/signed_cards.html", desk.context("signed", cards=cards))


@login_required
@require_GET
def show_signed(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    return signed_page(request, desk, card, ReturnForm())


def signed_page(request: StaffRequest, desk: Desk, card: ParticipationCard, form: ReturnForm) -> HttpResponse:
    people = (
        card.participants.active().select_related("variant").prefetch_related("nights", "extras__extra").order_by("pk")
    )
    context = desk.context("signed", card=card, signing=signing_of(card), people=people, form=form)
    return render(request, "panel/signed_card.html", context)


@login_required
@require_POST
def accept_signed(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    try:
        change = parse_datetime(request.POST.get("change", "")) if "change" in request.POST else None
        accept_signed_card(card=card, by=request.user, seen=request.POST.getlist("seen"), change=change)
    except (ChangedSince, ValueError):
        messages.warning(request, _("The card was changed meanwhile: please compare it with what was signed."))
        return redirect("panel:show-signed", *desk.path, card.code)
    except NewFiles:
        messages.warning(request, _("The institution has sent another file meanwhile: please look at it too."))
        return redirect("panel:show-signed", *desk.path, card.code)
    except NotNow:
        messages.error(request, _("This card cannot be accepted: it was cancelled, or no signature is asked for."))
        return redirect("panel:show-card", *desk.path, card.code)
    messages.success(request, _("The signed card %(code)s is accepted. A letter tells it.") % {"code": card.code})
    following = next_to_accept(desk.conference)
    if following is None:
        return redirect("panel:list-signed", *desk.path)
    return redirect("panel:show-signed", *desk.path, following)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def return_signed(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        try:
            return_signed_card(card=card, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(
                request, _("Card %(code)s goes back with a letter that tells the reason.") % {"code": card.code}
            )
        except NotNow:
            messages.error(request, _("There is nothing to send back: no signed card waits here."))
        return redirect("panel:list-signed", *desk.path)
    return signed_page(request, desk, card, form)


@login_required
@require_GET
def show_scan(request: StaffRequest, association: str, conference: str, code: str, digest: str) -> HttpResponse:
    """A picture in the page; a PDF to be saved, since a signed one stays as it came."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    scan = get_object_or_404(card_of(desk.conference, code).scans.all(), sha256=digest)
    saves = scan.content_type != "image/jpeg" or "save" in request.GET
    headers = {
        "Content-Disposition": content_disposition_header(saves, scan.name) or "attachment",
        "Content-Security-Policy": SCAN_POLICY,
    }
    with scan.file.open("rb") as file:
        return HttpResponse(file.read(), content_type=scan.content_type, headers=headers)


@login_required
@require_GET
def show_agreements(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.VIEW_MONEY)
    card = card_of(desk.conference, code)
    of_card, of_people = agreements_of_card(card), agreements_of_people(card)
    context = desk.context("cards", card=card, of_card=of_card, of_people=of_people)
    return render(request, "panel/agreements.html", context)
