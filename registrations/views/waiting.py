"""A turn on the waiting list, by the link of its card. A program that follows the link in a letter changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from registrations.models import AccessLink
from registrations.repricing import price_of_turn
from registrations.services import CardClosed, TurnClosed, decline_offer, leave_list, split_turn, take_offer
from registrations.turns import turns_of
from registrations.views.changes import both, card_of, context_of, done
from registrations.views.links import link_not_valid, opened_by_card_link


@both
@opened_by_card_link
def show_turn(request: HttpRequest, link: AccessLink, number: int) -> HttpResponse:
    turn = next((one for one in turns_of(card_of(link)) if one.number == number), None)
    if turn is None:
        return link_not_valid(request)
    if request.method == "POST":
        acts = {"take": take_offer, "decline": decline_offer, "leave": leave_list, "split": split_turn}
        said = {
            "take": _("The place is yours."),
            "decline": _("The place has gone to the next in order."),
            "leave": _("Those people wait no longer."),
            "split": _("Each now waits alone, at the same place in the order."),
        }
        wish = request.POST.get("do", "")
        if wish in acts:
            try:
                acts[wish](entry=turn.entry)
            except (TurnClosed, CardClosed):
                return redirect("registrations:show-turn", link.token, number)
            return done(request, link, said[wish])
    price = price_of_turn(card_of(link), turn.people, turn.entry) if turn.is_offered else None
    return render(request, "registrations/show_turn.html", context_of(link, turn=turn, price=price))
