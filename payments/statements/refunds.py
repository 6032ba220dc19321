"""Refunds sent by transfer are done when the statement shows that the money went out."""

from django.db import transaction
from django.utils import timezone

from events.models import Association
from payments.enums import UNDER_WAY, RefundMethod, TransferState
from payments.models import BankTransaction, Refund
from payments.services import RefundClosed, mark_refund_done
from payments.statements.outgoing import SentRefund, WentOut, outgoing_matches
from payments.statements.values import account_of

REFUND = "refund"


def mark_refunds(association: Association) -> int:
    """Mark as done what a statement shows as carried out, one refund a transaction; how many that were."""
    refunds = Refund.objects.filter(
        card__conference__association=association, method=RefundMethod.TRANSFER, state__in=UNDER_WAY
    )
    by_key = {one.pk: one for one in refunds}
    went = BankTransaction.objects.filter(account__association=association, state=TransferState.OUTGOING, why="")
    carried = {one.pk: one for one in went} if by_key else {}
    pairs = outgoing_matches(map(sent, by_key.values()), map(went_out, carried.values()))
    return sum(mark(by_key[refund], carried[one]) for refund, one in pairs)


@transaction.atomic
def mark(refund: Refund, carried: BankTransaction) -> bool:
    """False when the refund was called off, or the transaction has carried out another, in the meantime."""
    locked = BankTransaction.objects.select_for_update().get(pk=carried.pk)
    if locked.why:
        return False
    try:
        with transaction.atomic():
            mark_refund_done(refund=refund, by=None, on=locked.booked_on, bank_ref=f"bank:{locked.uid}")
    except RefundClosed:
        return False
    BankTransaction.objects.filter(pk=locked.pk).update(why=REFUND, decided_at=timezone.now())
    return True


def sent(refund: Refund) -> SentRefund:
    on = timezone.localdate(refund.sent_at or refund.decided_at)
    return SentRefund(refund.pk, refund.amount, account_of(refund.account), refund.title, on)


def went_out(one: BankTransaction) -> WentOut:
    return WentOut(one.pk, one.amount, one.payer_account, one.title, one.booked_on)
