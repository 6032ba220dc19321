from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from events.models import Conference
from panel.enums import ListName
from panel.listing import Asked
from panel.models import SavedView

IN_ANY_LIST = {"q", "sort", "show"}


@dataclass(frozen=True)
class OfferedView:
    """A saved view beside the list; `current` where the list shows just that."""

    name: str
    query: str
    current: bool


def views_of(conference: Conference, name: ListName, asked: Asked) -> list[OfferedView]:
    """The team's views that ask nothing the person may not ask. One query."""
    known = {one.name for one in asked.filters} | IN_ANY_LIST
    return [
        OfferedView(view.name, view.query, view.query == asked.query)
        for view in saved_views(conference).filter(list=name)
        if QueryDict(view.query).keys() <= known
    ]


def saved_views(conference: Conference) -> QuerySet[SavedView, SavedView]:
    return SavedView.objects.filter(conference=conference).select_related("author").order_by("list", "name")


def view_called(conference: Conference, list_name: str, name: str) -> SavedView:
    """Raises Http404 for a view that is not this conference's."""
    return get_object_or_404(saved_views(conference), list=list_name, name=name)
