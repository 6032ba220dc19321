"""Whatever is done to cards and waiting lists, in whatever order, the invariants hold after each step."""

from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from events.models import PlacePool, ResignationFee
from events.services import NoPlaces
from registrations.enums import WaitingState
from registrations.invariants import broken
from registrations.models import Participant, ParticipationCard, WaitingEntry
from registrations.periodic import expire_unpaid, pass_on_offers, remind_unpaid
from registrations.services import (
    CardClosed,
    RegistrationClosed,
    TooLate,
    TurnClosed,
    add_participant,
    cancel_card,
    change_variant,
    decline_offer,
    leave_list,
    resign,
    settle_card,
    split_turn,
    take_offer,
)
from tests.factories.events import DiscountCodeFactory, days_ahead
from tests.registrations.changes import Event

PICK = st.integers(0, 40)
REFUSALS = (NoPlaces, CardClosed, TooLate, TurnClosed, RegistrationClosed)


class Cards(RuleBasedStateMachine):
    """Two pools, one of them shared by two variants; fees in steps, a discount, cards that expire."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.event = Event(beds=3, payment_days=7, expires_after_days=5, resignation_until=days_ahead(10))
        event = self.event
        event.day.pools.add(event.hotel, PlacePool.objects.create(conference=event.conference, name="Sala", size=4))
        ResignationFee.objects.create(conference=event.conference, until=days_ahead(30), percent=33)
        self.code = DiscountCodeFactory.create(conference=event.conference, percent=7, amount=None, limit=None)
        self.number = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def one(self, found: Iterable[object], pick: int) -> object | None:
        rows = list(found)
        return rows[pick % len(rows)] if rows else None

    def attempt(self, act: Callable[[], object]) -> None:
        with suppress(*REFUSALS):
            act()

    @rule(
        people=st.integers(1, 3), dear=st.booleans(), waits=st.booleans(), together=st.booleans(), cheap=st.booleans()
    )
    def submit(self, people: int, dear: bool, waits: bool, together: bool, cheap: bool) -> None:
        names = [f"Osoba{self.number + one}" for one in range(people)]
        self.number += people
        variant = self.event.full if dear else self.event.day
        discount = self.code if cheap else None
        self.attempt(
            lambda: self.event.card(*names, variant=variant, waits=waits, keeps_together=together, discount=discount)
        )

    @rule(pick=PICK, waits=st.booleans(), dear=st.booleans())
    def add(self, pick: int, waits: bool, dear: bool) -> None:
        card = self.one(ParticipationCard.objects.order_by("pk"), pick)
        self.number += 1
        variant = self.event.full if dear else self.event.day
        person = self.event.person(f"Osoba{self.number}", variant=variant, waits=waits)
        if isinstance(card, ParticipationCard):
            self.attempt(lambda: add_participant(card=card, person=person, by=None))

    @rule(pick=PICK, dear=st.booleans())
    def move(self, pick: int, dear: bool) -> None:
        person = self.one(Participant.objects.active().order_by("pk"), pick)
        variant = self.event.full if dear else self.event.day
        if isinstance(person, Participant):
            self.attempt(lambda: change_variant(participant=person, variant=variant, by=None))

    @rule(pick=PICK)
    def leave(self, pick: int) -> None:
        person = self.one(Participant.objects.order_by("pk"), pick)
        if isinstance(person, Participant):
            self.attempt(lambda: resign(participants=[person], by=None, reason=""))

    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        card = self.one(ParticipationCard.objects.order_by("pk"), pick)
        if isinstance(card, ParticipationCard):
            self.attempt(lambda: cancel_card(card=card, by=None, reason=""))

    @rule(pick=PICK, share=st.sampled_from([0, 1, 2, 3]))
    def pay(self, pick: int, share: int) -> None:
        card = self.one(ParticipationCard.objects.order_by("pk"), pick)
        if isinstance(card, ParticipationCard):
            settle_card(card=card, settled=card.due * share // 2, by=None)

    @rule(pick=PICK, act=st.sampled_from([take_offer, take_offer, decline_offer, leave_list, split_turn]))
    def answer(self, pick: int, act: Callable[..., object]) -> None:
        turn = self.one(WaitingEntry.objects.order_by("pk"), pick)
        if isinstance(turn, WaitingEntry):
            self.attempt(lambda: act(entry=turn))

    @rule()
    def pass_on(self) -> None:
        pass_on_offers()

    @precondition(lambda self: self.event.conference.clock_shift.days < 70)
    @rule(hours=st.sampled_from([1, 49, 24 * 4, 24 * 9]))
    def wait(self, hours: int) -> None:
        self.event.move_clock(hours=hours)
        pass_on_offers()
        expire_unpaid()
        remind_unpaid()

    @invariant()
    def nothing_is_broken(self) -> None:
        assert list(broken()) == []

    @invariant()
    def nobody_is_passed_over_for_long(self) -> None:
        """After the clock has run, no single turn waits while its place is free."""
        pass_on_offers()
        waiting = WaitingEntry.objects.filter(state=WaitingState.WAITING)
        before = waiting.count()
        pass_on_offers()
        assert waiting.count() == before


@pytest.mark.django_db
def test_invariants_hold_whatever_is_done() -> None:
    run_state_machine_as_test(
        Cards,
        settings=settings(
            max_examples=4,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
