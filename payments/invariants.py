from collections.abc import Iterator

from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce

from payments.enums import CheckoutState, EventOutcome
from payments.models import BankTransaction, Checkout, Payment, StripeEvent
from registrations.models import ParticipationCard


def broken() -> Iterator[str]:
    """Settled is what was received; what is paid at the provider is recorded; events are acted upon."""
    cards = ParticipationCard.objects.annotate(received=Coalesce(Sum("payments__amount"), Value(0)))
    for code, settled, received in cards.exclude(settled=F("received")).values_list("code", "settled", "received"):
        yield f"Card {code}: settled {settled}, but payments make {received}."
    for payment in Payment.objects.filter(reverses__isnull=False).exclude(amount=-F("reverses__amount")):
        yield f"Payment {payment.uid} takes back another amount than it reverses."
    for payment in Payment.objects.exclude(currency=F("card__currency")):
        yield f"Payment {payment.uid} is in another currency than its card."
    for checkout in Checkout.objects.filter(state=CheckoutState.PAID, card__payments__isnull=True):
        yield f"Payment attempt {checkout.session_id} is paid, but card {checkout.card_id} has no payment."
    for event in StripeEvent.objects.filter(outcome=EventOutcome.DONE, handled_at__isnull=True):
        yield f"Event {event.event_id} is done, but not when."
    yield from broken_transfers()


def broken_transfers() -> Iterator[str]:
    """A transfer pays its cards what it says, and only cards of the association whose account it came to."""
    live = Q(payments__reversed_by__isnull=True)
    transfers = BankTransaction.objects.annotate(paid=Coalesce(Sum("payments__amount", filter=live), Value(0)))
    for uid, allocated, paid in transfers.exclude(allocated=F("paid")).values_list("uid", "allocated", "paid"):
        yield f"Transfer {uid}: allocated {allocated}, but payments make {paid}."
    astray = Payment.objects.filter(transaction__isnull=False)
    for payment in astray.exclude(transaction__account__association=F("card__conference__association")):
        yield f"Payment {payment.uid} pays a card of another association than its transfer's."
