from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.announcing import pattern_of, public_conferences, register_note
from events.enums import Stage
from events.models import Association, Conference

DECLARATION_PUBLISHED = date(2026, 11, 22)
DECLARATION_REVIEWED = date(2026, 11, 22)


@require_safe
def list_associations(request: HttpRequest) -> HttpResponse:
    associations = list(Association.objects.all())
    public = public_conferences(associations)
    entries = [entry_of(association, public[association.pk]) for association in associations]
    return render(request, "events/home.html", {"associations": entries})


@require_safe
def show_association(request: HttpRequest, association: str) -> HttpResponse:
    found = get_object_or_404(Association, slug=association)
    context = {
        "association": found,
        "branches": found.branches.all(),
        **editions_of(public_conferences([found])[found.pk]),
    }
    return render(request, "events/association.html", context)


@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    context = {
        "associations": Association.objects.all(),
        "site_address": settings.SITE_URL,
        "published": DECLARATION_PUBLISHED,
        "reviewed": DECLARATION_REVIEWED,
    }
    return render(request, "events/accessibility.html", context)


def entry_of(association: Association, public: list[Conference]) -> dict[str, Any]:
    editions = editions_of(public)
    return {
        "association": association,
        "url": reverse("events:show-association", args=[association.slug]),
        "upcoming": editions["upcoming"],
        "past_count": len(editions["past"]),
    }


def editions_of(public: list[Conference]) -> dict[str, list[dict[str, Any]]]:
    """The coming ones by date, the nearest first; the past ones the latest first. By each conference's own clock."""
    past = [conference for conference in public if conference.stage == Stage.ENDED]
    coming = [conference for conference in public if conference.stage != Stage.ENDED]
    return {
        "upcoming": [
            edition_of(one) | {"pattern_svg": pattern_of(one), "register_note": register_note(one)}
            for one in sorted(coming, key=lambda one: one.starts_on)
        ],
        "past": [edition_of(one) for one in sorted(past, key=lambda one: one.starts_on, reverse=True)],
    }


def edition_of(conference: Conference) -> dict[str, Any]:
    address = [conference.association.slug, conference.slug]
    return {"conference": conference, "url": reverse("program:show-conference", args=address)}
