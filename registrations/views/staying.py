"""Stay, extras and answers of a sent card, and one more person on it, by its link. By the forms of the card itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from registrations.deadlines import may_add, may_change
from registrations.forms.adding import Adding
from registrations.forms.answers import card_answers_form, person_answers_form
from registrations.forms.problems import problems_of
from registrations.forms.questions import AnswersForm
from registrations.forms.stay_steps import step_of_stay
from registrations.models import AccessLink
from registrations.services import change_answers
from registrations.views.changes import (
    attempt,
    both,
    card_of,
    context_of,
    done,
    person_at,
    refused,
    refuses_what_is_late,
)
from registrations.views.links import link_not_valid, opened_by_card_link


@both
@opened_by_card_link
@refuses_what_is_late
def change_stay_page(request: HttpRequest, link: AccessLink, number: int) -> HttpResponse:
    person = person_at(link, number)
    if person is None:
        return link_not_valid(request)
    if not may_change(person.card):
        return refused(request, link)
    steps = step_of_stay(request, person, by=None)
    if steps.is_done and not steps.confirms:
        messages.info(request, _("Nothing was changed: all is as it was."))
        return redirect("registrations:show-card", link.token)
    if steps.is_done:
        return done(request, link, _("%(name)s: the stay has been changed.") % {"name": person.full_name})
    context = context_of(link, person=person, number=number, steps=steps, form=steps.change.form)
    return render(request, "registrations/change_stay.html", context)


@both
@opened_by_card_link
@refuses_what_is_late
def change_answers_page(request: HttpRequest, link: AccessLink, number: int = 0) -> HttpResponse:
    """Of the person at this number, or without one of the card itself."""
    card = card_of(link)
    person = person_at(link, number) if number else None
    form: AnswersForm = person_answers_form(card, request, person) if number else card_answers_form(card, request)
    if (number and person is None) or not form.fields:
        return link_not_valid(request)
    if not may_change(card):
        return refused(request, link)
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, lambda: change_answers(card=card, participant=person, answers=form.answers(), by=None))
    ):
        return done(request, link, _("The answers have been saved."))
    context = context_of(link, person=person, number=number, form=form, problems=list(problems_of(form)))
    return render(request, "registrations/change_answers.html", context)


@both
@opened_by_card_link
@refuses_what_is_late
def add_person(request: HttpRequest, link: AccessLink) -> HttpResponse:
    card = card_of(link)
    if not may_add(card):
        return refused(request, link)
    adding = Adding(card, request)
    adding.carry_out(by=None)
    if adding.added is not None:
        name = {"name": f"{adding.added.first_name} {adding.added.last_name}"}
        sentence = _("%(name)s is on the waiting list.") if adding.added.waits else _("%(name)s is on the card.")
        return done(request, link, sentence % name)
    context = context_of(link, adding=adding, problems=adding.problems)
    return render(request, "registrations/add_person.html", context)
