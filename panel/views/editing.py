"""Corrections of a card in place: the form takes the place of what it corrects. Without scripts it is a page."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.roles import Permission
from events.services import NoPlaces
from panel.card_page import card_context
from panel.desk import Desk, StaffRequest, asks_for_part, desk_for
from panel.edit_forms import ContactForm, InvoiceForm, PersonForm, focus_first
from panel.selectors.one_card import card_of, person_of
from registrations.models import ParticipationCard
from registrations.services import CardClosed, NotOffered, TooLate, change_card, change_participant


@dataclass(frozen=True)
class Editing:
    """`place` is the id of the part that the form stands for."""

    place: str
    title: str
    button: str
    done: str


def refused(form: forms.BaseForm, service: Callable[[], object]) -> bool:
    """Do it, or tell in the form why it cannot be done."""
    try:
        service()
    except (CardClosed, TooLate):
        form.add_error(None, _("The card is cancelled, or the conference has ended: nothing of it can be changed."))
    except NoPlaces:
        form.add_error(None, _("There are no places left for this."))
    except NotOffered:
        form.add_error(None, _("This variant cannot be chosen for this person."))
    except ValidationError as error:
        # A field that the form does not have is told above all the others.
        for name, told in error.error_dict.items() if hasattr(error, "error_dict") else [(None, error.error_list)]:
            form.add_error(name if name in form.fields else None, told)
    return bool(form.errors)


def show_form(
    request: StaffRequest, desk: Desk, card: ParticipationCard, form: forms.BaseForm, editing: Editing
) -> HttpResponse:
    focus_first(form)
    template = "panel/_edit_form.html" if asks_for_part(request, editing.place) else "panel/edit_card.html"
    return render(request, template, desk.context("cards", card=card, form=form, editing=editing))


def show_done(request: StaffRequest, desk: Desk, code: str, editing: Editing) -> HttpResponse:
    """The whole card anew, since sums and history change with any part of it; the keyboard stays where it was."""
    messages.success(request, editing.done)
    if not asks_for_part(request, editing.place):
        return redirect("panel:show-card", *desk.path, code)
    context = card_context(desk, card_of(desk.conference, code), focus=editing.place)
    answer = render(request, "panel/_card.html", context)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#card", "outerHTML"
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_contact(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    editing = Editing("card-contact", _("Contact"), _("Save the contact"), _("The contact was saved."))
    form = ContactForm(request.POST or None, instance=card_of(desk.conference, code), auto_id="contact-%s")
    if form.is_valid() and not refused(form, lambda: change_card(card=card, changes=form.changes(), by=request.user)):
        return show_done(request, desk, card.code, editing)
    return show_form(request, desk, card, form, editing)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_invoice(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    editing = Editing(
        "card-parties", _("For the invoice"), _("Save the invoice data"), _("The invoice data were saved.")
    )
    form = InvoiceForm(
        request.POST or None,
        instance=card_of(desk.conference, code),
        parties=card.parties.all(),
        auto_id="invoice-%s",
    )
    if form.is_valid() and not refused(form, lambda: change_card(card=card, changes=form.changes(), by=request.user)):
        return show_done(request, desk, card.code, editing)
    return show_form(request, desk, card, form, editing)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    person = person_of(card, number)
    name = {"name": person.full_name}
    editing = Editing(
        f"person-{number}", person.titled_name, _("Save the person"), _("The data of %(name)s were saved.") % name
    )
    form = PersonForm(
        request.POST or None,
        instance=person_of(card, number),
        auto_id=f"person-{number}-%s",
        tells_needs=desk.may(Permission.VIEW_NEEDS),
    )
    if form.is_valid() and not refused(
        form, lambda: change_participant(participant=person, changes=form.changes(), by=request.user)
    ):
        return show_done(request, desk, card.code, editing)
    return show_form(request, desk, card, form, editing)
