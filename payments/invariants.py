from collections.abc import Iterator

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

from payments.documents.invariants import broken_documents
from payments.enums import CheckoutState, EventOutcome
from payments.ksef.invariants import broken_ksef
from payments.models import Checkout, Payment, StripeEvent
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
    yield from broken_documents()
    yield from broken_ksef()
