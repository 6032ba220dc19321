"""Resigning by the card's link: who, then what it costs, then one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from registrations.deadlines import may_resign
from registrations.models import AccessLink, Participant, ParticipationCard
from registrations.resignation import FeeTable, what_resigning_means
from registrations.services import CardClosed, resign
from registrations.views.changes import both, card_of, context_of, done, refused
from registrations.views.links import opened_by_card_link


@both
@opened_by_card_link
def resign_page(request: HttpRequest, link: AccessLink) -> HttpResponse:
    card = card_of(link)
    asked = request.POST if request.method == "POST" else request.GET
    people = numbered(card)
    chosen = chosen_of(people, asked)
    if request.method == "POST" and not chosen and not request.POST.getlist("person"):
        return redirect("registrations:resign", link.token)
    if request.method == "POST" and not chosen:
        # They have resigned already: a second click, or the button again after going back.
        return redirect("registrations:show-card", link.token)
    if not may_resign(card):
        return refused(request, link)
    if not chosen:
        context = context_of(link, people=people, table=FeeTable.of(card.conference), asked="choose" in asked)
        return render(request, "registrations/resign.html", context)
    meaning = what_resigning_means(card, [person for _number, person in chosen])
    if request.method == "POST" and asked.get("fee") == str(meaning.fee):
        try:
            resign(participants=meaning.people, by=None, reason=_("Resignation by the card’s link"))
        except CardClosed:
            return refused(request, link)
        return done(request, link, _("The resignation has been written down. A confirmation has gone by e-mail."))
    if request.method == "POST":
        messages.warning(request, _("The fee has changed meanwhile. Please look at it again."))
    context = context_of(link, chosen=chosen, meaning=meaning, table=FeeTable.of(card.conference))
    return render(request, "registrations/resign_confirm.html", context)


def numbered(card: ParticipationCard) -> list[tuple[int, Participant]]:
    """Those who take part or wait, with their numbers on the card."""
    people = enumerate(card.participants.select_related("variant").order_by("pk"), 1)
    return [(number, person) for number, person in people if person.state in {"registered", "waiting"}]


def chosen_of(people: list[tuple[int, Participant]], asked: QueryDict) -> list[tuple[int, Participant]]:
    numbers = set(asked.getlist("person"))
    return [(number, person) for number, person in people if str(number) in numbers]
