"""The one place that changes the state of an invoice for KSeF."""

from typing import Any

from django.db import transaction

from accounts.models import User
from events.history import signed
from payments.documents.ksef_notes import note_ksef_number
from payments.ksef.states import KsefState
from payments.models.ksef import KsefInvoice

S = KsefState
ALLOWED: dict[KsefState, frozenset[KsefState]] = {
    S.PRODUCED: frozenset({S.PRODUCED, S.QUEUED, S.OFFLINE, S.FAULTY, S.ACCEPTED}),
    S.FAULTY: frozenset({S.FAULTY, S.PRODUCED, S.QUEUED, S.OFFLINE, S.ACCEPTED}),
    S.QUEUED: frozenset({S.QUEUED, S.OFFLINE, S.SENT}),
    S.OFFLINE: frozenset({S.OFFLINE, S.SENT}),
    S.SENT: frozenset({S.SENT, S.QUEUED, S.OFFLINE, S.ACCEPTED, S.DUPLICATE, S.REJECTED}),
    S.REJECTED: frozenset({S.QUEUED, S.OFFLINE, S.FAULTY, S.PRODUCED, S.ACCEPTED}),
    S.DUPLICATE: frozenset({S.QUEUED, S.OFFLINE, S.FAULTY, S.PRODUCED, S.ACCEPTED}),
    S.ACCEPTED: frozenset({S.ACCEPTED}),
}


class Overtaken(Exception):
    """Another worker, or a person, has moved the invoice since it was read."""


@transaction.atomic
def move(row: KsefInvoice, to: KsefState, *, by: User | None = None, reason: str = "", **values: Any) -> KsefInvoice:
    """Change the state together with `values`; `row` becomes what was written. Raises Overtaken."""
    locked = KsefInvoice.objects.select_for_update().get(pk=row.pk)
    if locked.state != row.state or to not in ALLOWED[KsefState(locked.state)]:
        raise Overtaken
    for name, value in {**values, "state": to}.items():
        setattr(row, name, value)
    signed(row, by=by, reason=reason).save(update_fields=[*values, "state"])
    if to == KsefState.ACCEPTED:
        # The number stands on the paper from now on, and the letter with it goes out.
        note_ksef_number(document=row.document, number=row.ksef_number, code=row.document.ksef_code)
    return row
