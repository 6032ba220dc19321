"""F6: the place has gone meanwhile. A payment is never lost: back to a place, else waiting, else returned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Conference, PlacePool, Variant
from mailings.models import Letter
from payments import invariants as of_payments
from payments.enums import PaymentMethod
from payments.models import Payment
from payments.selectors import owed_back
from payments.services import record_payment
from registrations import invariants as of_registrations
from registrations.enums import CardState, ParticipantState
from registrations.models import ParticipationCard
from registrations.services import cancel_card, expire_card, resign, submit_card
from tests.factories.events import ConferenceFactory, DiscountCodeFactory, PlacePoolFactory, VariantFactory
from tests.factories.registrations import card_input, participant_input

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    made = ConferenceFactory.create(expires_after_days=1)
    variant = VariantFactory.create(conference=made, price=60_000)
    variant.pools.add(PlacePoolFactory.create(conference=made, size=3))
    return made


@pytest.fixture
def pool(conference: Conference) -> PlacePool:
    return PlacePool.objects.get(conference=conference)


def submitted(conference: Conference, people: int = 2, **changes: object) -> ParticipationCard:
    variant = Variant.objects.get(conference=conference)
    persons = [participant_input(variant) for _ in range(people)]
    return submit_card(conference=conference, data=card_input(conference, *persons, **changes), texts=[])


def expired(conference: Conference, people: int = 2, **changes: object) -> ParticipationCard:
    card = submitted(conference, people, **changes)
    yesterday = conference.today() - timedelta(days=1)
    ParticipationCard.objects.filter(pk=card.pk).update(expires_on=yesterday, pay_by=yesterday)
    assert expire_card(card=card)
    card.refresh_from_db()
    return card


def pay(card: ParticipationCard, amount: int, ref: str = "pi_1") -> Payment:
    made = record_payment(
        card=card,
        method=PaymentMethod.ONLINE,
        amount=amount,
        received_on=timezone.localdate(),
        by=None,
        provider_ref=ref,
    )
    card.refresh_from_db()
    return made


def letters_since(card: ParticipationCard, kind: str = "paid_late") -> list[str]:
    return [letter.text for letter in Letter.objects.filter(reference=card.code, kind=kind)]


def nothing_is_broken() -> bool:
    return [*of_payments.broken(), *of_registrations.broken()] == []


def test_expired_card_comes_back_to_its_places(conference: Conference, pool: PlacePool) -> None:
    card = expired(conference)
    for _ in range(2):
        pay(card, 120_000)

    assert (card.state, card.due, card.settled) == (CardState.SUBMITTED, 120_000, 120_000)
    assert set(card.participants.values_list("state", flat=True)) == {ParticipantState.REGISTERED}
    pool.refresh_from_db()
    assert pool.taken == 2
    [text] = letters_since(card)
    assert "znów zgłoszeni" in text
    assert letters_since(card, "card_paid") == []
    assert len(letters_since(card, "badge_ready")) == 2
    assert nothing_is_broken()


def test_expired_card_waits_when_its_places_have_gone(conference: Conference, pool: PlacePool) -> None:
    card = expired(conference)
    submitted(conference, 2)
    pay(card, 120_000)

    assert (card.state, card.due, card.settled) == (CardState.SUBMITTED, 0, 120_000)
    assert set(card.participants.values_list("state", flat=True)) == {ParticipantState.WAITING}
    pool.refresh_from_db()
    assert pool.taken == 2
    [text] = letters_since(card)
    assert "liście oczekujących" in text
    assert owed_back(card) == 120_000
    assert nothing_is_broken()


def test_expired_card_is_returned_where_nobody_waits(conference: Conference, pool: PlacePool) -> None:
    Conference.objects.update(takes_waiting=False)
    card = expired(conference)
    submitted(conference, 2)
    pay(card, 120_000)

    assert (card.state, card.due, card.settled, owed_back(card)) == (CardState.EXPIRED, 0, 120_000, 120_000)
    [text] = letters_since(card)
    assert "Zwrócimy wpłatę" in text
    assert nothing_is_broken()


def test_part_of_the_price_brings_no_expired_card_back(conference: Conference, pool: PlacePool) -> None:
    card = expired(conference)
    pay(card, 119_999)
    assert (card.state, owed_back(card)) == (CardState.EXPIRED, 119_999)
    pay(card, 1, "pi_2")
    assert (card.state, card.balance) == (CardState.SUBMITTED, 0)
    assert nothing_is_broken()


def test_card_that_was_cancelled_stays_so(conference: Conference, pool: PlacePool) -> None:
    card = submitted(conference)
    cancel_card(card=card, by=None, reason="Choroba")
    pay(card, 120_000)
    assert (card.state, owed_back(card)) == (CardState.CANCELLED, 120_000)
    [text] = letters_since(card)
    assert "Zwrócimy wpłatę" in text
    pool.refresh_from_db()
    assert pool.taken == 0
    assert nothing_is_broken()


def test_who_had_resigned_before_does_not_come_back(conference: Conference, pool: PlacePool) -> None:
    Conference.objects.update(resignation_until=conference.today())
    card = submitted(conference, 3)
    first = card.participants.order_by("pk")[0]
    resign(participants=[first], by=None, reason="Choroba")
    yesterday = conference.today() - timedelta(days=1)
    ParticipationCard.objects.filter(pk=card.pk).update(expires_on=yesterday)
    assert expire_card(card=card)

    pay(card, 120_000)

    states = list(card.participants.order_by("pk").values_list("state", flat=True))
    assert states == [ParticipantState.CANCELLED, *[ParticipantState.REGISTERED] * 2]
    assert (card.due, card.balance) == (120_000, 0)
    assert nothing_is_broken()


def test_card_expires_and_comes_back_twice(conference: Conference, pool: PlacePool) -> None:
    card = expired(conference)
    pay(card, 120_000)
    payment = Payment.objects.get()
    assert card.due == 120_000
    assert payment.card == card
    assert [line.amount for line in card.lines.all()] == [60_000, 60_000, -60_000, -60_000, 60_000, 60_000]


def test_discount_that_others_used_up_keeps_its_price_but_not_its_name(conference: Conference) -> None:
    code = DiscountCodeFactory.create(conference=conference, percent=10, amount=None, limit=1)
    card = expired(conference, discount=code)
    price = 2 * 54_000
    code.refresh_from_db()
    assert code.used == 0
    type(code).objects.update(used=1, limit=1)
    other = submitted(conference, 1)
    ParticipationCard.objects.filter(pk=other.pk).update(discount=code)

    pay(card, price)

    assert (card.state, card.due, card.discount) == (CardState.SUBMITTED, price, None)
    assert nothing_is_broken()


def test_conference_that_has_begun_takes_nobody_back(conference: Conference) -> None:
    card = expired(conference)
    Conference.objects.update(starts_on=conference.today(), ends_on=conference.today())
    pay(card, 120_000)
    assert (card.state, owed_back(card)) == (CardState.EXPIRED, 120_000)


def test_card_with_a_payment_noted_neither_expires_nor_stays_safe_for_ever(conference: Conference) -> None:
    card = submitted(conference)
    yesterday = conference.today() - timedelta(days=1)
    now = timezone.now()
    ParticipationCard.objects.filter(pk=card.pk).update(expires_on=yesterday, payment_noted_at=now)
    assert not expire_card(card=card)
    ParticipationCard.objects.filter(pk=card.pk).update(payment_noted_at=now - timedelta(days=15))
    assert expire_card(card=card)
