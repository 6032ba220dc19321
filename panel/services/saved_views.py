from django.db import IntegrityError, transaction

from accounts.models import User
from events.models import Conference
from panel.enums import ListName
from panel.models import SavedView


class ViewNameTaken(Exception):
    """The team already has a view of this list under the name."""


def save_view(*, conference: Conference, list_name: ListName, name: str, query: str, by: User) -> SavedView:
    """Raises ViewNameTaken, and ValidationError for a name or an address that is too long."""
    return keep(SavedView(conference=conference, list=list_name, name=name, query=query, author=by))


def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Raises ViewNameTaken, and ValidationError for a name that is empty or too long."""
    view.name = name
    return keep(view)


def keep(view: SavedView) -> SavedView:
    view.clean_fields(exclude=["conference", "author"])
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise ViewNameTaken from error
    return view


def delete_view(*, view: SavedView) -> None:
    view.delete()
