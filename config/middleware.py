import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

GUESSES_ALLOWED = 100
GUESSES_WITHIN = timedelta(minutes=10)


class PrivateByDefaultMiddleware:
    """Pages are not stored by browsers or proxies unless their view says that they may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class NoNulMiddleware:
    """No address has a NUL in it: PostgreSQL would refuse to look for it, and the page would break."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)


class GuessedLinksMiddleware:
    """Stops who tries link after link of cards and people. Links that open something are always answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or "token" not in match.kwargs:
            return response
        if allow_guess(request.META.get("REMOTE_ADDR", "")):
            return response
        seconds = int(GUESSES_WITHIN.total_seconds())
        headers = {"Retry-After": str(seconds)}
        return HttpResponse(render_to_string("429.html", {"minutes": seconds // 60}), status=429, headers=headers)


def allow_guess(address: str) -> bool:
    """Count a link that opened nothing against the address it came from; False once there were too many.

    A building shares one address, so that many are allowed. While the cache is away nothing is counted: there are too
    many links to guess one even so.
    """
    key = f"guessed-links.{address}"
    try:
        cache.add(key, 0, timeout=int(GUESSES_WITHIN.total_seconds()))
        return cache.incr(key) <= GUESSES_ALLOWED
    except Exception:
        log.warning("The cache is away: guesses of links are not counted.")
        return True
