from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from events.access import role_in
from events.models import Conference
from events.roles import GRANTS
from panel.navigation import Group, navigation


def panel(request: HttpRequest) -> dict[str, object]:
    """The panel's navigation for pages that lower apps add to it; asked for only by the panel's frame."""
    return {"panel_nav": SimpleLazyObject(lambda: navigation_for(request))}


def navigation_for(request: HttpRequest) -> list[Group]:
    match, user = request.resolver_match, request.user
    if match is None or not isinstance(user, User) or not {"association", "conference"} <= match.kwargs.keys():
        return []
    conference = (
        Conference.objects.filter(association__memberships__user=user)
        .select_related("association")
        .filter(association__slug=match.kwargs["association"], slug=match.kwargs["conference"])
        .first()
    )
    role = role_in(user, conference.association) if conference else None
    if conference is None or role is None:
        return []
    return navigation(conference, GRANTS[role], section_of(match))


def section_of(match: ResolverMatch) -> str:
    """Which of the panel's links leads to where we are."""
    for section in ("ksef", "refund"):
        if section in (match.url_name or ""):
            return {"refund": "refunds"}.get(section, section)
    return "cards" if "code" in match.kwargs else ""
