"""How a refund goes from one state to the next, and what that does to its card. The only place that changes either.

Tasks and services both come here: it lies below them.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.history import signed
from payments.enums import RefundState
from payments.gateway import ProviderRefund
from payments.models import Refund
from payments.selectors import settled_for
from registrations.models import ParticipationCard
from registrations.services import settle_card

# A refund that was returned may still come back: a bank refuses it days later.
ALLOWED: dict[str, set[str]] = {
    RefundState.DECIDED: {RefundState.SENT, RefundState.DONE, RefundState.FAILED, RefundState.CANCELLED},
    RefundState.SENT: {RefundState.DONE, RefundState.FAILED, RefundState.CANCELLED},
    RefundState.DONE: {RefundState.FAILED, RefundState.CANCELLED},
    RefundState.FAILED: set(),
    RefundState.CANCELLED: set(),
}
# What Stripe calls the states of a refund.
PROVIDER_STATES = {
    "pending": RefundState.SENT,
    "requires_action": RefundState.SENT,
    "succeeded": RefundState.DONE,
    "failed": RefundState.FAILED,
    "canceled": RefundState.CANCELLED,
}
MOMENTS = {
    RefundState.SENT: "sent_at",
    RefundState.DONE: "done_at",
    RefundState.FAILED: "ended_at",
    RefundState.CANCELLED: "ended_at",
}


class RefundClosed(Exception):
    """The refund is not at a state from which it can go where it was asked to."""


def lock_card(key: int) -> ParticipationCard:
    cards = ParticipationCard.objects.select_for_update(of=("self",))
    return cards.select_related("conference__association").get(pk=key)


def settle(card: ParticipationCard, by: User | None, *, tells: bool = True) -> ParticipationCard:
    """Write anew what is settled of a locked card."""
    return settle_card(card=card, settled=settled_for(card), by=by, tells=tells)


@transaction.atomic
def move_refund(
    *,
    refund: Refund,
    to: RefundState,
    by: User | None,
    reason: str = "",
    failure: str = "",
    at: datetime | None = None,
    provider_ref: str | None = None,
) -> Refund:
    """Take a refund to another state and settle its card; told twice, it is done once. Raises RefundClosed.

    `provider_ref` is the transaction's name in the bank or at the operator, kept where the refund has none.
    """
    card = lock_card(refund.card_id)
    locked = Refund.objects.select_for_update().get(pk=refund.pk)
    if locked.state == to:
        return locked
    if to not in ALLOWED[locked.state]:
        raise RefundClosed
    locked.state = to
    setattr(locked, MOMENTS[to], at or timezone.now())
    locked.failure = failure[:200] or locked.failure
    locked.provider_ref = locked.provider_ref or provider_ref
    signed(locked, by=by, reason=reason).save()
    settle(card, by)
    return locked


def apply_answer(*, refund: Refund, answer: ProviderRefund) -> Refund:
    """What the operator says of one of its refunds; what it said before something later changes nothing back."""
    to = PROVIDER_STATES.get(answer.status, RefundState.SENT)
    try:
        return move_refund(refund=refund, to=to, by=None, failure=answer.failure, provider_ref=answer.id)
    except RefundClosed:
        return Refund.objects.get(pk=refund.pk)
