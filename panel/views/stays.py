"""Stay, extras and answers of the people of a card, corrected by the organiser: by the forms of the card itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.selectors.one_card import card_of, person_of
from panel.views.editing import refused
from registrations.enums import ParticipantState
from registrations.forms.answers import card_answers_form, person_answers_form
from registrations.forms.problems import problems_of
from registrations.forms.questions import AnswersForm
from registrations.forms.stay_steps import StaySteps, step_of_stay
from registrations.models import Participant
from registrations.services import CardClosed, TooLate, change_answers


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    person = on_card(person_of(card, number))
    try:
        steps = step_of_stay(request, person, by=request.user)
    except (CardClosed, TooLate):
        messages.error(request, _("The card is cancelled, or the conference has ended: nothing of it can be changed."))
        return redirect("panel:show-card", *desk.path, card.code)
    if steps.is_done:
        tell(request, steps, person)
        return redirect("panel:show-card", *desk.path, card.code)
    shown = {"card": card, "person": person, "steps": steps, "form": steps.change.form}
    return render(request, "panel/change_stay.html", desk.context("cards", **shown))


def on_card(person: Participant) -> Participant:
    """Raises Http404 for one who has left."""
    if person.state == ParticipantState.CANCELLED:
        raise Http404
    return person


def tell(request: StaffRequest, steps: StaySteps, person: Participant) -> None:
    if steps.confirms:
        messages.success(request, _("%(name)s: the stay has been changed.") % {"name": person.full_name})
    else:
        messages.info(request, _("Nothing was changed: all is as it was."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """Of one person, or with number 0 of the card itself."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    if not desk.may(Permission.VIEW_NEEDS):
        raise PermissionDenied
    card = card_of(desk.conference, code)
    person = on_card(person_of(card, number)) if number else None
    form: AnswersForm = person_answers_form(card, request, person) if person else card_answers_form(card, request)
    if not form.fields:
        raise Http404
    if (
        form.is_bound
        and form.is_valid()
        and not refused(
            form, lambda: change_answers(card=card, participant=person, answers=form.answers(), by=request.user)
        )
    ):
        messages.success(request, _("The answers have been saved."))
        return redirect("panel:show-card", *desk.path, card.code)
    shown = {"card": card, "person": person, "form": form, "problems": list(problems_of(form))}
    return render(request, "panel/change_answers.html", desk.context("cards", **shown))
