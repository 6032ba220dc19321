"""A card filled in step by step; what is typed is kept in a draft after every press of a button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import Conference, PlacePool
from events.services import NoPlaces
from registrations.forms import STEPS, CardForms, Problem, read_step
from registrations.forms.reading import change_people, copied_stay, stays_of, tidy
from registrations.models import CardDraft
from registrations.selectors import draft_by_token, known_institutions, link_to_card
from registrations.services import (
    RegistrationClosed,
    TooManyLetters,
    link_for_card,
    save_step,
    send_draft_link,
    start_draft,
    submit_card,
)
from registrations.views.links import TOKEN, link_not_valid
from registrations.views.pages import show_step, step_page, summary_page
from registrations.views.progress import closed_page, step_after, step_before, takes_no_cards
from registrations.views.uploads import drop_upload, take_uploads

PEOPLE_WISHES = ("add", "copy", "remove")


@require_http_methods(["GET", "HEAD", "POST"])
def start_card(request: HttpRequest, association: str, conference: str) -> HttpResponse:
    """What to have at hand, and the button that begins a draft; looking at the page begins none."""
    published = Conference.objects.published().select_related("association")
    found = get_object_or_404(published, association__slug=association, slug=conference)
    if takes_no_cards(found):
        return closed_page(request, found)
    if request.method == "POST":
        draft = start_draft(conference=found)
        return redirect("registrations:fill-card", draft.token, "institution")
    return render(request, "registrations/start_card.html", {"conference": found, "association": found.association})


@require_http_methods(["GET", "HEAD", "POST"])
def fill_card(request: HttpRequest, token: str, step: str) -> HttpResponse:
    draft = draft_by_token(token) if TOKEN.fullmatch(token) and step in STEPS else None
    if draft is None:
        return link_not_valid(request)
    if draft.card is not None:
        link = link_to_card(draft.card) or link_for_card(card=draft.card)
        return redirect("registrations:show-card", link.token)
    asks_for_link = request.method == "POST" and request.POST.get("do") == "send-link"
    if step == "summary" and request.method == "POST" and not asks_for_link:
        return send_card(request, draft)
    if takes_no_cards(draft.conference):
        return closed_page(request, draft.conference)
    if asks_for_link:
        return send_link(request, draft, step)
    if step == "summary":
        return summary_page(request, draft)
    if request.method == "POST":
        return take_step(request, draft, step)
    return see_step(request, draft, step)


def see_step(request: HttpRequest, draft: CardDraft, step: str) -> HttpResponse:
    checked = frozenset({step} if "check" in request.GET else ())
    forms = CardForms.of(draft, request.LANGUAGE_CODE, checked=checked)
    if step not in forms.steps:
        return redirect("registrations:fill-card", draft.token, step_after(step, forms.steps))
    return show_step(request, draft, step, forms)


def take_step(request: HttpRequest, draft: CardDraft, step: str) -> HttpResponse:
    """Keep what was typed, then do what the pressed button asks for."""
    wish = "look-up" if "known" in request.POST else request.POST.get("do", "next")
    place = keep_step(request, draft, step, wish)
    refused = take_uploads(request, draft, step, CardForms.of(draft, request.LANGUAGE_CODE))
    if wish.startswith("drop-file:"):
        drop_upload(draft, wish)
    checks = wish == "next" or bool(refused)
    forms = CardForms.of(
        draft, request.LANGUAGE_CODE, checked=frozenset({step} if checks else ()), refused_files=refused
    )
    is_ours = step in forms.steps
    if checks and is_ours and not forms.is_valid(step):
        return show_step(request, draft, step, forms)
    if wish == "next" or not is_ours:
        return redirect("registrations:fill-card", draft.token, step_after(step, forms.steps))
    if wish == "keep":
        return show_step(request, draft, step, forms, {"saved": True})
    goal = step_before(step, forms.steps) if wish == "back" else wish if wish in STEPS else step
    return redirect(reverse("registrations:fill-card", args=[draft.token, goal]) + place)


def keep_step(request: HttpRequest, draft: CardDraft, step: str, wish: str) -> str:
    """Save the step in the draft; gives the place of the page that one wants to see next."""
    forms = CardForms.of(draft, request.LANGUAGE_CODE)
    typed, place, others = read_step(step, request.POST, forms), "", {}
    if step == "participants":
        stay = draft.typed.get("stay") or {}
        if wish.partition("-")[0] in PEOPLE_WISHES:
            before = len(typed["people"])
            typed["people"], number = change_people(typed["people"], wish)
            place = f"?person={number + 1}#person-{number + 1}"
            if wish.startswith("copy") and len(typed["people"]) > before:
                stay = copied_stay(stay, typed["people"], number)
        if stay:
            others["stay"] = stays_of(stay, [one["key"] for one in typed["people"]])
    if wish == "look-up":
        place = "?looked=yes#id_nip"
    if step == "institution" and "known" in request.POST:
        typed |= known_values(draft, typed, request.POST["known"])
    draft.typed = save_step(draft=draft, step=step, typed=typed, others=others).typed
    return place


def known_values(draft: CardDraft, typed: dict[str, Any], name: str) -> dict[str, str]:
    """The public data of the known institution that was chosen by its button."""
    for known in known_institutions(draft.conference.association, typed.get("nip", "")):
        if known.name == name:
            fields = ("nip", "kind", "name", "street", "postal_code", "city", "voivodeship")
            return {field: getattr(known, field) for field in fields}
    return {}


def send_link(request: HttpRequest, draft: CardDraft, step: str) -> HttpResponse:
    """Keep the step like any other button, then write its address to whom they ask."""
    if step != "summary":
        keep_step(request, draft, step, "send-link")
        take_uploads(request, draft, step, CardForms.of(draft, request.LANGUAGE_CODE))
    email = tidy(request.POST.get("link_email", "")).strip()
    wrong = ""
    try:
        validate_email(email)
        press = tidy(request.POST.get("press", ""))[:32]
        send_draft_link(draft=draft, to_email=email, press=press, language=request.LANGUAGE_CODE)
    except ValidationError as refused:
        wrong = " ".join(refused.messages)
    except TooManyLetters:
        wrong = _("The link was sent several times today already. Copy the address instead, or come back tomorrow.")
    if not wrong:
        messages.success(request, _("We have sent the link to %(email)s.") % {"email": email})
        return redirect("registrations:fill-card", draft.token, step)
    more = {"link_email": email, "link_problem": wrong}
    if step == "summary":
        return summary_page(request, draft, more=more)
    return show_step(request, draft, step, CardForms.of(draft, request.LANGUAGE_CODE), more)


def send_card(request: HttpRequest, draft: CardDraft) -> HttpResponse:
    """Everything is checked anew: a draft says what was typed, not that it was right."""
    forms = CardForms.of(draft, request.LANGUAGE_CODE, checked=frozenset(STEPS), count_places=False)
    if forms.lacks_texts or not draft.conference.takes_cards:
        return closed_page(request, draft.conference)
    if forms.wrong_steps:
        return summary_page(request, draft)
    try:
        card = submit_card(conference=draft.conference, data=forms.card(), texts=forms.statements.agreed(), draft=draft)
    except NoPlaces as refused:
        return no_places_page(request, draft, refused.pool)
    except RegistrationClosed:
        return closed_page(request, draft.conference)
    except ValidationError as wrong:
        return summary_page(request, draft, [Problem(message) for message in wrong.messages])
    link = card.new_link or link_to_card(card) or link_for_card(card=card)
    address = reverse("registrations:show-card", args=[link.token])
    return redirect(f"{address}?sent=yes")


def no_places_page(request: HttpRequest, draft: CardDraft, pool: PlacePool) -> HttpResponse:
    """Back to the step where what ran out was chosen: a variant, or an extra."""
    step = "participants" if pool.variants.exists() else "stay"
    return step_page(request, draft, step, checked=frozenset({step}), refused=pool)
