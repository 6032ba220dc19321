"""Rows 10 and 14 of the hostile list at the pages where one pays.

Rows 11 to 13 are in test_api.py, the secrets that a start refuses in tests/config/test_settings.py, and row 15 in
tests/registrations/test_last_places.py, on both databases with a negative control.
"""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from payments.gateway import StripeGateway
from payments.models import Checkout, Payment
from payments.standin.server import Standin
from registrations.models import ParticipationCard
from registrations.services import link_for_card
from tests.factories.registrations import CardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(settings: Settings) -> ParticipationCard:
    settings.STRIPE_SECRET_KEY = "sk_test_of_the_tests"
    return CardFactory.create(due=120_000)


@pytest.mark.parametrize(
    "posted",
    [
        {"amount": "1"},
        {"amount": "-1", "quantity": "0"},
        {"amount": "1e3", "quantity": "1e9", "currency": "eur"},
        {"unit_amount": "0.1", "line_items[0][quantity]": "99"},
        {"card": "2", "client_reference_id": "KUAAAAAAAA", "session_id": "cs_1"},
    ],
)
def test_what_is_paid_is_counted_by_us_whatever_is_posted(
    client: Client, card: ParticipationCard, standin: Standin, standin_gateway: StripeGateway, posted: dict[str, Any]
) -> None:
    token = link_for_card(card=card).token

    answer = client.post(f"/cards/{token}/pay/", posted)

    checkout = Checkout.objects.get()
    assert answer["Location"] == checkout.url
    session = standin_gateway.retrieve_checkout(str(checkout.session_id))
    assert (session.amount, session.currency, session.reference) == (120_000, "PLN", card.code)


@pytest.mark.parametrize("query", ["", "?session_id=cs_test_1", "?session_id={CHECKOUT_SESSION_ID}", "?paid=true"])
def test_page_of_return_opened_by_hand_settles_nothing(client: Client, card: ParticipationCard, query: str) -> None:
    token = link_for_card(card=card).token
    answer = client.get(f"/cards/{token}/paid/{query}")
    card.refresh_from_db()
    assert (answer.status_code, card.settled, Payment.objects.count()) == (200, 0, 0)
    assert answer.headers["Refresh"] == "3"
