"""Pages opened by a link that only its holder knows."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registrations.models import AccessLink
from registrations.selectors import link_of_card, link_of_participant

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,30}")
OfLink = Callable[..., HttpResponse]
OfToken = Callable[..., HttpResponse]


def link_not_valid(request: HttpRequest) -> HttpResponse:
    """One answer to every link that opens nothing: wrong, expired, revoked or another thing's."""
    return render(request, "registrations/link_not_valid.html", status=404)


def opened_by(find: Callable[[str], AccessLink | None]) -> Callable[[OfLink], OfToken]:
    """Makes a view of a link into a view of the token in the address; what else is in it is passed on."""

    def wrap(view: OfLink) -> OfToken:
        def opened(request: HttpRequest, token: str, **rest: object) -> HttpResponse:
            link = find(token) if TOKEN.fullmatch(token) else None
            return link_not_valid(request) if link is None else view(request, link, **rest)

        opened.__name__ = view.__name__
        return opened

    return wrap


opened_by_card_link = opened_by(link_of_card)
opened_by_participant_link = opened_by(link_of_participant)
