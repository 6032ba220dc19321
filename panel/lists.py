"""The organiser's two lists by name: what each can be asked, by whom, and what it then finds."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from events.models import Conference
from events.roles import Permission
from panel.columns import card_details, participant_details
from panel.enums import ListName
from panel.listing import Asked, read_address
from panel.selectors.cards import card_filters, card_orders, cards_asked
from panel.selectors.participants import participant_filters, participant_orders, participants_asked


def asked_for(name: ListName, conference: Conference, query: QueryDict, granted: Collection[Permission]) -> Asked:
    """What the address asks of the list, as far as the rights granted let it."""
    if name == ListName.CARDS:
        details = card_details(conference, granted)
        return read_address(query, card_filters(conference, granted), card_orders(granted), details=details)
    details = participant_details(conference, granted)
    return read_address(query, participant_filters(conference, granted), participant_orders(granted), details=details)


def rows_for(name: ListName, conference: Conference, asked: Asked) -> QuerySet[Any, Any]:
    return cards_asked(conference, asked) if name == ListName.CARDS else participants_asked(conference, asked)
