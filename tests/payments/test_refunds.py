"""Money given back, differences given up, and the ledger that tells of both."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from mailings.models import Letter
from payments.enums import FileEncoding, FileFormat, PaymentMethod, RefundMethod, RefundState
from payments.invariants import broken
from payments.models import Payment, Refund
from payments.selectors import owed_back
from payments.selectors.ledger import ledger_of, sums_agree
from payments.selectors.refunds import cards_owed_back, known_accounts
from payments.services import (
    NoDifference,
    NothingToSend,
    PaymentReturned,
    Recipient,
    RefundClosed,
    TooMuch,
    WriteOffReversed,
    cancel_refund,
    decide_refund,
    make_refund_file,
    mark_refund_done,
    mark_refund_failed,
    record_payment,
    reverse_payment,
    take_back_write_off,
    write_off,
)
from registrations.models import CardLine, ParticipationCard
from tests.factories.accounts import UserFactory
from tests.factories.events import VariantFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db

ACCOUNT = "61109010140000071219812874"
WHERE = Recipient(name="MOPS Radomsko", account=ACCOUNT, title="Zwrot")


@pytest.fixture
def treasurer() -> User:
    return UserFactory.create()


@pytest.fixture
def card() -> ParticipationCard:
    """1 200 zł due; nothing has come."""
    card = CardFactory.create(due=120_000, conference__association__bank_account=ACCOUNT)
    person = ParticipantFactory.create(card=card, variant=VariantFactory.create(conference=card.conference))
    CardLine.objects.create(card=card, participant=person, description="Wariant", amount=120_000)
    return card


def pay(card: ParticipationCard, amount: int, method: PaymentMethod = PaymentMethod.TRANSFER) -> Payment:
    made = record_payment(card=card, method=method, amount=amount, received_on=timezone.localdate(), by=None)
    card.refresh_from_db()
    return made


def decide(card: ParticipationCard, amount: int, by: User, key: str = "k", **more: object) -> Refund:
    values: dict[str, object] = {"method": RefundMethod.TRANSFER, "recipient": WHERE, "reason": "za dużo", **more}
    refund = decide_refund(card=card, amount=amount, key=key, by=by, **values)  # type: ignore[arg-type]
    card.refresh_from_db()
    return refund


def test_refund_counts_only_once_it_is_done(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 150_000)
    refund = decide(card, 30_000, treasurer)
    assert (card.settled, owed_back(card)) == (150_000, 0)

    for _ in range(2):
        mark_refund_done(refund=refund, by=treasurer)

    card.refresh_from_db()
    assert (card.settled, card.settlement, owed_back(card)) == (120_000, "paid", 0)
    assert list(broken()) == []


def test_refund_that_came_back_is_owed_again(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 150_000)
    refund = decide(card, 30_000, treasurer)
    mark_refund_done(refund=refund, by=None, bank_ref="bank:1")

    mark_refund_failed(refund=refund, by=treasurer, why="Zły rachunek")

    card.refresh_from_db()
    assert (card.settled, owed_back(card)) == (150_000, 30_000)
    with pytest.raises(RefundClosed):
        mark_refund_done(refund=refund, by=treasurer)
    assert list(broken()) == []
    assert sums_agree(card, ledger_of(card))


@pytest.mark.parametrize("amount", [0, 30_001, 150_000])
def test_refund_of_more_than_is_owed_back_is_refused(card: ParticipationCard, treasurer: User, amount: int) -> None:
    pay(card, 150_000)
    with pytest.raises(TooMuch):
        decide(card, amount, treasurer)
    assert Refund.objects.count() == 0


def test_refund_decided_by_a_second_click_is_the_first_ones(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 180_000)
    assert decide(card, 20_000, treasurer) == decide(card, 20_000, treasurer)
    assert owed_back(card) == 40_000
    decide(card, 40_000, treasurer, key="other")
    assert owed_back(card) == 0


def test_refund_that_was_called_off_leaves_the_money_owed(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 150_000)
    refund = decide(card, 30_000, treasurer)

    for _ in range(2):
        cancel_refund(refund=refund, by=treasurer, why="Pomyłka")

    assert owed_back(card) == 30_000
    with pytest.raises(RefundClosed):
        mark_refund_done(refund=refund, by=treasurer)
    assert [one.pk for one in cards_owed_back(card.conference)] == [card.pk]


def test_refund_in_cash_is_done_at_once(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 150_000)
    refund = decide(card, 10_000, treasurer, method=RefundMethod.CASH, recipient=None)
    assert (refund.state, card.settled) == (RefundState.DONE, 140_000)
    with pytest.raises(RefundClosed):
        cancel_refund(refund=refund, by=treasurer, why="Za późno")


def test_refund_of_a_transfer_cannot_go_through_the_operator(card: ParticipationCard, treasurer: User) -> None:
    payment = pay(card, 150_000)
    for chosen in (payment, None):
        with pytest.raises(ValidationError):
            decide(card, 100, treasurer, method=RefundMethod.STRIPE, payment=chosen, recipient=None)
    strange = pay(CardFactory.create(due=100), 200)
    with pytest.raises(ValidationError):
        decide(card, 100, treasurer, payment=strange)


@pytest.mark.parametrize("account", ["", "61109010140000071219812875", "PL61", "6110901014000007121981287=1"])
def test_refund_by_transfer_needs_a_right_account(card: ParticipationCard, treasurer: User, account: str) -> None:
    pay(card, 150_000)
    with pytest.raises(ValidationError):
        decide(card, 100, treasurer, recipient=Recipient(name="MOPS", account=account, title="Zwrot"))


def test_payment_that_was_returned_cannot_be_taken_back(card: ParticipationCard, treasurer: User) -> None:
    payment = pay(card, 150_000)
    refund = decide(card, 30_000, treasurer, payment=payment)
    with pytest.raises(PaymentReturned):
        reverse_payment(payment=payment, by=treasurer, reason="Pomyłka")
    cancel_refund(refund=refund, by=treasurer, why="Pomyłka")
    reverse_payment(payment=payment, by=treasurer, reason="Pomyłka")
    card.refresh_from_db()
    assert card.settled == 0


def test_accounts_used_before_are_known_to_the_institution(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 150_000)
    decide(card, 10_000, treasurer)
    decide(card, 10_000, treasurer, key="second")
    again = CardFactory.create(institution=card.institution, conference=card.conference)
    assert [(one.account, one.holder) for one in known_accounts(again)] == [(ACCOUNT, "MOPS Radomsko")]
    assert known_accounts(CardFactory.create()) == []


def test_small_difference_is_given_up_and_taken_back(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 119_950)
    given_up = write_off(card=card, reason="Prowizja banku", key="k", by=treasurer)
    assert write_off(card=card, reason="Prowizja banku", key="k", by=treasurer) == given_up
    card.refresh_from_db()
    assert (card.due, card.settled, card.settlement, given_up.amount) == (120_000, 120_000, "paid", 50)
    assert Letter.objects.filter(kind="card_paid").count() == 1
    with pytest.raises(NoDifference):
        write_off(card=card, reason="Jeszcze", key="other", by=treasurer)

    back = take_back_write_off(given_up=given_up, reason="Wpłynęło", by=treasurer)

    card.refresh_from_db()
    assert (card.settled, back.amount) == (119_950, -50)
    for one in (given_up, back):
        with pytest.raises(WriteOffReversed):
            take_back_write_off(given_up=one, reason="Znowu", by=treasurer)
    assert list(broken()) == []
    assert sums_agree(card, ledger_of(card))


def test_what_came_too_much_by_a_little_may_stay(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 120_100)
    assert write_off(card=card, reason="Za zgodą", key="k", by=treasurer).amount == -100
    card.refresh_from_db()
    assert (card.settled, owed_back(card)) == (120_000, 0)


def test_large_difference_is_not_given_up(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 114_999)
    with pytest.raises(ValidationError):
        write_off(card=card, reason="Nie zapłacą", key="k", by=treasurer)
    card.refresh_from_db()
    assert card.settled == 114_999


def test_second_payment_is_told_by_one_letter(card: ParticipationCard) -> None:
    pay(card, 120_000)
    pay(card, 120_000)
    assert sorted(Letter.objects.values_list("kind", flat=True)) == ["badge_ready", "card_paid", "paid_twice"]
    assert owed_back(card) == 120_000


def test_ledger_tells_everything_in_its_order_with_who_and_why(card: ParticipationCard, treasurer: User) -> None:
    payment = pay(card, 150_000, PaymentMethod.CASH)
    refund = decide(card, 30_000, treasurer, payment=payment)
    mark_refund_done(refund=refund, by=treasurer)

    card.refresh_from_db()
    entries = ledger_of(card)

    assert [(one.due, one.settled, one.balance) for one in entries] == [
        (120_000, 0, 120_000),
        (0, 150_000, -30_000),
        (0, 0, -30_000),
        (0, -30_000, 0),
    ]
    assert [one.by for one in entries[2:]] == [str(treasurer)] * 2
    assert entries[2].why == "za dużo"
    assert sums_agree(card, entries)


def test_ledger_takes_the_same_queries_for_any_card(
    card: ParticipationCard, treasurer: User, django_assert_num_queries: object
) -> None:
    for count in (1, 3):
        for number in range(count):
            pay(card, 50_000)
            write_off_key = f"{count}-{number}"
            if owed_back(card):
                decide(card, 100, treasurer, key=write_off_key)
        with django_assert_num_queries(6):  # type: ignore[operator]
            ledger_of(card)


def test_file_holds_decided_transfers_once(card: ParticipationCard, treasurer: User) -> None:
    pay(card, 150_000)
    refund = decide(card, 30_000, treasurer)

    def make(key: str) -> object:
        return make_refund_file(
            conference=card.conference,
            format=FileFormat.ELIXIR,
            encoding=FileEncoding.CP1250,
            pay_on=timezone.localdate(),
            key=key,
            by=treasurer,
        )

    assert make("one") == make("one")
    refund.refresh_from_db()
    assert (refund.state, refund.file is not None) == (RefundState.SENT, True)
    with pytest.raises(NothingToSend):
        make("two")
