from typing import TypeVar

from django.db.models import Model

from accounts.models import User

Tracked = TypeVar("Tracked", bound=Model)


def signed(tracked: Tracked, *, by: User | None, reason: str = "") -> Tracked:
    """Say who makes the next change of a row that keeps its history, and why.

    `by` is None for what the clock, a provider or an institution through its link does.
    """
    row: object = tracked
    setattr(row, "_history_user", by)  # noqa: B010  the names are the history library's
    setattr(row, "_change_reason", reason[:100] or None)  # noqa: B010
    return tracked
