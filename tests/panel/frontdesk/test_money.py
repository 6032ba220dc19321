"""Money taken at the desk: at most what is owed, once, with a slip; and who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from events.enums import Role
from events.roles import GRANTS, Permission
from payments.enums import PaymentMethod
from payments.models import Payment
from payments.services import record_payment
from registrations.models import ParticipationCard
from tests.events.paper_reading import text_of
from tests.panel.conftest import House

Enter = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def body(**changes: Any) -> dict[str, Any]:
    return {"method": "cash", "amount": "1 200,00", "form_id": str(uuid4()), **changes}


def test_payment_is_taken_once_and_its_slip_offered(house: House, enter: Enter) -> None:
    card, client = house.card("Łoś"), enter("Franek")
    where, sent = house.address("take-payment", card.code, 1), body(method="terminal", due="1", state="x")
    shown = client.get(where).content.decode()
    answers = [client.post(where, sent) for _time in range(2)]

    payment = Payment.objects.get()
    assert 'value="1\u00a0200,00' in shown
    assert (payment.method, payment.amount, payment.recorded_by, payment.received_on) == (
        PaymentMethod.TERMINAL,
        120000,
        house.people["Franek"],
        timezone.localdate(),
    )
    assert {answer["Location"] for answer in answers} == {house.address("show-desk-person", card.code, 1) + "?then=s"}
    card.refresh_from_db()
    assert card.balance == 0
    page = client.get(answers[0]["Location"]).content.decode()
    assert house.address("print-slip", payment.uid) in page
    slip = client.get(house.address("print-slip", payment.uid))
    assert slip["Content-Type"] == "application/pdf"
    assert "1 200,00" in text_of(slip.content).replace("\u00a0", " ")
    assert "Franek" in text_of(slip.content)


def test_part_may_be_taken_but_not_more_than_is_owed(house: House, enter: Enter) -> None:
    card, client = house.card("Łoś"), enter("Franek")
    where = house.address("take-payment", card.code, 1)
    client.post(where, body(amount="200"))
    more = client.post(where, body(amount="1 000,01")).content.decode()

    assert list(Payment.objects.values_list("amount", flat=True)) == [20000]
    assert "więcej nie można tu przyjąć" in more
    assert "1\u00a0000,00" in more


@pytest.mark.parametrize("method", ["transfer", "online", "", "gold"])
def test_only_what_can_be_taken_by_hand_is_taken(house: House, enter: Enter, method: str) -> None:
    card = house.card("Łoś")
    answer = enter("Franek").post(house.address("take-payment", card.code, 1), body(method=method))

    assert answer.status_code == 200
    assert not Payment.objects.exists()


@pytest.mark.parametrize("amount", ["0", "-5", "abc", "", "99999999999"])
def test_amount_that_is_none_takes_nothing(house: House, enter: Enter, amount: str) -> None:
    card = house.card("Łoś")
    answer = enter("Franek").post(house.address("take-payment", card.code, 1), body(amount=amount))

    assert "error-summary" in answer.content.decode()
    assert not Payment.objects.exists()


def test_card_that_stands_no_more_takes_no_money_here(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    ParticipationCard.objects.update(state="expired", cancelled_at=timezone.now())
    enter("Franek").post(house.address("take-payment", card.code, 1), body())

    assert not Payment.objects.exists()


def test_slip_is_of_money_taken_by_hand_and_not_taken_back(house: House, enter: Enter) -> None:
    card, other = house.card("Łoś"), house.elsewhere_house().card("Obca")
    day = timezone.localdate() - timedelta(days=1)
    transfer = record_payment(card=card, method=PaymentMethod.TRANSFER, amount=100, received_on=day, by=None)
    foreign = record_payment(card=other, method=PaymentMethod.CASH, amount=100, received_on=day, by=None)
    client = enter("Franek")

    answers = [client.get(house.address("print-slip", one.uid)).status_code for one in (transfer, foreign)]

    assert answers == [404, 404]
    page = client.get(house.address("show-desk-person", card.code, 1)).content.decode()
    assert "print-slip" not in page
    assert "/slips/" not in page


def test_desk_is_worked_by_those_who_may(house: House, enter: Enter) -> None:
    assert [role for role in Role if Permission.WORK_DESK in GRANTS[role]] == [
        Role.OWNER,
        Role.ORGANISER,
        Role.FRONT_DESK,
    ]
    card = house.card("Łoś")
    pages = ("show-front-desk", ()), ("register-walk-in", ()), ("show-desk-person", (card.code, 1))
    for name, rest in pages:
        answers = {who: enter(who).get(house.address(name, *rest)).status_code for who in house.people}
        assert answers == {"Anna": 200, "Oskar": 200, "Franek": 200, "Tomasz": 403, "Ewa": 403, "Olga": 404}, name


def test_home_leads_the_front_desk_to_the_desk(house: House, enter: Enter) -> None:
    page = enter("Franek").get("/panel/").content.decode()

    assert house.address("show-front-desk") in page
