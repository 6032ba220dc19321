"""The living page of pieces, in DEBUG only: what is shown here is what pages may be built of."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from events.enums import Accent
from events.models import Conference
from events.pattern import conference_pattern
from panel import styleguide_samples as samples


def pattern_of(conference: Conference, accent: str | None = None) -> str:
    days = (conference.ends_on - conference.starts_on).days + 1
    drawn = conference_pattern(
        edition=conference.edition, days=days, place=conference.city, accent=accent or conference.accent
    )
    return mark_safe(drawn)  # noqa: S308 - drawn from numbers and our own shapes


def conference_context(request: HttpRequest) -> dict[str, Any]:
    conference = samples.sample_conference()
    accent = request.GET.get("accent")
    if accent in Accent.values:
        conference.accent = accent
    return {
        "conference": conference,
        "association": conference.association,
        "pattern_svg": pattern_of(conference),
        "variants": samples.sample_variants(),
        "register_url": None if "closed" in request.GET else "#variants",
        "register_note": "Zgłoszenia przyjmujemy do 30 maja 2027 lub do wyczerpania miejsc.",
        "programme": samples.sample_programme(conference.starts_on),
        "payment_account": "61109010140000071219812874",
    }


def association_context() -> dict[str, Any]:
    conference = samples.sample_conference()
    past = samples.sample_conference()
    past.motto, past.edition, past.city = "Systemowe wsparcie rodzin", 9, "Dźwirzyno"
    past.starts_on, past.ends_on = date(2026, 9, 27), date(2026, 9, 29)
    entry = {
        "conference": conference,
        "url": "?show=conference",
        "pattern_svg": pattern_of(conference),
        "register_note": "Zgłoszenia do 30 maja",
    }
    editions = {"upcoming": [entry], "past": [{"conference": past, "url": "?show=conference"}] * 3}
    association = {"association": conference.association, "url": "?show=association", "past_count": 3} | editions
    return {"association": conference.association, "associations": [association], **editions}


def pieces_context() -> dict[str, Any]:
    conference = samples.sample_conference()
    return {
        "conference": conference,
        "association": conference.association,
        "form": samples.SampleForm(),
        "wrong_form": samples.SampleForm({"email": "anna", "nip": "12345678901"}),
        "accents": [(name, label, pattern_of(conference, name)) for name, label in Accent.choices],
        "variants": samples.sample_variants(),
        "page": Paginator(range(1, 187), 20).page(4),
        "tones": ["settled", "waiting", "problem", "info", "neutral"],
        "tabs": samples.TABS,
        "steps": samples.STEPS,
        "chips": samples.CHIPS,
        "entries": samples.ENTRIES,
        "lines": samples.LINES,
        "total": samples.TOTAL,
        "rows": samples.ROWS,
    }


def panel_context() -> dict[str, Any]:
    here = {"label": "Jubileuszowa X Konferencja", "of": "OS MiGOPS RAZEM", "url": "?show=panel", "current": True}
    groups = [{"items": samples.NAV_ITEMS}, {"title": "Na miejscu", "items": [samples.SCANNER]}]
    return pieces_context() | {"panel_nav": groups, "panel_conferences": [here]}


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """`/styleguide/` shows the pieces, `?show=conference` and the like whole pages with invented content."""
    if not settings.DEBUG:
        raise Http404
    chosen = request.GET.get("show", "pieces")
    if chosen == "conference":
        return render(request, "events/conference.html", conference_context(request))
    if chosen in ("association", "home"):
        return render(request, f"events/{chosen}.html", association_context())
    if chosen == "panel":
        return render(request, "styleguide/panel.html", panel_context())
    return render(request, "styleguide/pieces.html", pieces_context())
