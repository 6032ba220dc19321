"""Slows down who tries code after code. Known codes are always answered: 99 bits are what keeps them secret."""

from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest

ALLOWED = 20
WINDOW = timedelta(minutes=10)


def allow_guess(request: HttpRequest) -> bool:
    """Count a code that was not found against the address it came from; False once there were too many.

    Only the address of the connection counts: a header that the visitor writes does not.
    """
    key = f"certificate-guesses:{request.META['REMOTE_ADDR']}"
    seconds = int(WINDOW.total_seconds())
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return cache.incr(key) <= ALLOWED
    except ValueError:
        # The window ended between the two calls.
        return cache.add(key, 1, timeout=seconds)
