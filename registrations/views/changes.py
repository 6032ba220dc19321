"""What an institution changes itself, by the link of its card. Looking changes nothing; each change is one POST."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.services import NoPlaces
from registrations.deadlines import last_day_of_changes, may_change
from registrations.forms.answers import person_answers_form
from registrations.forms.changes import CardForm, PartyForm, PersonForm, WhoForm
from registrations.forms.problems import problems_of
from registrations.models import AccessLink, Participant, ParticipationCard
from registrations.repricing import offers_for
from registrations.services import (
    CardClosed,
    NotOffered,
    TooLate,
    change_card,
    change_participant,
    change_variant,
    exchange_participant,
)
from registrations.views.links import OfLink, link_not_valid, opened_by_card_link

both = require_http_methods(["GET", "HEAD", "POST"])


def card_of(link: AccessLink) -> ParticipationCard:
    card = link.card
    assert card is not None
    return card


def context_of(link: AccessLink, **more: Any) -> dict[str, Any]:
    card = card_of(link)
    return {
        "link": link,
        "card": card,
        "conference": card.conference,
        "association": card.conference.association,
        "last_day": last_day_of_changes(card.conference),
        **more,
    }


def refused(request: HttpRequest, link: AccessLink) -> HttpResponse:
    """Too late, or the card has ended: 409 to whoever tried to change something."""
    status = 409 if request.method == "POST" else 200
    return render(request, "registrations/no_change.html", context_of(link), status=status)


def refuses_what_is_late(view: OfLink) -> OfLink:
    """Between the look and the change the time may have run out, or the card have ended."""

    @wraps(view)
    def tried(request: HttpRequest, link: AccessLink, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, link, *args, **kwargs)
        except (TooLate, CardClosed, NotOffered):
            return refused(request, link)

    return tried


def done(request: HttpRequest, link: AccessLink, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("registrations:show-card", link.token)


def person_at(link: AccessLink, number: int) -> Participant | None:
    """The person at this number on the card, counted from one, who takes part or waits."""
    people = list(card_of(link).participants.select_related("variant").order_by("pk"))
    person = people[number - 1] if 0 < number <= len(people) else None
    if person is None or person.state not in {"registered", "waiting"}:
        return None
    person.card, person.conference = card_of(link), card_of(link).conference
    return person


def attempt(form: Form, change: Callable[[], object]) -> bool:
    """Whether the change was made; what stands against it is said on the form. TooLate and CardClosed pass."""
    try:
        change()
    except NoPlaces as full:
        form.add_error(None, _("No places are left: %(pool)s.") % {"pool": full.pool.name})
        return False
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
        return False
    return True


@both
@opened_by_card_link
@refuses_what_is_late
def change_card_page(request: HttpRequest, link: AccessLink) -> HttpResponse:
    card = card_of(link)
    if not may_change(card):
        return refused(request, link)
    data = request.POST if request.method == "POST" else None
    parties = {party.role: party for party in card.parties.all()}
    form = CardForm.of(card, data)
    buyer = PartyForm.of(parties.get("buyer"), data, prefix="buyer")
    recipient = PartyForm.of(parties.get("recipient"), data, prefix="recipient", may_be_empty=True)
    if data is not None and all([form.is_valid(), buyer.is_valid(), recipient.is_valid()]):
        changes = {**form.cleaned_data, "buyer": buyer.party(), "recipient": recipient.party()}
        if attempt(form, lambda: change_card(card=card, changes=changes, by=None, reason=_("By the card’s link"))):
            return done(request, link, _("The data have been changed."))
    context = context_of(link, form=form, buyer=buyer, recipient=recipient)
    return render(request, "registrations/change_card.html", context)


@both
@opened_by_card_link
@refuses_what_is_late
def change_person(request: HttpRequest, link: AccessLink, number: int) -> HttpResponse:
    person = person_at(link, number)
    if person is None:
        return link_not_valid(request)
    if not may_change(person.card):
        return refused(request, link)
    data = request.POST if request.method == "POST" else None
    form = PersonForm.of(person, data)
    if form.is_valid():
        reason = _("By the card’s link")
        if attempt(form, lambda: change_participant(participant=person, changes=form.values(), by=None, reason=reason)):
            return done(request, link, _("The data of %(name)s have been changed.") % {"name": person.full_name})
    context = context_of(link, person=person, form=form, number=number)
    return render(request, "registrations/change_person.html", context)


@both
@opened_by_card_link
@refuses_what_is_late
def exchange_person(request: HttpRequest, link: AccessLink, number: int) -> HttpResponse:
    person = person_at(link, number)
    if person is None:
        return link_not_valid(request)
    if not may_change(person.card) or person.arrived_at is not None:
        return refused(request, link)
    form = WhoForm.typed(request)
    questions = person_answers_form(person.card, request, None)
    if form.is_bound and all([form.is_valid(), questions.is_valid()]):
        new, answers = form.new_person(), questions.answers()
        if attempt(form, lambda: exchange_participant(participant=person, person=new, by=None, answers=answers)):
            names = {"new": f"{new.first_name} {new.last_name}", "old": person.full_name}
            return done(request, link, _("%(new)s comes instead of %(old)s.") % names)
    problems = [*problems_of(form), *problems_of(questions)]
    context = context_of(link, person=person, form=form, questions=questions, number=number, problems=problems)
    return render(request, "registrations/exchange_person.html", context)


@both
@opened_by_card_link
@refuses_what_is_late
def choose_variant(request: HttpRequest, link: AccessLink, number: int) -> HttpResponse:
    """The other variants with what each would change; one chosen is shown alone, to be confirmed."""
    person = person_at(link, number)
    if person is None or not person.is_active:
        return link_not_valid(request)
    if not may_change(person.card):
        return refused(request, link)
    asked = request.POST if request.method == "POST" else request.GET
    offers = offers_for(person.card, person)
    chosen = next((one for one in offers if one.variant.slug == asked.get("variant")), None)
    problem = ""
    if request.method == "POST" and asked.get("variant") == person.variant.slug:
        return redirect("registrations:show-card", link.token)
    if request.method == "POST" and chosen is not None:
        if asked.get("difference") != str(chosen.difference):
            problem = _("The price has changed meanwhile. Please look at it again.")
        else:
            try:
                change_variant(participant=person, variant=chosen.variant, by=None)
                return done(request, link, _("%(name)s: the variant has been changed.") % {"name": person.full_name})
            except NoPlaces:
                problem = _("The last place has just been taken. Nothing has been changed.")
    context = context_of(link, person=person, number=number, offers=offers, chosen=chosen, problem=problem)
    return render(request, "registrations/choose_variant.html", context)
