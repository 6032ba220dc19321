"""Documents come at once for what was just sent or paid; what cannot be issued is told once and tried again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from structlog.testing import capture_logs

from events.models import Conference
from payments.documents.catching_up import issue_for, issue_missing
from payments.documents.requests import ask_for_document
from payments.documents.selectors import refusals_of
from payments.enums import DocumentKind, DocumentMode, IssueTime, PaymentMethod, Refusal
from payments.models import Document, DocumentRefusal, DocumentSettings
from payments.services import record_payment
from payments.tasks import issue_for_card
from registrations.models import ParticipationCard
from tests.factories.documents import paid_card, sent_card, sold_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Keys of the cards that were queued: there is no worker here."""
    keys: list[int] = []
    monkeypatch.setattr(issue_for_card, "delay", keys.append)
    monkeypatch.setattr("registrations.announcing._listeners", [keys.append])
    return keys


def refused_card(conference: Conference) -> ParticipationCard:
    card = paid_card(conference)
    card.lines.update(vat_basis="")
    return card


def test_a_card_is_queued_when_it_was_sent_paid_and_asked_for(
    queued: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    conference = sold_conference(mode=DocumentMode.BILL, issue_time=IssueTime.ON_REQUEST)
    with django_capture_on_commit_callbacks(execute=True):
        card = sent_card(conference)
    assert queued == [card.pk]
    with django_capture_on_commit_callbacks(execute=True):
        record_payment(
            card=card, method=PaymentMethod.CASH, amount=100, received_on=conference.today(), by=None, title=""
        )
    assert queued == [card.pk] * 2
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_document(card=card)
        ask_for_document(card=card)
    assert queued == [card.pk] * 3


def test_what_is_due_for_one_card_is_issued_and_nothing_for_others() -> None:
    conference = sold_conference()
    card, _other = paid_card(conference), paid_card(conference, people=2)
    unpaid = sent_card(conference)
    issue_for_card(card.pk)
    issue_for_card(card.pk)
    issue_for_card(unpaid.pk)
    assert list(Document.objects.order_by("pk").values_list("card", "kind")) == [
        (card.pk, DocumentKind.INVOICE),
        (unpaid.pk, DocumentKind.PROFORMA),
    ]
    assert issue_for(0) == 0


def test_a_refused_card_is_told_of_once_with_what_to_mend() -> None:
    conference = sold_conference()
    card = refused_card(conference)
    with capture_logs() as told:
        assert [issue_missing() for _turn in range(3)] == [0, 0, 0]
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            assert issue_missing() == 0
            assert DocumentRefusal.objects.get().tried_at == timezone.now()
    assert [(one["card"], one["reason"]) for one in told] == [(card.code, "no_vat_rule")]
    (refusal,) = refusals_of(conference)
    assert (refusal.card, refusal.reason) == (card, Refusal.NO_VAT_RULE)
    assert refusal.since < refusal.tried_at


@pytest.mark.parametrize("what", ["settings", "card", "nothing"])
def test_a_refused_card_is_tried_again_when_something_was_set(what: str) -> None:
    conference = sold_conference()
    card = refused_card(conference)
    issue_missing()
    card.lines.update(vat_basis="art. 43")
    changed = {
        "settings": DocumentSettings.objects.get(),
        "card": ParticipationCard.objects.get(pk=card.pk),
    }.get(what)
    if changed is not None:
        changed.save()
    assert issue_missing() == (changed is not None)
    assert DocumentRefusal.objects.exists() is (changed is None)


def test_a_refused_card_that_ended_needs_nothing_mended() -> None:
    conference = sold_conference()
    card = refused_card(conference)
    issue_missing()
    ParticipationCard.objects.filter(pk=card.pk).update(state="cancelled", cancelled_at=timezone.now())
    assert list(refusals_of(conference)) == []


def test_another_reason_is_told_again() -> None:
    conference = sold_conference()
    refused_card(conference)
    with capture_logs() as told:
        issue_missing()
        conference.association.nip = ""
        conference.association.save()
        card = ParticipationCard.objects.get()
        card.lines.update(vat_basis="art. 43")
        card.save()
        issue_missing()
    assert [one["reason"] for one in told] == ["no_vat_rule", "no_seller"]


def test_a_card_refused_for_the_address_of_the_association_is_issued_once_it_is_complete() -> None:
    conference = sold_conference()
    paid_card(conference)
    house = conference.association
    number, house.nip = house.nip, ""
    house.save()
    assert [issue_missing(), DocumentRefusal.objects.get().reason] == [0, Refusal.NO_SELLER]
    tried_at = DocumentRefusal.objects.get().tried_at
    assert [issue_missing(), DocumentRefusal.objects.get().tried_at] == [0, tried_at]
    house.nip = number
    house.save()
    assert issue_missing() == 1
