from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from registrations.card_status import status_of
from registrations.deadlines import last_day_of_changes, may_add, may_change, may_resign
from registrations.models import AccessLink
from registrations.selectors import card_people, consents_of_card, what_is_asked
from registrations.sheets import card_pdf_of
from registrations.signing import signing_of
from registrations.transfer import transfer_for
from registrations.turns import turns_of
from registrations.views.links import opened_by_card_link


@require_safe
@opened_by_card_link
def show_card(request: HttpRequest, link: AccessLink) -> HttpResponse:
    card = link.card
    assert card is not None
    people, turns = card_people(card), turns_of(card)
    open_turns = {person.pk: turn for turn in turns if turn.is_open for person in turn.people}
    for person in people.participants:
        setattr(person, "turn", open_turns.get(person.pk))  # noqa: B010  for the template alone
    context = {
        "card": card,
        "link": link,
        "conference": card.conference,
        "association": card.conference.association,
        "people": people,
        "turns": turns,
        "offers": [turn for turn in turns if turn.is_offered],
        "status": status_of(card, only_waits=people.only_wait),
        "transfer": transfer_for(card),
        "consents": consents_of_card(card),
        "signing": signing_of(card),
        "pays_online": bool(settings.STRIPE_SECRET_KEY),
        "may_change": may_change(card),
        "may_add": may_add(card),
        "may_resign": may_resign(card),
        "asks": what_is_asked(card.conference),
        "last_day": last_day_of_changes(card.conference),
        "just_sent": "sent" in request.GET,
    }
    return render(request, "registrations/show_card.html", context)


@require_GET
@opened_by_card_link
def download_card(request: HttpRequest, link: AccessLink) -> HttpResponse:
    card = link.card
    assert card is not None
    filename = _("participation-card-%(code)s.pdf") % {"code": card.code}
    response = HttpResponse(card_pdf_of(card, link), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
