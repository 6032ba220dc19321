from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from events.enums import Role
from events.models import Association, Membership
from panel.selectors.timeline import Change, Entry

HISTORY_SHOWN = 200


def members_of(association: Association) -> list[Membership]:
    return list(Membership.objects.filter(association=association).select_related("user").order_by("user__name", "pk"))


def membership_history(association: Association) -> list[Entry]:
    """Who was given which role, by whom and when, the newest first. One query."""
    records = Membership.history.filter(association=association).select_related("user", "history_user")
    by_membership: dict[int, list[Any]] = defaultdict(list)
    for record in records.order_by("-history_date", "-history_id")[:HISTORY_SHOWN]:
        by_membership[record.id].insert(0, record)
    entries = [entry for rows in by_membership.values() for entry in entries_of(rows)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def entries_of(rows: list[Any]) -> Iterable[Entry]:
    for before, record in zip([None, *rows], rows, strict=False):
        person = str(record.user)
        role = str(Role(record.role).label)
        by = str(record.history_user) if record.history_user else _("administrator")
        if record.history_type == "-":
            yield Entry(record.history_date, _("%(person)s was removed") % {"person": person}, by, "problem")
        elif before is None:
            changes = [Change(_("Role"), "", role)]
            yield Entry(record.history_date, _("%(person)s was added") % {"person": person}, by, "info", "", changes)
        else:
            changes = [Change(_("Role"), str(Role(before.role).label), role)]
            title = _("The role of %(person)s was changed") % {"person": person}
            yield Entry(record.history_date, title, by, "", "", changes)
