from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from events.models import Association, Conference
from payments.enums import TransferState
from payments.invariants import broken
from payments.models import BankTransaction, PayerAccount, Payment
from payments.services import reverse_payment
from payments.statements.deciding import Decision, Refused, set_aside, settle_certain, settle_transfer, undo
from payments.statements.matching import Share
from registrations.models import CardLine, ParticipationCard
from tests.factories.accounts import UserFactory
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory
from tests.factories.statements import BankAccountFactory, BankTransactionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    return ConferenceFactory.create()


@pytest.fixture
def ours(conference: Conference) -> Association:
    return conference.association


@pytest.fixture
def treasurer() -> User:
    return UserFactory.create()


def card_that_owes(conference: Conference, due: int) -> ParticipationCard:
    card = CardFactory.create(conference=conference, due=due)
    CardLine.objects.create(card=card, description="Wariant", amount=due)
    return card


def transfer(ours: Association, **values: object) -> BankTransaction:
    account = ours.bank_accounts.first() or BankAccountFactory.create(association=ours)
    return BankTransactionFactory.create(account=account, **values)


def decide(*shares: tuple[ParticipationCard, int], seen: int = 0) -> Decision:
    return Decision(tuple(Share(card.code, amount) for card, amount in shares), seen)


def is_whole() -> bool:
    return not list(broken())


def test_a_title_with_the_code_settles_at_once_and_the_payer_is_remembered(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    card = card_that_owes(conference, 120_000)
    came = transfer(ours, title=f"konferencja {card.code.lower()}")
    assert settle_certain(association=ours, by=treasurer) == 1

    came.refresh_from_db()
    card.refresh_from_db()
    assert (came.state, came.is_certain, came.why) == (TransferState.SETTLED, True, "code,amount")
    assert card.balance == 0
    payment = card.payments.get()
    assert (payment.amount, payment.transaction, payment.received_on) == (120_000, came, came.booked_on)
    assert PayerAccount.objects.get().institution == card.institution
    assert settle_certain(association=ours, by=treasurer) == 0
    assert is_whole()


def test_the_second_transfer_for_a_paid_card_waits(conference: Conference, ours: Association, treasurer: User) -> None:
    card = card_that_owes(conference, 120_000)
    first, second = (transfer(ours, title=card.code) for _ in range(2))
    assert settle_certain(association=ours, by=treasurer) == 1

    states = BankTransaction.objects.order_by("pk").values_list("pk", "state")
    assert list(states) == [(first.pk, TransferState.SETTLED), (second.pk, TransferState.WAITING)]


def test_a_card_is_not_reminded_while_a_transfer_for_it_waits(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    paid, other = card_that_owes(conference, 120_000), card_that_owes(conference, 120_000)
    first = transfer(ours, title=f"{paid.code} rata", amount=50_000)
    second = transfer(ours, title=f"{other.code} rata", amount=50_000)
    assert settle_certain(association=ours, by=treasurer) == 0
    assert expected() == {paid.code, other.code}

    settle_transfer(transfer=first, decision=decide((paid, 50_000)), by=treasurer)
    assert expected() == {other.code}
    set_aside(transfer=second, by=treasurer)
    assert expected() == set()


def expected() -> set[str]:
    return set(ParticipationCard.objects.filter(payment_noted_at__isnull=False).values_list("code", flat=True))


def test_a_certain_one_is_refused_when_the_card_owes_another_sum(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    card = card_that_owes(conference, 130_000)
    came = transfer(ours)
    sure = Decision((Share(card.code, 120_000),), 0, is_certain=True)
    with pytest.raises(Refused):
        settle_transfer(transfer=came, decision=sure, by=treasurer)
    assert not Payment.objects.exists()


def test_one_transfer_is_split_over_cards_of_two_conferences(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    one = card_that_owes(conference, 70_000)
    other = card_that_owes(ConferenceFactory.create(association=ours), 60_000)
    came = transfer(ours)

    settle_transfer(transfer=came, decision=decide((one, 70_000), (other, 30_000)), by=treasurer)
    came.refresh_from_db()
    assert (came.state, came.allocated, came.rest) == (TransferState.WAITING, 100_000, 20_000)
    settle_transfer(transfer=came, decision=decide((other, 20_000), seen=100_000), by=treasurer)
    came.refresh_from_db()
    other.refresh_from_db()
    assert (came.state, came.rest, other.balance) == (TransferState.SETTLED, 0, 10_000)
    assert is_whole()


def test_a_second_click_allocates_nothing_twice(conference: Conference, ours: Association, treasurer: User) -> None:
    card = card_that_owes(conference, 40_000)
    came = transfer(ours)
    settle_transfer(transfer=came, decision=decide((card, 40_000)), by=treasurer)
    with pytest.raises(Refused):
        settle_transfer(transfer=came, decision=decide((card, 40_000)), by=treasurer)
    assert card.payments.count() == 1


def test_more_than_came_another_house_and_zero_are_refused(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    card = card_that_owes(conference, 500_000)
    strange = card_that_owes(ConferenceFactory.create(), 120_000)
    came = transfer(ours)
    for shares in ([(card, 120_001)], [(strange, 120_000)], [(card, 0)], [(card, -5)], [], [(card, 50), (card, 50)]):
        with pytest.raises(Refused):
            settle_transfer(transfer=came, decision=decide(*shares), by=treasurer)
    assert not Payment.objects.exists()


def test_undone_it_waits_and_is_not_settled_by_itself_again(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    card = card_that_owes(conference, 120_000)
    came = transfer(ours, title=card.code)
    settle_certain(association=ours, by=treasurer)
    undo(transfer=came, by=treasurer)

    came.refresh_from_db()
    card.refresh_from_db()
    assert (came.state, came.allocated, card.balance) == (TransferState.WAITING, 0, 120_000)
    assert not PayerAccount.objects.exists()
    assert settle_certain(association=ours, by=treasurer) == 0
    settle_transfer(transfer=came, decision=decide((card, 120_000)), by=treasurer)
    card.refresh_from_db()
    assert (card.balance, card.payments.count()) == (0, 3)
    assert is_whole()


def test_a_payment_taken_back_on_the_card_frees_the_transfer(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    card = card_that_owes(conference, 120_000)
    came = transfer(ours)
    [payment] = settle_transfer(transfer=came, decision=decide((card, 120_000)), by=treasurer)
    reverse_payment(payment=payment, by=treasurer, reason="Pomyłka")

    came.refresh_from_db()
    assert (came.state, came.allocated) == (TransferState.WAITING, 0)
    assert is_whole()


def test_put_aside_and_taken_back(ours: Association, treasurer: User) -> None:
    came = transfer(ours)
    set_aside(transfer=came, by=treasurer, note="składka")
    came.refresh_from_db()
    assert (came.state, came.why) == (TransferState.NOT_OURS, "składka")
    with pytest.raises(Refused):
        set_aside(transfer=came, by=treasurer)
    undo(transfer=came, by=treasurer)
    came.refresh_from_db()
    assert came.state == TransferState.WAITING
    with pytest.raises(Refused):
        undo(transfer=came, by=treasurer)


def test_a_known_account_and_a_person_settle_the_next_year(
    conference: Conference, ours: Association, treasurer: User
) -> None:
    """What was learnt from one transfer helps with the next, of the same institution only."""
    card = card_that_owes(conference, 120_000)
    card.institution.name = "MOPS Radomsko"
    card.institution.save()
    settle_transfer(transfer=transfer(ours), decision=decide((card, 120_000)), by=treasurer)
    following = card_that_owes(ConferenceFactory.create(association=ours), 130_000)
    following.institution = card.institution
    following.save()
    transfer(ours, title="MOPS Radomsko, konferencja", amount=130_000, booked_on=timezone.localdate() + timedelta(1))

    assert settle_certain(association=ours, by=treasurer) == 1
    following.refresh_from_db()
    assert following.balance == 0
