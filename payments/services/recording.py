from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from events.history import signed
from payments import mail
from payments.enums import UNDER_WAY, PaymentMethod, RefundState, TransferState
from payments.models import BankTransaction, Payment
from payments.refund_moves import lock_card, settle
from payments.selectors import received_for, settled_for
from payments.tasks import issue_for_card
from registrations.models import ParticipationCard
from registrations.services import Restored, link_for_card, restore_card


class PaymentReversed(Exception):
    """The payment was taken back before, or is itself a taking back."""


class PaymentReturned(Exception):
    """Some of the payment was given back, or is about to be: it did come."""


@transaction.atomic
def record_payment(
    *,
    card: ParticipationCard,
    method: PaymentMethod,
    amount: int,
    received_on: date,
    by: User | None,
    title: str = "",
    provider_ref: str | None = None,
) -> Payment:
    """Write that `amount` grosze came for the card, and settle it.

    A card that expired comes back with it, to a place or to the waiting list; see registrations.services.restore_card.
    A second call with the same `provider_ref` gives the payment written first. `by` is None for what a provider told.
    """
    locked = lock_card(card.pk)
    known = Payment.objects.filter(provider_ref=provider_ref).first() if provider_ref else None
    if known is not None:
        return known
    was_active = locked.is_active
    # By what came, not by what is left of it: a refund told of early must not make the second payment the first.
    was_paid = locked.due > 0 and received_for(locked) >= locked.due
    payment = Payment(
        card=locked,
        method=method,
        amount=amount,
        currency=locked.currency,
        received_on=received_on,
        title=title,
        provider_ref=provider_ref,
        recorded_by=by,
    )
    payment.full_clean()
    signed(payment, by=by).save()
    if was_active:
        settled = settle(locked, by)
        if was_paid and settled.balance < 0:
            mail.paid_twice(locked, link_for_card(card=locked), payment)
    else:
        settle_ended(locked, payment, by)
    transaction.on_commit(partial(issue_for_card.delay, locked.pk), robust=True)
    return payment


def settle_ended(card: ParticipationCard, payment: Payment, by: User | None) -> None:
    """The card had ended when it was paid: back with it if that can be, and one letter that says what became of it."""
    settled = settled_for(card)
    outcome = restore_card(card=card, settled=settled)
    settle(card, by, tells=False)
    if outcome is not Restored.NOTHING or settled > card.due:
        mail.paid_late(card, link_for_card(card=card), payment, outcome.value)


@transaction.atomic
def reverse_payment(*, payment: Payment, by: User, reason: str) -> Payment:
    """Take back a payment recorded by mistake, by another of the opposite amount.

    A transfer it came from waits for a decision again. Raises PaymentReversed, and PaymentReturned when some of it
    was refunded: undo that first.
    """
    if payment.transaction_id:  # the transfer is always locked before its cards
        BankTransaction.objects.select_for_update().get(pk=payment.transaction_id)
    card = lock_card(payment.card_id)
    if payment.refunds.filter(state__in=[*UNDER_WAY, RefundState.DONE]).exists():
        raise PaymentReturned
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise PaymentReversed
    taken_back = Payment(
        card=card,
        method=payment.method,
        amount=-payment.amount,
        currency=payment.currency,
        received_on=timezone.localdate(),
        title=reason,
        reverses=payment,
        recorded_by=by,
    )
    taken_back.full_clean()
    signed(taken_back, by=by, reason=reason).save()
    if payment.transaction_id:
        give_back(payment, by)
    settle(card, by)
    return taken_back


def give_back(payment: Payment, by: User) -> None:
    """The transfer has this much to be decided about again."""
    BankTransaction.objects.filter(payments=payment).update(
        allocated=F("allocated") - payment.amount,
        state=TransferState.WAITING,
        is_certain=False,
        decided_by=by,
        decided_at=timezone.now(),
    )
