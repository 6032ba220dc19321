"""Tells the apps above of a card that has been sent: they say at start what is to be called, and lie unknown here."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

_listeners: list[Callable[[int], object]] = []


def when_sent(listener: Callable[[int], object]) -> None:
    """Call it with the card's key after each commit that writes one. It queues work, and does none itself."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(card_id: int) -> None:
    for listener in _listeners:
        transaction.on_commit(partial(listener, card_id), robust=True)
