from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Conference
from payments.enums import DocumentKind, RefundMethod, RefundState, TransferState
from payments.invariants import broken
from payments.models import BankTransaction, Payment, Refund
from payments.services import Recipient, decide_refund
from payments.statements.deciding import Decision, Refused, settle_certain, settle_transfer, undo
from payments.statements.matching import Share
from payments.statements.outgoing import SentRefund, WentOut, outgoing_matches
from payments.statements.refunds import mark_refunds
from tests.factories.accounts import UserFactory
from tests.factories.documents import issued, sent_card, sold_conference
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory
from tests.factories.statements import BankAccountFactory, BankTransactionFactory

TODAY = timezone.localdate()
ACCOUNT = "27114020040000300201355387"
SENT = SentRefund(1, 30_000, f"PL{ACCOUNT}", "Zwrot KU7K4Q29ABM", TODAY)
WENT = WentOut(7, -30_000, f"PL{ACCOUNT}", "ZWROT KU7K4Q 29ABM", TODAY)


def went(**changes: object) -> WentOut:
    return WentOut(**{**WENT.__dict__, **changes})  # type: ignore[arg-type]  # the names are the class's


@pytest.mark.parametrize(
    ("one", "fits"),
    [
        (WENT, True),
        (went(account=""), True),
        (went(amount=-30_001), False),
        (went(amount=30_000), False),
        (went(account="PL61109010140000071219812874"), False),
        (went(title="inny zwrot"), False),
        (went(booked_on=TODAY - timedelta(days=1)), False),
        (went(booked_on=TODAY + timedelta(days=31)), False),
    ],
    ids=range(8),
)
def test_money_that_went_out_fits_its_refund_alone(one: WentOut, fits: bool) -> None:
    assert outgoing_matches([SENT], [one]) == ([(1, 7)] if fits else [])


def test_each_transaction_carries_out_one_refund() -> None:
    second = SentRefund(2, 30_000, SENT.account, SENT.title, TODAY)
    assert outgoing_matches([SENT, second], [WENT]) == [(1, 7)]
    assert outgoing_matches([SENT, second], [WENT, went(key=8)]) == [(1, 7), (2, 8)]


@pytest.fixture
def conference(db: None) -> Conference:
    return ConferenceFactory.create()


def overpaid(conference: Conference) -> Payment:
    """A card of 0 zł for which a transfer of 1 200 zł came."""
    card = CardFactory.create(conference=conference)
    account = BankAccountFactory.create(association=conference.association)
    came = BankTransactionFactory.create(account=account)
    decision = Decision((Share(card.code, 120_000),), 0)
    [payment] = settle_transfer(transfer=came, decision=decision, by=UserFactory.create())
    return payment


def refund_of(payment: Payment) -> Refund:
    return decide_refund(
        card=payment.card,
        method=RefundMethod.TRANSFER,
        amount=120_000,
        reason="Nadpłata",
        recipient=Recipient(name="Gmina Radomsko", account=ACCOUNT, title=f"Zwrot {payment.card.code}"),
        key="zwrot",
        by=UserFactory.create(),
    )


def test_a_refund_is_done_when_the_statement_shows_it(conference: Conference) -> None:
    payment = overpaid(conference)
    refund = refund_of(payment)
    account = BankTransaction.objects.get().account
    shown = BankTransactionFactory.create(
        account=account,
        amount=-120_000,
        booked_on=TODAY,
        title=f"ZWROT {payment.card.code}",
        payer_account=f"PL{ACCOUNT}",
        state=TransferState.OUTGOING,
    )
    assert mark_refunds(ConferenceFactory.create().association) == 0
    assert mark_refunds(conference.association) == 1
    assert mark_refunds(conference.association) == 0
    refund.refresh_from_db()
    shown.refresh_from_db()
    assert (refund.state, refund.provider_ref, shown.why) == (RefundState.DONE, f"bank:{shown.uid}", "refund")
    assert list(broken()) == []


def test_a_transfer_of_which_some_was_returned_is_not_undone(conference: Conference) -> None:
    payment = overpaid(conference)
    Refund.objects.filter(pk=refund_of(payment).pk).update(payment=payment)
    assert payment.transaction is not None
    with pytest.raises(Refused):
        undo(transfer=payment.transaction, by=UserFactory.create())
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_the_number_of_a_document_settles_its_card() -> None:
    conference = sold_conference()
    card, other = sent_card(conference), sent_card(conference)
    number = issued(card, DocumentKind.PROFORMA).number
    account = BankAccountFactory.create(association=conference.association)
    BankTransactionFactory.create(account=account, title=f"zapłata za {number.lower()}")

    assert settle_certain(association=conference.association, by=None) == 1
    card.refresh_from_db()
    other.refresh_from_db()
    assert (card.balance, other.balance) == (0, 120_000)
