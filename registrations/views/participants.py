from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.enums import Stage
from registrations.agreements import agreements_of_participant
from registrations.card_status import badge_status_of
from registrations.deadlines import last_day_of_changes
from registrations.enums import PERSONAL_CONSENTS
from registrations.forms.own_data import OwnDataForm
from registrations.models import AccessLink, Participant
from registrations.own_page import choices_of, may_change_own, visible_people
from registrations.selectors import current_texts, link_of_participant
from registrations.services import TooLate, give_consent, withdraw_consent
from registrations.services.own_data import change_own_data
from registrations.views.links import TOKEN, link_not_valid, opened_by_participant_link

CONSENTS = {kind.value.replace("_", "-"): kind for kind in PERSONAL_CONSENTS}


def own_context(link: AccessLink, participant: Participant) -> dict[str, object]:
    conference = participant.conference
    participant.card.conference = conference
    return {
        "participant": participant,
        "link": link,
        "conference": conference,
        "association": conference.association,
    }


@require_safe
@opened_by_participant_link
def show_participant(request: HttpRequest, link: AccessLink) -> HttpResponse:
    """Their own data only: neither the others on the card nor what it costs."""
    participant = link.participant
    assert participant is not None
    conference = participant.conference
    context = own_context(link, participant) | {
        "badge": badge_status_of(participant),
        "has_ended": conference.stage == Stage.ENDED,
        "choices": choices_of(participant, request.LANGUAGE_CODE),
        "people": visible_people(conference) if participant.is_active else [],
        "may_change": may_change_own(participant),
        "last_day": last_day_of_changes(conference),
        "agreed": participant.consents.exists(),
        "just_changed": "changed" in request.GET,
    }
    return render(request, "registrations/show_participant.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_participant_link
def change_own_page(request: HttpRequest, link: AccessLink) -> HttpResponse:
    participant = link.participant
    assert participant is not None
    own = reverse("registrations:show-participant", args=[link.token])
    if not may_change_own(participant):
        return redirect(own)
    form = OwnDataForm(participant, request.POST or None)
    if form.is_valid():
        try:
            change_own_data(participant=participant, changes=form.cleaned_data)
        except TooLate:
            return redirect(own)
        return redirect(f"{own}?changed=yes")
    return render(request, "registrations/change_own.html", own_context(link, participant) | {"form": form})


@require_POST
def set_consent(request: HttpRequest, token: str, consent: str) -> HttpResponse:
    """Give the version that was shown, or withdraw what stands."""
    link = link_of_participant(token) if TOKEN.fullmatch(token) and consent in CONSENTS else None
    if link is None or link.participant is None:
        return link_not_valid(request)
    participant, kind = link.participant, CONSENTS[consent]
    if request.POST.get("do") == "withdraw":
        withdraw_consent(participant=participant, kind=kind)
    else:
        for text in current_texts(participant.conference, request.LANGUAGE_CODE, [kind]):
            if request.POST.get("version") == str(text.version):
                give_consent(participant=participant, text=text)
    own = reverse("registrations:show-participant", args=[link.token])
    return redirect(f"{own}#{consent}")


@require_safe
@opened_by_participant_link
def show_own_agreements(request: HttpRequest, link: AccessLink) -> HttpResponse:
    participant = link.participant
    assert participant is not None
    context = own_context(link, participant) | {
        "agreements": agreements_of_participant(participant),
        "back": reverse("registrations:show-participant", args=[link.token]),
    }
    return render(request, "registrations/agreements.html", context)
