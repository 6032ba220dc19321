"""Several workers at the same invoices, on a real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from events.models import Conference
from payments.ksef.sending import send_due_of
from payments.ksef.standin.server import KsefStandin
from payments.ksef.states import KsefState
from payments.models import KsefInvoice
from tests.payments.ksef.world import prepared

WORKERS = 6
INVOICES = 8


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_each_invoice_is_sent_once_by_whichever_worker(conference: Conference, standin: KsefStandin) -> None:
    for _ in range(INVOICES):
        prepared(conference)
    ready = Barrier(WORKERS)

    def work(_: int) -> None:
        ready.wait()
        try:
            send_due_of(conference.association)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    assert set(KsefInvoice.objects.values_list("state", flat=True)) == {KsefState.ACCEPTED}
    assert len(standin.book.invoices) == INVOICES
    assert {one.ksef_number for one in standin.book.invoices} == set(
        KsefInvoice.objects.values_list("ksef_number", flat=True)
    )
