"""F25: several workers and two clocks at the same letters; on PostgreSQL, each thread with its own connection."""

import threading
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection, transaction

from events.models import Association, NumberSeries
from events.numbering import take_number
from mailings.enums import LetterState
from mailings.models import Letter
from mailings.tasks import send_letter
from tests.factories.events import AssociationFactory, ConferenceFactory

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
WORKERS = 8


def at_once(work: Callable[[], None]) -> None:
    start = threading.Barrier(WORKERS)

    def one() -> None:
        start.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_letters_taken_by_many_are_sent_once_each() -> None:
    conference = ConferenceFactory.create()
    letters = [
        Letter.objects.create(
            association=conference.association,
            kind="test",
            dedupe_key=f"fact-{number}",
            to_email="dyrektor@example.org",
            subject=f"List {number}",
            text="Treść",
            html="<p>Treść</p>",
        ).pk
        for number in range(20)
    ]

    def work() -> None:
        for key in letters:
            send_letter(key)

    at_once(work)
    assert sorted(message.subject for message in mail.outbox) == sorted(f"List {number}" for number in range(20))
    assert set(Letter.objects.values_list("state", "attempts")) == {(LetterState.SENT, 1)}


def test_numbers_taken_by_many_have_no_gap_though_some_fail() -> None:
    association, given = AssociationFactory.create(), []

    def work() -> None:
        for attempt in range(15):
            with transaction.atomic():
                number = take_number(association=Association(pk=association.pk), series="invoices", year=2027)
                transaction.set_rollback(attempt % 3 == 1)
            if attempt % 3 != 1:
                given.append(number)

    at_once(work)
    assert sorted(given) == list(range(1, WORKERS * 10 + 1))
    assert NumberSeries.objects.get().last == WORKERS * 10
