from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from certificates.periodic import issue_due
from events.enums import Stage
from mailings.enums import LetterState
from mailings.models import Letter
from panel.selectors.dashboard import card_figures, parked_events, people_figures, registrations_curve
from payments.enums import EventOutcome, PaymentMethod
from payments.models import StripeEvent
from payments.services import record_payment
from registrations.models import Participant, ParticipationCard
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def parked(name: str, reference: str) -> StripeEvent:
    payload = {"id": name, "data": {"object": {"id": f"cs_{name}", "client_reference_id": reference}}}
    return StripeEvent.objects.create(
        event_id=name, kind="checkout.session.completed", payload=payload, outcome=EventOutcome.PARKED, reason="kwota"
    )


def pay(card: ParticipationCard, amount: int) -> None:
    record_payment(card=card, method=PaymentMethod.TRANSFER, amount=amount, received_on=timezone.localdate(), by=None)


def test_card_figures_sum_in_grosze(house: House) -> None:
    pay(house.card("Łoś"), 50000)
    pay(house.card("Ryś"), 120001)
    late = house.card("Ćma", "Lis")
    ParticipationCard.objects.filter(pk=late.pk).update(pay_by=timezone.localdate() - timedelta(days=1))
    house.elsewhere_house().card("Obca")

    figures = card_figures(house.conference)

    assert (figures.cards, figures.institutions) == (3, 1)
    assert (figures.owed, figures.received) == (480000, 170001)
    assert (figures.outstanding, figures.overpaid) == (310000, 1)
    assert figures.owed - figures.received == figures.outstanding - figures.overpaid
    assert (figures.overdue_cards, figures.overpaid_cards) == (1, 1)


def test_people_figures_and_curve_count_their_own_conference(house: House) -> None:
    card = house.card("Łoś", "Ryś")
    pay(card, card.due)
    house.card("Ćma")
    house.elsewhere_house().card("Obca")
    Participant.objects.filter(last_name="Łoś").update(arrived_at=timezone.now())

    people = people_figures(house.conference)
    curve = registrations_curve(house.conference)

    assert (people.people, people.paid, people.arrived, people.certified) == (3, 2, 1, 0)
    assert curve is not None
    assert curve.total == 3


def test_parked_events_of_others_are_not_told(house: House) -> None:
    own, foreign = house.card("Łoś"), house.elsewhere_house().card("Obca")
    parked("evt_own", own.code)
    parked("evt_foreign", foreign.code)
    StripeEvent.objects.create(event_id="evt_odd", kind="x", payload=["?"], outcome=EventOutcome.PARKED)

    found = parked_events(house.conference)

    assert [(one.event.event_id, one.card_code) for one in found] == [("evt_own", own.code)]


def test_dashboard_says_first_what_must_be_done(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    ParticipationCard.objects.filter(pk=card.pk).update(pay_by=timezone.localdate() - timedelta(days=3))
    Letter.objects.filter(reference=card.code).update(state=LetterState.FAILED)
    parked("evt_1", card.code)
    house.conference.registration_closes_at = timezone.now() + timedelta(days=2)
    house.conference.save()
    client = enter("Anna")

    page = client.get(house.address("show-dashboard")).content.decode()

    assert "karta po terminie wpłaty" in page
    assert "listu nie udało się wysłać" in page
    assert "evt_1: kwota" in page
    assert "Rejestracja kończy się" in page
    assert "Na dziś wszystko zrobione." not in page


def test_dashboard_with_nothing_to_do_says_so(house: House, enter: Enter) -> None:
    page = enter("Anna").get(house.address("show-dashboard")).content.decode()

    assert "Na dziś wszystko zrobione." in page
    assert '<svg class="chart"' not in page


def test_dashboard_keeps_money_from_an_editor(house: House, enter: Enter) -> None:
    house.card("Łoś")

    editor, treasurer = (
        enter(name).get(house.address("show-dashboard")).content.decode() for name in ("Ewa", "Tomasz")
    )

    assert "1\u00a0200,00" in treasurer
    assert "1\u00a0200,00" not in editor


def test_dashboard_asks_the_same_number_of_queries_for_one_and_three(house: House, enter: Enter) -> None:
    client = enter("Anna")
    counted = []
    for surname in ("Łoś", "Ryś", "Ćma"):
        house.card(surname)
        with CaptureQueriesContext(connection) as captured:
            client.get(house.address("show-dashboard"))
        counted.append(len(captured))

    assert counted == [15] * 3


def test_move_clock_changes_the_stage_and_tells_of_certificates(
    house: House,
    enter: Enter,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(issue_due, "delay", lambda: begun.append("certificates"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = enter("Oskar").post(house.address("move-clock"), {"to": "ended"}, follow=True)

    assert begun == ["certificates"]
    house.conference.refresh_from_db()
    assert house.conference.stage is Stage.ENDED
    assert "W ciągu minuty obecni otrzymają zaświadczenia." in answer.content.decode()


@pytest.mark.parametrize("to", ["", "yesterday", "ended\0"])
def test_move_clock_to_what_is_no_stage_is_not_found(house: House, enter: Enter, to: str) -> None:
    answer = enter("Oskar").post(house.address("move-clock"), {"to": to})

    house.conference.refresh_from_db()
    assert (answer.status_code, house.conference.clock_shift) == (404, timedelta())


def test_move_clock_outside_a_demonstration_is_not_found(house: House, enter: Enter, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]  # the fixture is pytest-django's

    answer = enter("Oskar").post(house.address("move-clock"), {"to": "ended"})

    house.conference.refresh_from_db()
    assert (answer.status_code, house.conference.clock_shift) == (404, timedelta())
    assert "Przesuń zegar" not in enter("Oskar").get(house.address("show-dashboard")).content.decode()
