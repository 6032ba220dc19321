"""The pages of a card that is being filled in."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from registrations.forms import STEPS, CardForms, CardSummary, Problem
from registrations.forms.institution import wrong_nip
from registrations.forms.invoice import WRONG_CODE
from registrations.models import CardDraft
from registrations.selectors import known_institutions
from registrations.views.progress import steps_of


def step_page(request: HttpRequest, draft: CardDraft, step: str, **how: Any) -> HttpResponse:
    """One step as it was typed; `how` is what CardForms.of takes."""
    forms = CardForms.of(draft, request.LANGUAGE_CODE, **how)
    return show_step(request, draft, step, forms)


def show_step(
    request: HttpRequest, draft: CardDraft, step: str, forms: CardForms, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = page_context(request, draft, step, forms) | {"problems": forms.problems(step)} | (more or {})
    if step == "institution":
        context |= known_context(draft, looked_up="looked" in request.GET)
    if step == "invoice":
        context |= {"discount": forms.discount, "wrong_code": WRONG_CODE}
    return render(request, f"registrations/card/{step}.html", context)


def known_context(draft: CardDraft, *, looked_up: bool) -> dict[str, Any]:
    """What is known by the NIP that was typed, or why nothing is."""
    typed = draft.typed.get("institution") or {}
    nip = typed.get("nip", "")
    known = known_institutions(draft.conference.association, nip)
    if known:
        note = _("The data of this institution are filled in below.")
    elif nip or looked_up:
        note = wrong_nip(nip) or _("We do not know an institution with this NIP yet: please type its data below.")
    else:
        note = ""
    return {"known": [one for one in known if one.name != typed.get("name")], "nip_note": note}


def page_context(request: HttpRequest, draft: CardDraft, step: str, forms: CardForms) -> dict[str, Any]:
    steps = forms.steps
    contact = (draft.typed.get("institution") or {}).get("contact_email", "")
    return {
        "draft": draft,
        "conference": draft.conference,
        "association": draft.conference.association,
        "forms": forms,
        "step": step,
        "title": STEPS[step],
        "labels": STEPS,
        "steps": steps_of(draft, step, steps),
        "number": [*steps, step].index(step) + 1,
        "total": len(steps),
        "address": request.build_absolute_uri(reverse("registrations:fill-card", args=[draft.token, step])),
        "link_email": contact,
        # Names one press of the button that sends the link: a second click of the same page sends nothing more.
        "press": secrets.token_hex(8),
    }


def summary_page(
    request: HttpRequest, draft: CardDraft, problems: list[Problem] | None = None, more: dict[str, Any] | None = None
) -> HttpResponse:
    forms = CardForms.of(draft, request.LANGUAGE_CODE, checked=frozenset(STEPS))
    wrong = [{"slug": step, "label": STEPS[step]} for step in forms.wrong_steps]
    context = page_context(request, draft, "summary", forms) | (more or {})
    context |= {"wrong": wrong, "problems": problems or [], "words": CardSummary(forms)}
    return render(request, "registrations/card/summary.html", context)
