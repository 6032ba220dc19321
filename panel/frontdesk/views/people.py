"""Who stands at the desk: found, opened, let in, given another badge, written rightly."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checkin.services import check_in_by_hand
from panel.desk import StaffRequest, asks_for_part
from panel.edit_forms import NewPersonForm, focus_first
from panel.frontdesk.forms import NameCorrection
from panel.frontdesk.screen import back_to, back_to_person, desk_page, no_longer, opened, show
from panel.frontdesk.selectors import read_badge, search
from panel.frontdesk.services import replace_lost
from panel.frontdesk.words import arrival_told, refused_badge, tell_arrival
from panel.views.editing import refused
from registrations.inputs import NewPerson
from registrations.services import change_participant, exchange_participant

LONGEST_SEARCH = 400
KEYS = frozenset("bcelpsx")


@login_required
@require_GET
def show_desk(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """The search; a badge that was read, or the only one found, opens at once."""
    desk = desk_page(request, association, conference)
    words = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\x00", "").strip()
    badge = read_badge(desk.conference, words)
    found = search(desk.conference, words) if badge is None else [badge.found] if badge.found else []
    context = desk.context("desk", words=words, found=found)
    if asks_for_part(request, "desk-found"):
        return render(request, "panel/frontdesk/_found.html", context)
    if badge and badge.refusal:
        messages.error(request, refused_badge(badge))
    if len(found) == 1:
        return back_to_person(desk, found[0].code, found[0].number)
    return render(
        request, "panel/frontdesk/screen.html", context | {"pane": "panel/frontdesk/_nobody.html", "no_pane": True}
    )


@login_required
@require_GET
def show_person(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_page(request, association, conference)
    person = opened(desk, code, number)
    then = request.GET.get("then", "")
    shown = {"one": person, "then": then if then in KEYS else "", "scan_uid": uuid4()}
    return show(request, desk, "person", person.participant.full_name, **shown, arrived=arrival_told(person))


@login_required
@require_POST
def check_in(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_page(request, association, conference)
    person = opened(desk, code, number)
    try:
        uid = UUID(request.POST.get("scan", ""))
    except ValueError:
        uid = uuid4()
    tell_arrival(request, check_in_by_hand(participant=person.participant, uid=uid, by=request.user), person.owes)
    return back_to(desk, person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lost_badge(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """Asked once, since the lost badge opens nothing from then on."""
    desk = desk_page(request, association, conference)
    person = opened(desk, code, number)
    if request.method != "POST":
        return show(request, desk, "lost", _("Lost badge"), one=person)
    if not person.takes_part:
        messages.warning(request, no_longer(person))
        return back_to(desk, person)
    replace_lost(participant=person.participant, seen=request.POST.get("badge", ""), by=request.user)
    messages.success(request, _("The lost badge is no longer valid. Print the new one."))
    return back_to(desk, person, "b")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_name(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_page(request, association, conference)
    person = opened(desk, code, number)
    # The form writes into the row that it is given.
    form = NameCorrection(request.POST or None, instance=opened(desk, code, number).participant, tells_needs=False)
    if form.is_valid() and not refused(
        form,
        lambda: change_participant(
            participant=person.participant, changes=form.changes(), by=request.user, reason=_("Corrected at the desk")
        ),
    ):
        messages.success(request, _("The name was corrected. Print the badge anew."))
        return back_to(desk, person, "b")
    focus_first(form)
    return show(request, desk, "name", _("Correct the name"), one=person, form=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """Another person instead; what the organiser asks of people is asked of them later, not here."""
    desk = desk_page(request, association, conference)
    person = opened(desk, code, number)
    if person.participant.arrived_at is not None:
        messages.warning(request, _("This person has come already, and cannot be exchanged for another."))
        return back_to(desk, person)
    form = NewPersonForm(request.POST or None, tells_needs=False)
    if form.is_valid() and not refused(
        form,
        lambda: exchange_participant(
            participant=person.participant, person=NewPerson(**form.cleaned_data), by=request.user
        ),
    ):
        messages.success(request, _("The other person is on the card. Print the new badge: the old one is not valid."))
        return back_to(desk, person, "b")
    focus_first(form)
    return show(request, desk, "exchange", _("Exchange for another person"), one=person, form=form)
