"""What must always be true of money. Read by `manage.py check_invariants`."""

from collections.abc import Iterator

from django.db.models import F, IntegerField, Model, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from payments.documents.invariants import broken_documents
from payments.enums import UNDER_WAY, CheckoutState, EventOutcome, RefundState
from payments.ksef.invariants import broken_ksef
from payments.models import BankTransaction, Checkout, Dispute, Payment, Refund, StripeEvent, WriteOff
from registrations.models import ParticipationCard


def broken() -> Iterator[str]:
    yield from wrong_settlements()
    yield from wrong_payments()
    yield from wrong_refunds()
    yield from wrong_attempts()
    yield from broken_transfers()
    yield from broken_documents()
    yield from broken_ksef()


def summed(model: type[Model], **where: object) -> Coalesce:
    """The sum of a model's rows of each card, without joining one table of money to another."""
    rows = model._default_manager.filter(card=OuterRef("pk"), **where).order_by().values("card")
    return Coalesce(Subquery(rows.annotate(sum=Sum("amount")).values("sum"), output_field=IntegerField()), 0)


def wrong_settlements() -> Iterator[str]:
    """Settled is what was received, less what was returned, with the differences given up."""
    cards = ParticipationCard.objects.annotate(
        received=summed(Payment), returned=summed(Refund, state=RefundState.DONE), given_up=summed(WriteOff)
    ).exclude(settled=F("received") - F("returned") + F("given_up"))
    names = ("code", "settled", "received", "returned", "given_up")
    for code, settled, received, returned, given_up in cards.values_list(*names):
        sums = f"payments make {received}, refunds {returned}, differences {given_up}"
        yield f"Card {code}: settled {settled}, but {sums}."


def wrong_payments() -> Iterator[str]:
    for payment in Payment.objects.filter(reverses__isnull=False).exclude(amount=-F("reverses__amount")):
        yield f"Payment {payment.uid} takes back another amount than it reverses."
    for payment in Payment.objects.exclude(currency=F("card__currency")):
        yield f"Payment {payment.uid} is in another currency than its card."


def wrong_refunds() -> Iterator[str]:
    counted = Q(refunds__state__in=[*UNDER_WAY, RefundState.DONE])
    payments = Payment.objects.annotate(gone=Coalesce(Sum("refunds__amount", filter=counted), 0))
    for payment in payments.filter(gone__gt=0).exclude(gone__lte=F("amount")):
        yield f"Payment {payment.uid} of {payment.amount} has refunds of {payment.gone}."
    for refund in Refund.objects.filter(payment__isnull=False).exclude(card=F("payment__card")):
        yield f"Refund {refund.uid} returns a payment of another card."
    for refund in Refund.objects.exclude(currency=F("card__currency")):
        yield f"Refund {refund.uid} is in another currency than its card."
    for one in WriteOff.objects.filter(reverses__isnull=False).exclude(amount=-F("reverses__amount")):
        yield f"Difference {one.uid} takes back another amount than it reverses."


def wrong_attempts() -> Iterator[str]:
    """What is paid at the provider is recorded; events are acted upon; a dispute that was lost has cost its money."""
    for checkout in Checkout.objects.filter(state=CheckoutState.PAID, card__payments__isnull=True):
        yield f"Payment attempt {checkout.session_id} is paid, but card {checkout.card_id} has no payment."
    for event in StripeEvent.objects.filter(outcome=EventOutcome.DONE, handled_at__isnull=True):
        yield f"Event {event.event_id} is done, but not when."
    refunds = Refund.objects.filter(state=RefundState.DONE).values("provider_ref")
    for dispute in Dispute.objects.filter(state="lost").exclude(provider_ref__in=refunds):
        yield f"Dispute {dispute.provider_ref} is lost, and no refund says so."


def broken_transfers() -> Iterator[str]:
    """A transfer pays its cards what it says, and only cards of the association whose account it came to."""
    live = Q(payments__reversed_by__isnull=True)
    transfers = BankTransaction.objects.annotate(paid=Coalesce(Sum("payments__amount", filter=live), 0))
    for uid, allocated, paid in transfers.exclude(allocated=F("paid")).values_list("uid", "allocated", "paid"):
        yield f"Transfer {uid}: allocated {allocated}, but payments make {paid}."
    astray = Payment.objects.filter(transaction__isnull=False)
    for payment in astray.exclude(transaction__account__association=F("card__conference__association")):
        yield f"Payment {payment.uid} pays a card of another association than its transfer's."
