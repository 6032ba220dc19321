from datetime import timedelta

from django.utils import timezone
from factory import LazyFunction, Sequence, SubFactory
from factory.declarations import LazyAttribute
from factory.django import DjangoModelFactory

from payments.enums import FileFormat, PaymentMethod, RefundMethod
from payments.models import Checkout, Payment, Refund, RefundFile, StripeEvent, WriteOff
from tests.factories.events import ConferenceFactory
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


ACCOUNT = "61109010140000071219812874"


class RefundFileFactory(DjangoModelFactory[RefundFile]):
    class Meta:
        model = RefundFile

    conference = SubFactory(ConferenceFactory)
    key = Sequence(lambda number: f"file-{number}")
    format = FileFormat.ELIXIR
    pay_on = LazyFunction(timezone.localdate)
    payer_name = "Stowarzyszenie"
    payer_account = ACCOUNT


class RefundFactory(DjangoModelFactory[Refund]):
    """A bare row: a decided transfer."""

    class Meta:
        model = Refund

    card = SubFactory(CardFactory)
    method = RefundMethod.TRANSFER
    amount = 10000
    reason = "Nadpłata"
    recipient = "MOPS Radomsko"
    account = ACCOUNT
    title = "Zwrot"
    key = Sequence(lambda number: f"refund-{number}")


class WriteOffFactory(DjangoModelFactory[WriteOff]):
    """A bare row; the card's settlement is not touched."""

    class Meta:
        model = WriteOff

    card = SubFactory(CardFactory)
    amount = 100
    reason = "Prowizja banku"
    key = Sequence(lambda number: f"difference-{number}")
