"""F8, F9: the process dies at any statement of the pay path; told again, everything ends as if it had not."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction

from mailings.models import Letter
from payments import invariants as of_payments
from payments.gateway import GatewayEvent, gateway_from_settings
from payments.models import Payment, StripeEvent
from payments.services import take_event
from registrations import invariants as of_registrations
from registrations.models import AccessLink, ParticipationCard
from registrations.services import submit_card
from tests.factories.events import ConferenceFactory, VariantFactory
from tests.factories.payments import CheckoutFactory
from tests.factories.registrations import card_input, participant_input
from tests.payments.events import event_json, session_json, signature


class Killed(BaseException):
    """Not an Exception: nothing on the way may catch it and go on."""


class Failpoint:
    """Lets so many statements through, does one more and kills, which is before the one that follows."""

    def __init__(self, statements: int) -> None:
        self.left, self.reached = statements, False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return execute(sql, params, many, context)
        self.left -= 1
        if self.left >= 0:
            return execute(sql, params, many, context)
        self.reached = True
        execute(sql, params, many, context)
        raise Killed


def event_for_new_card() -> tuple[GatewayEvent, ParticipationCard]:
    conference = ConferenceFactory.create()
    variant = VariantFactory.create(conference=conference)
    people = [participant_input(variant), participant_input(variant)]
    card = submit_card(conference=conference, data=card_input(conference, *people), texts=[])
    checkout = CheckoutFactory.create(card=card, amount=card.due)
    body = event_json("evt_1", "checkout.session.completed", session_json(checkout))
    return gateway_from_settings().read_event(body, signature(body)), card


def end_state(card: ParticipationCard) -> dict[str, Any]:
    card.refresh_from_db()
    return {
        "settled": card.settled,
        "payments": [payment.amount for payment in Payment.objects.all()],
        "events": list(StripeEvent.objects.values_list("event_id", "outcome", "reason")),
        "checkouts": list(card.checkouts.values_list("state", flat=True)),
        "letters": sorted(Letter.objects.values_list("kind", flat=True)),
        "links": AccessLink.objects.filter(revoked_at__isnull=True).count(),
        "history": list(card.history.values_list("settled", flat=True)),
        "broken": [*of_payments.broken(), *of_registrations.broken()],
    }


def undisturbed(event: GatewayEvent, card: ParticipationCard) -> dict[str, Any]:
    with transaction.atomic():
        take_event(event=event)
        state = end_state(card)
        transaction.set_rollback(True)
    return state


def killed_at(
    statement: int, event: GatewayEvent, card: ParticipationCard
) -> tuple[bool, dict[str, Any], dict[str, Any]]:
    """Whether death came at all, what it left behind, and what there is once the event was told twice more."""
    with transaction.atomic():
        failpoint = Failpoint(statement)
        with suppress(Killed), connection.execute_wrapper(failpoint):
            take_event(event=event)
        left = end_state(card)
        for _ in range(2):
            take_event(event=event)
        found = end_state(card)
        transaction.set_rollback(True)
    return failpoint.reached, left, found


@pytest.mark.django_db
def test_payment_survives_a_death_at_every_statement() -> None:
    event, card = event_for_new_card()
    expected, deaths = undisturbed(event, card), 0
    assert (len(expected["payments"]), expected["broken"]) == (1, [])
    assert expected["letters"].count("badge_ready") == 2
    while True:
        died, left, found = killed_at(deaths, event, card)
        assert found == expected, deaths
        assert left["broken"] == [], deaths
        # Money, checkout and letters: all of it was written, or nothing.
        if left["payments"]:
            assert left == expected, deaths
        else:
            assert (left["settled"], left["checkouts"]) == (0, ["open"]), deaths
            assert "badge_ready" not in left["letters"], deaths
        if not died:
            break
        deaths += 1
    assert deaths > 15
