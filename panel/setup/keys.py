"""Names of rows of settings in addresses: few have a name of their own that an address can carry."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model
from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac

Row = TypeVar("Row", bound=Model)
LENGTH = 16


def key_of(row: Model) -> str:
    """Nobody learns from it how many rows there are."""
    return salted_hmac("panel.setup", f"{row._meta.label_lower}:{row.pk}").hexdigest()[:LENGTH]


def row_of(rows: Iterable[Row], key: str) -> Row:
    """The one of these rows that the key names. Raises Http404."""
    for row in rows:
        if constant_time_compare(key_of(row), key):
            return row
    raise Http404
