"""Settings of a conference written down: every change is in its log, and its public page is made anew."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import models, transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from events.changes import mark_changed
from events.models import Association, Conference, Price, PriceLevel, Variant
from panel.services.changelog import note_change
from registrations.legal import keep_text
from registrations.models import LegalText


class Filled(Protocol):
    """A valid form of settings: its row, its values, and what is kept beside the row's own columns."""

    instance: Any
    cleaned_data: dict[str, Any]

    def save_related(self) -> None: ...


class SettingInUse(Exception):
    """Something depends on the row that was to be deleted."""


@transaction.atomic
def keep_setting(*, form: Filled, conference: Conference, by: User, note: str) -> None:
    """Save what a valid form of settings says.

    Of a row that was there only the fields of the form are written: counters of places move beside it.
    """
    row = form.instance
    if row._state.adding:
        row.save()
    else:
        columns = {field.name for field in row._meta.concrete_fields}
        row.save(update_fields=[name for name in form.cleaned_data if name in columns])
    form.save_related()
    tell(conference, by, note)


@transaction.atomic
def remove_setting(*, row: models.Model, in_use: bool, conference: Conference, by: User, note: str) -> None:
    """Raises SettingInUse when cards or other settings depend on it."""
    if in_use:
        raise SettingInUse
    try:
        row.delete()
    except ProtectedError as kept:
        raise SettingInUse from kept
    tell(conference, by, note)


@transaction.atomic
def move_setting(*, rows: Sequence[models.Model], row: models.Model, up: bool, conference: Conference) -> None:
    """Change places with the neighbour; all rows are numbered anew, in the order in which they are given."""
    order = [one.pk for one in rows]
    here = order.index(row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    manager = type(row)._default_manager
    for position, key in enumerate(order):
        manager.filter(pk=key).update(position=position)
    mark_changed(Conference.objects.filter(pk=conference.pk))


@transaction.atomic
def keep_prices(
    *,
    conference: Conference,
    audience: str,
    rank: str,
    amounts: dict[tuple[Variant, PriceLevel | None], int | None],
    by: User,
    note: str,
) -> None:
    """Write the prices of one group of people; where the amount is None, the price of the wider group counts."""
    for (variant, level), amount in amounts.items():
        said = Price.objects.filter(variant=variant, level=level, audience=audience, rank=rank)
        if amount is None:
            said.delete()
        elif not said.update(amount=amount):
            Price.objects.create(variant=variant, level=level, audience=audience, rank=rank, amount=amount)
    tell(conference, by, note)


@transaction.atomic
def keep_version(*, text: LegalText, conference: Conference, by: User) -> LegalText:
    """Save a text as the next version of its kind, unless it says what the last one does.

    The association's row is taken first, so that two versions do not meet.
    """
    Association.objects.select_for_update().get(pk=conference.association_id)
    newest = newest_version(text)
    if newest is not None and (newest.title, newest.body) == (text.title, text.body):
        return newest
    kept = keep_text(text=text)
    values = {"kind": kept.get_kind_display(), "language": kept.language, "version": kept.version}
    tell(conference, by, _("%(kind)s (%(language)s): version %(version)s") % values)
    return kept


def newest_version(text: LegalText) -> LegalText | None:
    versions = LegalText.objects.filter(association=text.association_id, kind=text.kind, language=text.language)
    return versions.order_by("-version").first()


def tell(conference: Conference, by: User, note: str) -> None:
    """The log, and the public pages of all conferences of the association: its data are on each."""
    mark_changed(Conference.objects.filter(association=conference.association_id))
    if note:
        note_change(conference=conference, by=by, text=note)
