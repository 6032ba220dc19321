"""Who is on a card: another person instead, another variant, one more, one less. Each on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.formats import money
from events.models import Variant
from events.roles import Permission
from panel.desk import StaffRequest, desk_for
from panel.edit_forms import NewPersonForm, VariantForm
from panel.forms import CancelForm
from panel.selectors.one_card import card_of, person_of
from panel.views.editing import refused
from registrations.forms.adding import Adding
from registrations.forms.answers import person_answers_form
from registrations.forms.problems import problems_of
from registrations.inputs import NewPerson
from registrations.models import Participant
from registrations.pricing import PriceList
from registrations.repricing import as_input, difference, with_variant
from registrations.resignation import what_resigning_means
from registrations.services import (
    CardClosed,
    TooLate,
    change_variant,
    exchange_participant,
    resign,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    person = person_of(card, number)
    tells_needs = desk.may(Permission.VIEW_NEEDS)
    form = NewPersonForm.typed(request, tells_needs=tells_needs)
    questions = person_answers_form(card, request, None)
    if form.is_bound and all([form.is_valid(), questions.is_valid()]):
        new, answers = NewPerson(**form.cleaned_data), questions.answers()
        if not refused(
            form, lambda: exchange_participant(participant=person, person=new, by=request.user, answers=answers)
        ):
            messages.success(request, _("The other person is on the card. The old badge is not valid any more."))
            return redirect("panel:show-card", *desk.path, card.code)
    shown = {"card": card, "person": person, "form": form, "questions": questions}
    shown["problems"] = list(problems_of(questions))
    return render(request, "panel/exchange_person.html", desk.context("cards", **shown))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    person = person_of(card, number)
    variants = {
        one.slug: one for one in Variant.objects.filter(conference=desk.conference).exclude(pk=person.variant_id)
    }
    form = VariantForm(request.POST or None, choices=priced_choices(person, variants))
    if form.is_valid() and not refused(
        form,
        lambda: change_variant(participant=person, variant=variants[form.cleaned_data["variant"]], by=request.user),
    ):
        messages.success(request, _("%(name)s has another variant now.") % {"name": person.full_name})
        return redirect("panel:show-card", *desk.path, card.code)
    shown = {"card": card, "person": person, "form": form, "variants": variants}
    return render(request, "panel/move_person.html", desk.context("cards", **shown))


def priced_choices(person: Participant, variants: dict[str, Variant]) -> list[tuple[str, str]]:
    """Each variant with what it costs more or less than what the person has, at the prices of today."""
    card = person.card
    prices, had = PriceList.of(card.conference), as_input(person)
    choices = []
    for slug, variant in variants.items():
        wanted = with_variant(had, variant)
        lines = difference(card, person, wanted, had=had, on=card.conference.today(), prices=prices)
        choices.append((slug, f"{variant.name} ({told_change(sum(line.amount for line in lines), card.currency)})"))
    return choices


def told_change(amount: int, currency: str) -> str:
    if amount > 0:
        return _("%(amount)s more") % {"amount": money(amount, currency)}
    return _("%(amount)s less") % {"amount": money(-amount, currency)} if amount < 0 else _("the same price")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    adding = Adding(card, request)
    try:
        adding.carry_out(by=request.user)
    except (CardClosed, TooLate):
        adding.told.append(_("The card is cancelled, or the conference has ended: nothing of it can be changed."))
    if adding.added is not None:
        messages.success(request, _("The person was added, and the institution was told by a letter."))
        return redirect("panel:show-card", *desk.path, card.code)
    shown = {"card": card, "adding": adding, "problems": adding.problems}
    return render(request, "panel/add_person.html", desk.context("cards", **shown))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """One person resigns; what it costs is told first."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    person = person_of(card, number)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            resign(participants=[person], by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("%(name)s no longer takes part.") % {"name": person.full_name})
        except CardClosed:
            messages.error(
                request, _("The card is cancelled, or the conference has ended: nothing of it can be changed.")
            )
        return redirect("panel:show-card", *desk.path, card.code)
    shown = {"card": card, "person": person, "form": form, "means": what_resigning_means(card, [person])}
    return render(request, "panel/resign_person.html", desk.context("cards", **shown))
