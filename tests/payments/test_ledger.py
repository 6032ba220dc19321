"""Each line of the ledger of a card, word for word, and what it adds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone, translation

from accounts.models import User
from payments.enums import CheckoutState, DisputeState, PaymentMethod, RefundMethod, RefundState
from payments.gateway import ProviderRefund
from payments.models import Dispute, Payment, Refund, WriteOff
from payments.refund_moves import RefundClosed, apply_answer, move_refund
from payments.selectors.ledger import SAME_ACTION, Entry, ledger_of, nearest, standing_of, sums_agree
from payments.selectors.sums import open_checkouts, received_for, returned_for, settled_for, written_off_for
from payments.services import record_payment, reverse_payment, take_back_write_off, write_off
from registrations.enums import LineKind, Settlement
from registrations.models import CardLine, ParticipationCard
from tests.factories.accounts import UserFactory
from tests.factories.payments import CheckoutFactory, PaymentFactory, RefundFactory, WriteOffFactory
from tests.factories.registrations import CardFactory

pytestmark = pytest.mark.django_db

START = datetime(2027, 3, 1, 10, tzinfo=UTC)
BANK, OPERATOR, NOBODY = "payment operator or bank", "payment operator", "through the link, or automatically"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def treasurer() -> User:
    return UserFactory.create(name="Stefan Skarbnik")


@pytest.fixture
def card(clock: time_machine.Traveller) -> ParticipationCard:
    card = CardFactory.create(due=120_000)
    CardLine.objects.create(card=card, description="Wariant I", amount=120_000)
    clock.shift(timedelta(hours=1))
    return card


def pay(card: ParticipationCard, amount: int, by: User | None = None, title: str = "") -> Payment:
    made = record_payment(
        card=card, method=PaymentMethod.TRANSFER, amount=amount, received_on=timezone.localdate(), by=by, title=title
    )
    card.refresh_from_db()
    return made


def said(entry: Entry) -> tuple[str, str, str, str]:
    return entry.kind, entry.what.replace("\xa0", " "), entry.by, entry.why


def last(card: ParticipationCard) -> Entry:
    card.refresh_from_db()
    return ledger_of(card)[-1]


def test_line_is_told_with_who_wrote_it_and_why(
    card: ParticipationCard, treasurer: User, clock: time_machine.Traveller
) -> None:
    (first,) = ledger_of(card)
    assert said(first) == ("variant", "Wariant I", NOBODY, "")
    assert (first.at, first.due, first.settled, first.balance, first.tone) == (START, 120_000, 0, 120_000, "")

    clock.shift(timedelta(days=1))
    CardLine.objects.create(card=card, description="Opłata", amount=30_000, kind=LineKind.FEE)
    card._history_user, card._change_reason = treasurer, "po terminie"  # type: ignore[attr-defined]
    card.due = 150_000
    card.save()
    second = last(card)
    assert said(second) == ("fee", "Opłata", str(treasurer), "po terminie")
    assert (second.due, second.balance, second.tone) == (30_000, 150_000, "problem")


@pytest.mark.parametrize(
    ("kind", "tone"), [(LineKind.RESIGNATION, "info"), (LineKind.CHANGE, "info"), (LineKind.DISCOUNT, "")]
)
def test_line_has_the_tone_of_its_kind(card: ParticipationCard, kind: LineKind, tone: str) -> None:
    CardLine.objects.create(card=card, description="x", amount=-100, kind=kind)
    assert (last(card).tone, last(card).balance) == (tone, 119_900)


def test_change_of_the_same_moment_is_the_nearest_within_five_seconds() -> None:
    changes = [SimpleNamespace(history_date=START + timedelta(seconds=seconds)) for seconds in (-9, -4, 3, 5.5)]
    assert nearest(changes, START) is changes[2]
    assert nearest(changes[:2], START) is changes[1]
    assert nearest(changes[3:], START) is None
    assert nearest([SimpleNamespace(history_date=START - SAME_ACTION)], START) is not None
    assert nearest([], START) is None


def test_payment_and_its_taking_back(card: ParticipationCard, treasurer: User, clock: time_machine.Traveller) -> None:
    payment = pay(card, 70_000, title="Wpłata I")
    came = last(card)
    assert said(came) == ("payment", "Bank transfer", BANK, "Wpłata I")
    assert (came.due, came.settled, came.balance, came.tone, came.payment) == (0, 70_000, 50_000, "settled", payment)

    clock.shift(timedelta(hours=1))
    back = reverse_payment(payment=payment, by=treasurer, reason="Pomyłka")
    taken = last(card)
    assert said(taken) == ("taken back", "Bank transfer, taken back", str(treasurer), "Pomyłka")
    assert (taken.settled, taken.balance, taken.tone, taken.payment) == (-70_000, 120_000, "problem", back)
    assert sums_agree(card, ledger_of(card))


def test_payment_recorded_by_a_person_names_them(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 120_000, by=treasurer)
    assert last(card).by == str(treasurer)


STEPS = {
    RefundState.DECIDED: ("Refund of 300,00 zł decided (bank transfer)", 0, "waiting"),
    RefundState.SENT: ("Refund of 300,00 zł is on its way (bank transfer)", 0, "waiting"),
    RefundState.DONE: ("Refund of 300,00 zł returned (bank transfer)", -30_000, "info"),
    RefundState.FAILED: ("Refund of 300,00 zł did not succeed (bank transfer)", 0, "problem"),
    RefundState.CANCELLED: ("Refund of 300,00 zł called off (bank transfer)", 0, "waiting"),
}


@pytest.mark.parametrize(
    "path",
    [
        (RefundState.SENT, RefundState.DONE),
        (RefundState.DONE,),
        (RefundState.FAILED,),
        (RefundState.SENT, RefundState.FAILED),
        (RefundState.CANCELLED,),
    ],
)
def test_each_step_of_a_refund_is_told(
    card: ParticipationCard, treasurer: User, clock: time_machine.Traveller, path: tuple[RefundState, ...]
) -> None:
    pay(card, 150_000)
    refund = RefundFactory.create(card=card, amount=30_000, reason="za dużo")
    for state in path:
        clock.shift(timedelta(minutes=1))
        move_refund(refund=refund, to=state, by=treasurer, failure="zły rachunek" if state == "failed" else "")
    told = [one for one in ledger_of(card) if one.kind == "refund"]
    assert [(one.what.replace("\xa0", " "), one.settled, one.tone) for one in told] == [
        STEPS[state] for state in (RefundState.DECIDED, *path)
    ]
    assert [one.by for one in told] == [BANK, *[str(treasurer)] * len(path)]
    assert told[-1].why == ("zły rachunek" if path[-1] == RefundState.FAILED else "za dużo")
    assert told[0].why == "za dużo"
    card.refresh_from_db()
    assert sums_agree(card, ledger_of(card))


def test_refund_that_came_back_is_told_with_its_money(card: ParticipationCard, clock: time_machine.Traveller) -> None:
    pay(card, 150_000)
    refund = RefundFactory.create(card=card, amount=30_000)
    other = RefundFactory.create(card=card, amount=100)
    for state in (RefundState.DONE, RefundState.FAILED):
        clock.shift(timedelta(minutes=1))
        move_refund(refund=refund, to=state, by=None, failure="wrócił")
    came = last(card)
    assert said(came) == ("refund", "Refund of 300,00 zł came back (bank transfer)", BANK, "wrócił")
    assert (came.settled, came.balance, came.tone) == (30_000, -30_000, "problem")
    assert Refund.objects.get(pk=other.pk).state == RefundState.DECIDED


def test_record_that_changes_no_state_is_no_entry(card: ParticipationCard) -> None:
    refund = RefundFactory.create(card=card)
    refund.title = "Zwrot nadpłaty"
    refund.save()
    assert [one.kind for one in ledger_of(card)] == ["variant", "refund"]


def test_refund_of_a_lost_dispute_says_so(card: ParticipationCard) -> None:
    payment = pay(card, 120_000)
    refund = RefundFactory.create(card=card, payment=payment, amount=120_000, method=RefundMethod.DISPUTE)
    assert last(card).what.replace("\xa0", " ") == "Refund of 1 200,00 zł: taken by the payer’s bank"
    assert refund.card == card


def test_difference_given_up_kept_and_taken_back(
    card: ParticipationCard, treasurer: User, clock: time_machine.Traveller
) -> None:
    pay(card, 119_950)
    clock.shift(timedelta(minutes=1))
    given_up = write_off(card=card, reason="Prowizja", key="k", by=treasurer)
    one = last(card)
    assert said(one) == ("difference", "Difference given up", str(treasurer), "Prowizja")
    assert (one.settled, one.balance, one.tone, one.write_off) == (50, 0, "info", given_up)
    clock.shift(timedelta(minutes=1))
    take_back_write_off(given_up=given_up, reason="Wpłynęło", by=treasurer)
    assert said(last(card)) == ("difference", "Taken back", str(treasurer), "Wpłynęło")
    clock.shift(timedelta(minutes=1))
    WriteOffFactory.create(card=card, amount=-50, reason="Za zgodą")
    assert said(last(card)) == ("difference", "Difference kept", "", "Za zgodą")


@pytest.mark.parametrize(
    ("state", "said_then"),
    [
        (DisputeState.WON, "The dispute over 1 200,00 zł was settled for us"),
        (DisputeState.LOST, "The dispute over 1 200,00 zł was lost"),
    ],
)
def test_dispute_is_told_when_opened_and_when_closed(
    card: ParticipationCard, clock: time_machine.Traveller, state: DisputeState, said_then: str
) -> None:
    payment = pay(card, 120_000)
    Dispute.objects.create(payment=PaymentFactory.create(), provider_ref="other", amount=1)
    clock.shift(timedelta(hours=1))
    dispute = Dispute.objects.create(payment=payment, provider_ref="dp", amount=120_000, reason="fraudulent")
    opened = last(card)
    assert said(opened) == ("dispute", "The payer’s bank asks for 1 200,00 zł back", OPERATOR, "fraudulent")
    assert (opened.at, opened.tone, opened.settled) == (dispute.opened_at, "problem", 0)
    dispute.state, dispute.closed_at = state, timezone.now() + timedelta(days=1)
    dispute.save()
    closed = last(card)
    assert said(closed) == ("dispute", said_then, OPERATOR, "")
    assert (closed.at, closed.tone) == (dispute.closed_at, "info")


def test_entries_stand_in_the_order_of_time(card: ParticipationCard, clock: time_machine.Traveller) -> None:
    pay(card, 100)
    CardLine.objects.create(card=card, description="Wcześniej", amount=5, written_at=START - timedelta(days=1))
    assert [(one.due, one.settled, one.balance) for one in ledger_of(card)] == [
        (5, 0, 5),
        (120_000, 0, 120_005),
        (0, 100, 119_905),
    ]


def test_sums_that_differ_from_the_card_are_seen() -> None:
    card = ParticipationCard(due=100, settled=40)
    right = [Entry(at=START, kind="", what="", due=100), Entry(at=START, kind="", what="", settled=40)]
    assert sums_agree(card, iter(right))
    assert not sums_agree(card, right[:1])
    assert not sums_agree(card, right[1:])


@pytest.mark.parametrize(
    ("settled", "days", "overdue", "late"),
    [(0, 0, None, 0), (0, 1, 1, 1), (50_000, 5, 1, 5), (120_000, 5, None, 0), (130_000, 5, None, 0)],
)
def test_card_is_overdue_from_the_day_after_its_day_of_payment(
    card: ParticipationCard, settled: int, days: int, overdue: int | None, late: int
) -> None:
    today = card.conference.today()
    card.settled, card.pay_by = settled, today - timedelta(days=days)
    standing = standing_of(card)
    since = None if overdue is None else card.pay_by + timedelta(days=overdue)
    assert (standing.settlement, standing.overdue_since, standing.days_late) == (card.settlement, since, late)


def test_sums_are_of_this_card_alone_and_of_what_is_done(card: ParticipationCard) -> None:
    assert (received_for(card), returned_for(card), written_off_for(card), settled_for(card)) == (0, 0, 0, 0)
    for one in (card, CardFactory.create()):
        PaymentFactory.create(card=one, amount=1_000)
        mistaken = PaymentFactory.create(card=one, amount=300)
        PaymentFactory.create(card=one, amount=-300, reverses=mistaken)
        RefundFactory.create(card=one, amount=70)
        RefundFactory.create(card=one, amount=200, state=RefundState.DONE, done_at=timezone.now())
        WriteOffFactory.create(card=one, amount=5)
    assert (received_for(card), returned_for(card), written_off_for(card), settled_for(card)) == (1_000, 200, 5, 805)


def test_open_pages_are_those_that_have_not_run_out(card: ParticipationCard) -> None:
    later = timezone.now() + timedelta(hours=1)
    first, second = (CheckoutFactory.create(card=card, expires_at=later) for _number in range(2))
    CheckoutFactory.create(card=card, expires_at=timezone.now())
    CheckoutFactory.create(card=card, expires_at=later, state=CheckoutState.EXPIRED)
    CheckoutFactory.create(expires_at=later)
    assert {one.pk for one in open_checkouts(card)} == {first.pk, second.pk}


ENDS = {RefundState.FAILED, RefundState.CANCELLED}


@pytest.mark.parametrize("start", RefundState)
@pytest.mark.parametrize("to", RefundState)
def test_refund_moves_only_forward(
    card: ParticipationCard, treasurer: User, start: RefundState, to: RefundState
) -> None:
    moments = {"done_at": START} if start == RefundState.DONE else {"ended_at": START} if start in ENDS else {}
    refund = RefundFactory.create(card=card, state=start, provider_ref=None, **moments)
    order = list(RefundState)
    allowed = start not in ENDS and (order.index(to) > order.index(start))
    at = START + timedelta(days=9)
    if not allowed and start != to:
        with pytest.raises(RefundClosed):
            move_refund(refund=refund, to=to, by=treasurer)
        assert Refund.objects.get().state == start
        return
    moved = move_refund(refund=refund, to=to, by=treasurer, reason="bo tak", at=at, provider_ref="re_1", failure="źle")
    assert (moved, moved.state) == (refund, to)
    if start == to:
        assert (Refund.history.count(), moved.provider_ref) == (1, None)
        return
    field = {RefundState.SENT: "sent_at", RefundState.DONE: "done_at"}.get(to, "ended_at")
    kept = Refund.objects.get()
    assert (getattr(kept, field), kept.provider_ref, kept.failure) == (at, "re_1", "źle")
    record = kept.history.first()
    assert (record.history_user, record.history_change_reason) == (treasurer, "bo tak")
    card.refresh_from_db()
    assert card.settled == (-10_000 if to == RefundState.DONE else 0)


def test_refund_keeps_its_first_name_and_failure_and_the_moment_of_now(card: ParticipationCard) -> None:
    refund = RefundFactory.create(card=card, provider_ref="re_1", failure="pierwszy")
    moved = move_refund(refund=refund, to=RefundState.FAILED, by=None, provider_ref="re_2")
    assert (moved.provider_ref, moved.failure, moved.ended_at) == ("re_1", "pierwszy", timezone.now())
    other = RefundFactory.create(card=card)
    assert move_refund(refund=other, to=RefundState.FAILED, by=None, failure="x" * 300).failure == "x" * 200


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", RefundState.SENT),
        ("requires_action", RefundState.SENT),
        ("succeeded", RefundState.DONE),
        ("failed", RefundState.FAILED),
        ("canceled", RefundState.CANCELLED),
        ("of a later version", RefundState.SENT),
    ],
)
def test_answer_of_the_operator_moves_the_refund(card: ParticipationCard, status: str, state: RefundState) -> None:
    refund = RefundFactory.create(card=card, provider_ref=None)
    answer = ProviderRefund(
        id="re_1", payment_intent="pi_1", amount=10_000, currency="PLN", status=status, failure="why", metadata={}
    )
    moved = apply_answer(refund=refund, answer=answer)
    assert (moved.state, moved.provider_ref, moved.failure) == (state, "re_1", "why")
    assert moved.history.first().history_user is None


def test_answer_that_comes_late_changes_nothing_back(card: ParticipationCard) -> None:
    refund = RefundFactory.create(card=card, state=RefundState.DONE, done_at=START)
    answer = ProviderRefund(
        id="re_1", payment_intent="pi_1", amount=10_000, currency="PLN", status="pending", failure="", metadata={}
    )
    assert apply_answer(refund=refund, answer=answer).state == RefundState.DONE


def test_write_offs_are_of_the_card_and_of_whoever_records_them(card: ParticipationCard, treasurer: User) -> None:
    ParticipationCard.objects.filter(pk=card.pk).update(currency="EUR")
    RefundFactory.create(card=card, amount=100)
    PaymentFactory.create(card=card, amount=120_130)
    card.refresh_from_db()
    card.settled = 120_130
    card.save()
    kept = write_off(card=card, reason="Za zgodą", key="k", by=treasurer)
    # What is on its way back already is not kept.
    assert (kept.amount, kept.currency, kept.recorded_by, kept.reason, kept.key) == (
        -30,
        "EUR",
        treasurer,
        "Za zgodą",
        "k",
    )
    back = take_back_write_off(given_up=kept, reason="Jednak nie", by=treasurer)
    assert (back.amount, back.reverses, back.card, back.reason) == (30, kept, card, "Jednak nie")
    assert back.key == f"back:{kept.uid}"
    assert card.history.first().history_user == treasurer
    assert WriteOff.objects.count() == 2
    assert Settlement(ParticipationCard.objects.get(pk=card.pk).settlement) == Settlement.OVERPAID
