import threading
import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from mailings.models import Letter
from payments.enums import CheckoutState, PaymentMethod
from payments.gateway import StripeGateway
from payments.invariants import broken
from payments.models import Checkout, Payment
from payments.services import (
    NothingToPay,
    PaymentReversed,
    ReturnAddresses,
    record_payment,
    reverse_payment,
    start_checkout,
)
from registrations.models import CardLine, ParticipationCard
from registrations.services import cancel_card
from tests.factories.accounts import UserFactory
from tests.factories.events import VariantFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db

BACK = ReturnAddresses(paid="http://127.0.0.1:8000/paid/", abandoned="http://127.0.0.1:8000/card/")


@pytest.fixture
def card() -> ParticipationCard:
    card = CardFactory.create(due=240000)
    variant = VariantFactory.create(conference=card.conference)
    for person in ParticipantFactory.create_batch(2, card=card, variant=variant):
        CardLine.objects.create(card=card, participant=person, description="Wariant", amount=120000)
    return card


def pay(card: ParticipationCard, amount: int, ref: str | None = None) -> Payment:
    return record_payment(
        card=card,
        method=PaymentMethod.TRANSFER,
        amount=amount,
        received_on=date(2026, 11, 20),
        by=None,
        provider_ref=ref,
    )


def test_record_payment_of_a_part_sends_no_badge(card: ParticipationCard) -> None:
    pay(card, 120000)

    card.refresh_from_db()
    assert (card.settled, card.settlement) == (120000, "partly")
    assert Letter.objects.count() == 0


def test_record_payment_of_the_whole_sends_each_participant_a_badge_once(card: ParticipationCard) -> None:
    pay(card, 120000)
    pay(card, 120000)
    pay(card, 500)

    card.refresh_from_db()
    assert (card.settled, card.settlement) == (240500, "overpaid")
    letters = Letter.objects.filter(kind="badge_ready")
    assert sorted(letter.to_email for letter in letters) == sorted(p.email for p in card.participants.all())
    assert list(broken()) == []


def test_record_payment_with_the_same_reference_is_recorded_once(card: ParticipationCard) -> None:
    reference = str(uuid.uuid4())

    first, second = pay(card, 100, reference), pay(card, 100, reference)

    assert first == second
    card.refresh_from_db()
    assert card.settled == 100


@pytest.mark.parametrize("amount", [0, -1])
def test_record_payment_refuses_an_amount_that_is_not_positive(card: ParticipationCard, amount: int) -> None:
    with pytest.raises(ValidationError):
        pay(card, amount)
    assert Payment.objects.count() == 0


def test_reverse_payment_takes_it_back_once(card: ParticipationCard) -> None:
    treasurer = UserFactory.create()
    payment = pay(card, 240000)

    taken_back = reverse_payment(payment=payment, by=treasurer, reason="wrong card")

    card.refresh_from_db()
    assert (card.settled, taken_back.amount) == (0, -240000)
    assert taken_back.history.get().history_user == treasurer
    for mistaken in (payment, taken_back):
        with pytest.raises(PaymentReversed):
            reverse_payment(payment=mistaken, by=treasurer, reason="again")
    assert list(broken()) == []


def test_record_payment_for_a_cancelled_card_keeps_the_money(card: ParticipationCard) -> None:
    cancel_card(card=card, by=None, reason="illness")

    pay(card, 240000)

    card.refresh_from_db()
    assert (card.due, card.settled, card.settlement) == (0, 240000, "overpaid")
    assert not Letter.objects.filter(kind="badge_ready").exists()


def test_start_checkout_gives_a_second_click_the_same_page(
    card: ParticipationCard, standin_gateway: StripeGateway
) -> None:
    first = start_checkout(card=card, gateway=standin_gateway, back=BACK)
    second = start_checkout(card=card, gateway=standin_gateway, back=BACK)

    assert first == second
    checkout = Checkout.objects.get()
    session = standin_gateway.retrieve_checkout(checkout.session_id or "")
    assert (session.amount, session.reference, session.url) == (240000, card.code, first)


def test_start_checkout_after_a_part_was_paid_closes_the_old_page(
    card: ParticipationCard, standin_gateway: StripeGateway
) -> None:
    old = start_checkout(card=card, gateway=standin_gateway, back=BACK)
    pay(card, 100000)

    new = start_checkout(card=card, gateway=standin_gateway, back=BACK)

    assert old != new
    states = dict(Checkout.objects.values_list("amount", "state"))
    assert states == {240000: CheckoutState.EXPIRED, 140000: CheckoutState.OPEN}


def test_start_checkout_of_a_paid_or_cancelled_card_is_refused(
    card: ParticipationCard, standin_gateway: StripeGateway
) -> None:
    cancelled = CardFactory.create(due=100)
    ParticipantFactory.create(card=cancelled)
    cancel_card(card=cancelled, by=None, reason="")
    pay(card, 240000)

    for closed in (card, cancelled):
        with pytest.raises(NothingToPay):
            start_checkout(card=closed, gateway=standin_gateway, back=BACK)
    assert Checkout.objects.count() == 0


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_record_payment_from_many_threads_with_one_reference_is_recorded_once() -> None:
    card = CardFactory.create(due=240000)
    barrier = threading.Barrier(8)

    def record() -> None:
        barrier.wait()
        try:
            pay(card, 240000, "pi_1")
        finally:
            connection.close()

    threads = [threading.Thread(target=record) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    card.refresh_from_db()
    assert (Payment.objects.count(), card.settled) == (1, 240000)
