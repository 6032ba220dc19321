"""What matching is told of an association's cards, documents and payers; nothing of another's."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from payments.enums import PaymentMethod
from payments.models import PayerAccount
from payments.services import record_payment
from payments.statements.candidates import (
    candidates,
    document_numbers,
    known_accounts,
    matcher_for,
    transfer_of,
    with_town,
)
from payments.statements.deciding import Decision, settle_transfer, undo
from payments.statements.matching import Share, Transfer
from payments.statements.naming import Person
from registrations.models import ParticipationCard
from registrations.services import cancel_card, resign
from tests.factories.accounts import UserFactory
from tests.factories.documents import issued, sent_card, sold_conference
from tests.factories.statements import BankTransactionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def card() -> ParticipationCard:
    return sent_card(sold_conference(), people=2)


def test_card_is_told_with_its_names_people_and_what_it_owes(card: ParticipationCard) -> None:
    sent_card(sold_conference())
    record_payment(card=card, method=PaymentMethod.CASH, amount=50_000, received_on=date(2026, 11, 2), by=None)
    (told,) = candidates(card.conference.association)
    people = card.participants.order_by("pk")
    assert (told.code, told.balance, told.institution) == (card.code, 190_000, card.institution_id)
    assert (told.name, told.is_open) == ("MOPS Radomsko", True)
    assert told.others == ("MOPS Radomsko", "Miasto Radomsko", "MOPS Radomsko")
    assert told.people == tuple(Person(one.first_name, one.last_name) for one in people)


def test_who_resigned_is_told_no_more_and_a_cancelled_card_is_closed(card: ParticipationCard) -> None:
    first, second = card.participants.order_by("pk")
    resign(participants=[first], by=None, reason="")
    (told,) = candidates(card.conference.association)
    assert told.people == (Person(second.first_name, second.last_name),)
    cancel_card(card=card, by=None, reason="")
    (told,) = candidates(card.conference.association)
    assert (told.is_open, told.people, told.others) == (False, (), ())


def test_card_in_another_currency_is_closed(card: ParticipationCard) -> None:
    ParticipationCard.objects.filter(pk=card.pk).update(currency="EUR")
    assert candidates(card.conference.association)[0].is_open is False


def test_numbers_of_documents_lead_to_their_card(card: ParticipationCard) -> None:
    document = issued(card)
    other = issued(sent_card(sold_conference()))
    type(document).objects.filter(pk=document.pk).update(ksef_number="5265877635-20250826-0100001AF629-AF")
    assert document_numbers(card.conference.association) == {
        document.number: card.code,
        "5265877635-20250826-0100001AF629-AF": card.code,
    }
    assert other.number == document.number


def test_accounts_are_known_from_before_and_from_payments_that_stand(card: ParticipationCard) -> None:
    association, treasurer = card.conference.association, UserFactory.create()
    PayerAccount.objects.create(institution=card.institution, number="PL1", payer_name="A", last_seen=date(2026, 1, 1))
    stranger = sent_card(sold_conference())
    PayerAccount.objects.create(
        institution=stranger.institution, number="PL2", payer_name="B", last_seen=date(2026, 1, 1)
    )
    transfer = BankTransactionFactory.create(account__association=association, payer_account="PL3")
    nameless = BankTransactionFactory.create(account=transfer.account, payer_account="")
    for one in (transfer, nameless):
        settle_transfer(transfer=one, decision=Decision((Share(card.code, 120_000),), seen=0), by=treasurer)
    key = card.institution_id
    assert known_accounts(association) == {"PL1": {key}, "PL3": {key}}
    PayerAccount.objects.filter(number="PL3").delete()
    assert known_accounts(association) == {"PL1": {key}, "PL3": {key}}
    undo(transfer=transfer, by=treasurer)
    assert known_accounts(association) == {"PL1": {key}}


def test_matcher_knows_all_of_it_in_the_same_queries(
    card: ParticipationCard, django_assert_num_queries: CaptureQueriesContext
) -> None:
    association = card.conference.association
    document = issued(card)
    for _more in range(2):
        sent_card(card.conference)
    with django_assert_num_queries(6):  # type: ignore[operator]  # pytest-django's fixture
        matcher = matcher_for(association)
    assert matcher.match(Transfer(240_000, document.number)).certain is not None
    assert matcher_for(association, {}).match(Transfer(240_000, document.number)).certain is None
    assert len(matcher.cards) == 3


@pytest.mark.parametrize(
    ("name", "town", "told"),
    [
        ("MOPS", "Radomsko", "MOPS Radomsko"),
        ("MOPS w Radomsku", "Radomsko", "MOPS w Radomsku"),
        ("Gmina Łask", "Łask", "Gmina Łask"),
        ("GOPS Łask", "Łask Kolumna", "GOPS Łask Łask Kolumna"),
        ("MOPS", "", "MOPS"),
    ],
)
def test_town_belongs_to_a_name_that_does_not_tell_it(name: str, town: str, told: str) -> None:
    assert with_town(name, town) == told


def test_transfer_is_what_is_left_of_it() -> None:
    one = BankTransactionFactory.create(allocated=20_000, raw="RAW")
    assert transfer_of(one) == Transfer(
        100_000, "opłata za konferencję", "GMINA RADOMSKO", "PL27114020040000300201355387", "RAW", "PLN"
    )
