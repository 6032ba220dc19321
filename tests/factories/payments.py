from datetime import timedelta

from django.utils import timezone
from factory import LazyFunction, Sequence, SubFactory
from factory.declarations import LazyAttribute
from factory.django import DjangoModelFactory

from payments.enums import PaymentMethod
from payments.models import Checkout, Payment, StripeEvent
from tests.factories.registrations import CardFactory


class PaymentFactory(DjangoModelFactory[Payment]):
    """A bare row; `record_payment` also settles the card."""

    class Meta:
        model = Payment

    card = SubFactory(CardFactory)
    method = PaymentMethod.TRANSFER
    amount = 120000
    received_on = LazyFunction(timezone.localdate)


class CheckoutFactory(DjangoModelFactory[Checkout]):
    class Meta:
        model = Checkout

    card = SubFactory(CardFactory, due=120000)
    idempotency_key = Sequence(lambda number: f"key-{number}")
    session_id = Sequence(lambda number: f"cs_test_{number}")
    url = "http://127.0.0.1:8001/pay/cs_test"
    amount = LazyAttribute(lambda made: made.card.due)
    currency = "PLN"
    expires_at = LazyFunction(lambda: timezone.now() + timedelta(hours=1))


class StripeEventFactory(DjangoModelFactory[StripeEvent]):
    class Meta:
        model = StripeEvent

    event_id = Sequence(lambda number: f"evt_{number}")
    kind = "checkout.session.completed"
    payload = LazyFunction(dict)
