"""The first page of settings: what is still wrong, the state of the conference, and who changed what."""

from collections import defaultdict

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.enums import ConferenceState
from events.models import Conference
from panel.desk import StaffRequest
from panel.services.publishing import MOVES, CannotMove, HasCards, NotReady, change_state, problems
from panel.setup.frame import address_of, context, desk_of

LAST_CHANGES = 12


class StateForm(forms.Form):
    to = forms.ChoiceField(choices=ConferenceState.choices)


@login_required
@require_GET
def show_setup(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_of(request, association, conference)
    found = defaultdict(list)
    for problem in problems(desk.conference):
        found[problem.blocks].append({"text": problem.text, "url": address_of(desk, problem.section)})
    state = ConferenceState(desk.conference.state)
    facts = {
        "blocking": found[True],
        "advised": found[False],
        "moves": {move.value for move in MOVES[state]},
        "has_cards": desk.conference.cards.exists(),
        "log": changes_told(desk.conference),
    }
    return render(request, "panel/setup/overview.html", context(desk, "readiness", **facts))


def changes_told(conference: Conference) -> list[dict[str, object]]:
    """The latest changes of settings, as the timeline shows them."""
    of = {"content_type": ContentType.objects.get_for_model(Conference), "object_id": str(conference.pk)}
    entries = LogEntry.objects.filter(**of).select_related("user").order_by("-action_time", "-pk")[:LAST_CHANGES]
    return [{"at": one.action_time, "title": one.get_change_message(), "by": str(one.user)} for one in entries]


@login_required
@require_POST
def move_state(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """Publish, withdraw or cancel; a second click finds it done."""
    desk = desk_of(request, association, conference)
    form = StateForm(request.POST)
    if form.is_valid():
        to = ConferenceState(form.cleaned_data["to"])
        try:
            change_state(conference=desk.conference, to=to, by=request.user)
            messages.success(request, done(to))
        except NotReady:
            messages.error(request, _("It cannot be published yet: first mend what is listed below."))
        except HasCards:
            messages.error(request, _("Institutions have sent cards: it can be cancelled, but no longer hidden."))
        except CannotMove:
            messages.error(request, _("Somebody has changed the state of the conference meanwhile. Look at it again."))
    return redirect("panel:show-setup", *desk.path)


def done(to: ConferenceState) -> str:
    return {
        ConferenceState.DRAFT: _("The conference is a draft again: nobody but you sees it."),
        ConferenceState.PUBLISHED: _("The conference is published: its page is open to everyone."),
        ConferenceState.CANCELLED: _("The conference is cancelled. Now write to all who sent cards."),
    }[to]


@login_required
@require_http_methods(["GET", "HEAD"])
def ask_to_cancel(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """What cancelling does, before it is done."""
    desk = desk_of(request, association, conference)
    cards = desk.conference.cards.count()
    return render(request, "panel/setup/cancel.html", context(desk, "readiness", cards=cards))
