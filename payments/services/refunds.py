"""Giving money back: decided by the treasurer, sent, done, or not."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from events.formats import money
from events.history import signed
from events.models import Conference
from payments.enums import FileEncoding, FileFormat, PaymentMethod, RefundMethod, RefundState
from payments.models import Payment, Refund, RefundFile
from payments.refund_moves import RefundClosed, lock_card, move_refund
from payments.selectors import owed_back, returnable
from payments.selectors.refunds import transfers_to_send
from payments.tasks import send_refund
from registrations.models import ParticipationCard


class TooMuch(ValidationError):
    """More than is owed back, or more than is left of the payment."""


class NothingToSend(Exception):
    """No decided transfer waits for a file."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    name: str
    account: str
    title: str


@transaction.atomic
def decide_refund(
    *,
    card: ParticipationCard,
    amount: int,
    method: RefundMethod,
    reason: str,
    key: str,
    by: User,
    payment: Payment | None = None,
    recipient: Recipient | None = None,
) -> Refund:
    """Decide that `amount` grosze go back. To Stripe it leaves at once in the background; cash was given already.

    The same `key` gives the refund decided first. Raises TooMuch, ValidationError.
    """
    locked = lock_card(card.pk)
    known = Refund.objects.filter(key=key).first()
    if known is not None:
        return known
    check_amount(locked, amount, method, payment)
    refund = Refund(
        card=locked,
        payment=payment,
        amount=amount,
        currency=locked.currency,
        method=method,
        reason=reason,
        key=key,
        decided_by=by,
        recipient=recipient.name if recipient else "",
        account=recipient.account if recipient else "",
        title=recipient.title if recipient else "",
    )
    refund.full_clean()
    signed(refund, by=by, reason=reason).save()
    if method == RefundMethod.CASH:
        return move_refund(refund=refund, to=RefundState.DONE, by=by, reason=reason)
    if method == RefundMethod.STRIPE:
        transaction.on_commit(partial(send_refund.delay, refund.pk), robust=True)
    return refund


def check_amount(card: ParticipationCard, amount: int, method: RefundMethod, payment: Payment | None) -> None:
    most = owed_back(card)
    if not 0 < amount <= most:
        message = _("At most %(amount)s is owed back.") % {"amount": money(most, card.currency)}
        raise TooMuch(message, code="owed")
    if payment is not None and (payment.card_id != card.pk or payment.amount < 0):
        raise ValidationError(_("This payment is not of this card."), code="payment")
    if method == RefundMethod.STRIPE and (payment is None or payment.method != PaymentMethod.ONLINE):
        raise ValidationError(_("Only what was paid online can go back that way."), code="method")
    if payment is not None and amount > returnable(payment):
        left = money(returnable(payment), card.currency)
        raise TooMuch(_("Of this payment %(amount)s is left to return.") % {"amount": left}, code="payment")


def mark_refund_done(*, refund: Refund, by: User | None, on: date | None = None, bank_ref: str | None = None) -> Refund:
    """The money has left: said by the treasurer, or by a statement (`by` None) that names its transaction.

    Marked twice, it is done once. Raises RefundClosed for one that failed or was called off.
    """
    at = timezone.make_aware(datetime.combine(on, time(12))) if on else timezone.now()
    reason = _("Seen on the statement") if by is None else _("Marked as returned")
    return move_refund(
        refund=refund, to=RefundState.DONE, by=by, reason=reason, at=min(at, timezone.now()), provider_ref=bank_ref
    )


def mark_refund_failed(*, refund: Refund, by: User, why: str) -> Refund:
    """The transfer did not go out, or came back: the money is owed again. Raises RefundClosed."""
    if refund.method != RefundMethod.TRANSFER:
        raise RefundClosed
    return move_refund(refund=refund, to=RefundState.FAILED, by=by, failure=why, reason=why)


@transaction.atomic
def cancel_refund(*, refund: Refund, by: User, why: str) -> Refund:
    """Call off a transfer that has not been made. What was handed to the operator cannot be called off here.

    Raises RefundClosed.
    """
    lock_card(refund.card_id)
    fresh = Refund.objects.select_for_update().get(pk=refund.pk)
    if fresh.method != RefundMethod.TRANSFER or not (fresh.is_under_way or fresh.state == RefundState.CANCELLED):
        raise RefundClosed
    return move_refund(refund=fresh, to=RefundState.CANCELLED, by=by, reason=why)


@transaction.atomic
def make_refund_file(
    *, conference: Conference, format: FileFormat, encoding: FileEncoding, pay_on: date, key: str, by: User
) -> RefundFile:
    """Put every decided transfer into one file; they are then on their way. The same `key` gives the same file.

    Raises NothingToSend, ValidationError when the association has no account.
    """
    fresh = Conference.objects.select_for_update(of=("self",)).select_related("association").get(pk=conference.pk)
    known = RefundFile.objects.filter(key=key).first()
    if known is not None:
        return known
    refunds = list(transfers_to_send(fresh))
    if not refunds:
        raise NothingToSend
    association = fresh.association
    if not association.bank_account:
        raise ValidationError(_("Give the account of the association in the settings first."), code="account")
    made = RefundFile(
        conference=fresh,
        key=key,
        format=format,
        encoding=encoding,
        pay_on=pay_on,
        payer_name=association.name[:200],
        payer_address=address_of(association.street, association.postal_code, association.city),
        payer_account=association.bank_account,
        made_by=by,
    )
    made.full_clean()
    made.save()
    for refund in sorted(refunds, key=lambda one: one.card_id):
        enclose(refund, made, by)
    return made


def enclose(refund: Refund, made: RefundFile, by: User) -> None:
    """Looks once more under the card's lock: it may have been called off a moment ago."""
    lock_card(refund.card_id)
    waiting = Refund.objects.filter(pk=refund.pk, state=RefundState.DECIDED, file__isnull=True)
    if waiting.update(file=made):
        move_refund(refund=refund, to=RefundState.SENT, by=by, reason=_("In a file for the bank"))


def address_of(street: str, postal_code: str, city: str) -> str:
    return ", ".join(part for part in (street, f"{postal_code} {city}".strip()) if part)[:200]
