"""What is decided about a transfer: the cards it pays, that it is not for a card, and taking either back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from events.history import signed
from events.models import Association
from payments.enums import PaymentMethod, TransferState
from payments.models import BankTransaction, PayerAccount, Payment
from payments.services import PaymentReturned, record_payment, reverse_payment
from payments.statements.candidates import matcher_for, transfer_of
from payments.statements.expecting import expect_payments, likely_codes
from payments.statements.matching import Share, Suggestion
from registrations.models import ParticipationCard
from registrations.services import note_expected_payment

BY_HAND = "hand"


class Refused(Exception):
    """What was decided cannot be: carries a sentence that says why."""


@dataclass(frozen=True)
class Decision:
    """`seen` is what of the transfer was allocated when the page was shown: a second click finds something else."""

    shares: tuple[Share, ...]
    seen: int
    why: tuple[str, ...] = (BY_HAND,)
    is_certain: bool = False


@transaction.atomic
def settle_transfer(*, transfer: BankTransaction, decision: Decision, by: User | None) -> list[Payment]:
    """Write a payment for each share; the transfer is settled when nothing of it is left. Raises Refused.

    A certain decision holds only while every card still owes exactly its share.
    """
    locked = lock(transfer)
    if locked.state != TransferState.WAITING or locked.allocated != decision.seen:
        raise Refused(_("Something was decided about this transfer in the meantime. Look at it again."))
    total = sum(share.amount for share in decision.shares)
    if not decision.shares or any(share.amount <= 0 for share in decision.shares):
        raise Refused(_("Give a sum above zero for each card."))
    if total > locked.rest:
        raise Refused(_("The sums are larger than what is left of the transfer."))
    cards = lock_cards(locked.account.association, decision.shares)
    if decision.is_certain and any(cards[one.code].balance != one.amount for one in decision.shares):
        raise Refused(_("A card owes another sum by now."))
    begun = locked.payments.count()
    payments = [
        pay(locked, cards[share.code], share.amount, begun + number, by)
        for number, share in enumerate(decision.shares, 1)
    ]
    locked.allocated += total
    locked.state = TransferState.WAITING if locked.rest else TransferState.SETTLED
    write(locked, by, ",".join(decision.why)[:300], decision.is_certain)
    return payments


def lock(transfer: BankTransaction) -> BankTransaction:
    """The transfer is always locked before its cards."""
    rows = BankTransaction.objects.select_for_update(of=("self",)).select_related("account__association")
    return rows.get(pk=transfer.pk)


def lock_cards(association: Association, shares: Sequence[Share]) -> dict[str, ParticipationCard]:
    codes = [share.code for share in shares]
    ours = ParticipationCard.objects.filter(conference__association=association, code__in=codes)
    cards = {
        card.code: card for card in ours.select_for_update(of=("self",)).select_related("institution").order_by("pk")
    }
    if len(set(codes)) != len(codes):
        raise Refused(_("A card is named twice."))
    missing = [code for code in codes if code not in cards]
    if missing:
        raise Refused(_("There is no card %(code)s.") % {"code": missing[0]})
    foreign = [code for code in codes if cards[code].currency != "PLN"]
    if foreign:
        raise Refused(_("The card %(code)s is in another currency than the transfer.") % {"code": foreign[0]})
    return cards


def pay(transfer: BankTransaction, card: ParticipationCard, amount: int, number: int, by: User | None) -> Payment:
    payment = record_payment(
        card=card,
        method=PaymentMethod.TRANSFER,
        amount=amount,
        received_on=transfer.booked_on,
        by=by,
        title=transfer.title[:200],
        provider_ref=f"bank:{transfer.uid}:{number}",
    )
    payment.transaction = transfer
    signed(payment, by=by).save(update_fields=["transaction"])
    note_expected_payment(card=card, at=None)
    if transfer.payer_account:
        PayerAccount.objects.update_or_create(
            institution=card.institution,
            number=transfer.payer_account,
            defaults={"payer_name": transfer.payer_name, "last_seen": transfer.booked_on},
        )
    return payment


def write(transfer: BankTransaction, by: User | None, why: str, is_certain: bool = False) -> None:
    transfer.why, transfer.is_certain = why, is_certain
    transfer.decided_by, transfer.decided_at = by, timezone.now()
    transfer.save(update_fields=["allocated", "state", "why", "is_certain", "decided_by", "decided_at"])


@transaction.atomic
def set_aside(*, transfer: BankTransaction, by: User, note: str = "") -> None:
    """It is not for a card, or was dealt with elsewhere; so is what is left of one that paid a card. Raises Refused."""
    locked = lock(transfer)
    if locked.state not in {TransferState.WAITING, TransferState.FOREIGN}:
        raise Refused(_("Something was decided about this transfer in the meantime. Look at it again."))
    if locked.state == TransferState.WAITING:
        association = locked.account.association
        suggestions = matcher_for(association).match(transfer_of(locked)).suggestions
        expect_payments(association, likely_codes(suggestions), None)
    locked.state = TransferState.NOT_OURS
    write(locked, by, note[:300])


@transaction.atomic
def undo(*, transfer: BankTransaction, by: User) -> None:
    """Take back what was decided: payments by payments that reverse them. It then waits, and is not settled by itself.

    Raises Refused.
    """
    locked = lock(transfer)
    if locked.state not in {TransferState.SETTLED, TransferState.NOT_OURS} and not locked.allocated:
        raise Refused(_("Nothing was decided about this transfer."))
    for payment in list(locked.payments.filter(reversed_by__isnull=True).select_related("card").order_by("card_id")):
        try:
            reverse_payment(payment=payment, by=by, reason=_("The transfer was matched wrongly"))
        except PaymentReturned as error:
            raise Refused(_("Some of it was refunded already: call off the refund first.")) from error
        forget_account(locked, payment.card)
    locked.refresh_from_db(fields=["allocated"])
    locked.state = TransferState.WAITING if locked.currency == "PLN" else TransferState.FOREIGN
    write(locked, by, "")


def forget_account(transfer: BankTransaction, card: ParticipationCard) -> None:
    """The account is the institution's no more, unless another payment says so."""
    others = Payment.objects.filter(
        card__institution=card.institution_id,
        transaction__payer_account=transfer.payer_account,
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    if not others.exists():
        PayerAccount.objects.filter(institution=card.institution_id, number=transfer.payer_account).delete()


def undecided(association: Association) -> list[BankTransaction]:
    """Transfers nobody has looked at: one that a person took back is not settled by itself again."""
    waiting = BankTransaction.objects.filter(account__association=association, state=TransferState.WAITING)
    return list(waiting.filter(decided_at__isnull=True, allocated=0).order_by("booked_on", "pk"))


def settle_certain(
    *,
    association: Association,
    by: User | None,
    tell: Callable[[int, int, int], None] = lambda _done, _total, _settled: None,
) -> int:
    """Settle at once what is certain; how many that were. Each in a transaction of its own: killed, it goes on later.

    `tell` is told how many of how many have been looked at, and how many were settled; it may raise to go on later.
    """
    waiting = undecided(association)
    if not waiting:
        return 0
    matcher = matcher_for(association)
    settled = 0
    for done, one in enumerate(waiting, 1):
        match = matcher.match(transfer_of(one))
        if match.certain and settle_one(one, match.certain, by):
            settled += 1
            for share in match.certain.shares:
                matcher.paid(share.code, share.amount)
        else:
            expect_payments(association, likely_codes(match.suggestions), timezone.now())
        tell(done, len(waiting), settled)
    return settled


def settle_one(transfer: BankTransaction, certain: Suggestion, by: User | None) -> bool:
    decision = Decision(certain.shares, seen=0, why=tuple(certain.reasons), is_certain=True)
    try:
        settle_transfer(transfer=transfer, decision=decision, by=by)
    except Refused:
        return False
    return True
