from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.roles import Permission
from panel.answers import file_name
from panel.card_forms import LabelsForm, NoteForm
from panel.desk import StaffRequest, desk_for
from panel.selectors.one_card import card_of, labels_of, person_of
from registrations.models import Answer
from registrations.services.notes import label_card, label_participant, remove_note, write_note


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_note(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    """The form stands on the card's page; here it is when something was wrong with it."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        write_note(card=card, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("The note was saved."))
        return redirect("panel:show-card", *desk.path, card.code)
    return render(request, "panel/add_note.html", desk.context("cards", card=card, form=form))


@login_required
@require_POST
def drop_note(request: StaffRequest, association: str, conference: str, code: str) -> HttpResponse:
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    number = request.POST.get("note", "")
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise Http404
    note = card.notes.filter(pk=int(number)).first()
    if note is not None:
        # Pressed twice, the second time finds it gone: all is as it was wished.
        remove_note(note=note, by=request.user)
    messages.success(request, _("The note was removed."))
    return redirect("panel:show-card", *desk.path, card.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_labels(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """Labels of the card, number 0, or of one of its people."""
    desk = desk_for(request, association, conference, Permission.CHANGE_CARDS)
    card = card_of(desk.conference, code)
    person = person_of(card, number) if number else None
    has = (person or card).labels.all()
    known = labels_of(desk.conference)
    form = LabelsForm(
        request.POST if request.method == "POST" else None,
        known=known,
        initial={"labels": [label.name for label in has]},
    )
    if request.method == "POST" and form.is_valid():
        if person is None:
            label_card(card=card, labels=form.chosen(), by=request.user)
        else:
            label_participant(participant=person, labels=form.chosen(), by=request.user)
        messages.success(request, _("The labels were saved."))
        return redirect("panel:show-card", *desk.path, card.code)
    shown = {"card": card, "person": person, "form": form, "known": known}
    return render(request, "panel/set_labels.html", desk.context("cards", **shown))


@login_required
@require_GET
def download_answer(
    request: StaffRequest, association: str, conference: str, code: str, number: int, question: str
) -> HttpResponseBase:
    """A file that an institution sent as its answer: never shown by the browser, always saved."""
    desk = desk_for(request, association, conference, Permission.VIEW_NEEDS)
    card = card_of(desk.conference, code)
    person = person_of(card, number) if number else None
    answer = get_object_or_404(
        Answer.objects.select_related("question"), card=card, participant=person, question__slug=question
    )
    if not answer.file:
        raise Http404
    try:
        content = answer.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(
        content, as_attachment=True, filename=file_name(answer), content_type="application/octet-stream"
    )
