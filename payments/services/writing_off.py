from django.db import transaction

from accounts.models import User
from payments.models import WriteOff
from payments.refund_moves import lock_card, settle
from payments.selectors import owed_back
from registrations.models import ParticipationCard


class NoDifference(Exception):
    """The card is settled to the grosz, or what came too much is already on its way back."""


class WriteOffReversed(Exception):
    """The difference was taken back before, or is itself a taking back."""


@transaction.atomic
def write_off(*, card: ParticipationCard, reason: str, key: str, by: User) -> WriteOff:
    """Give up the whole small difference of a card, whichever way it is; the same `key` gives the first one's.

    Raises NoDifference; ValidationError when the difference is not small.
    """
    locked = lock_card(card.pk)
    known = WriteOff.objects.filter(key=key).first()
    if known is not None:
        return known
    amount = locked.balance if locked.balance > 0 else -owed_back(locked)
    if amount == 0:
        raise NoDifference
    return record(WriteOff(card=locked, amount=amount, reason=reason, key=key), by)


@transaction.atomic
def take_back_write_off(*, given_up: WriteOff, reason: str, by: User) -> WriteOff:
    """By another of the opposite amount. Raises WriteOffReversed."""
    card = lock_card(given_up.card_id)
    if given_up.reverses_id or WriteOff.objects.filter(reverses=given_up).exists():
        raise WriteOffReversed
    back = WriteOff(card=card, amount=-given_up.amount, reason=reason, key=f"back:{given_up.uid}", reverses=given_up)
    return record(back, by)


def record(row: WriteOff, by: User) -> WriteOff:
    row.currency, row.recorded_by = row.card.currency, by
    row.full_clean()
    row.save()
    settle(row.card, by)
    return row
