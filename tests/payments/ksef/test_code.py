"""CODE I, read back from the paper as it is drawn, is exactly the text that the documentation tells to write."""

import base64
import hashlib

import pytest
from pytest_django import Settings

from payments.documents.papers import document_pdf
from payments.ksef.preparing import prepare
from payments.ksef.sending import send_due_of
from payments.ksef.standin.server import KsefStandin
from payments.models import KsefInvoice
from tests.events.paper_reading import codes_of, text_of
from tests.factories.documents import issued, paid_card, sold_conference
from tests.payments.ksef.world import give_access

pytestmark = pytest.mark.django_db

HOSTS = {"test": "qr-test", "demo": "qr-demo", "production": "qr"}


def code_text(host: str, row: KsefInvoice) -> str:
    hashed = base64.urlsafe_b64encode(hashlib.sha256(bytes(row.xml)).digest()).decode().rstrip("=")
    return f"https://{host}.ksef.mf.gov.pl/invoice/5265877635/{row.document.issued_on:%d-%m-%Y}/{hashed}"


@pytest.mark.parametrize("environment", HOSTS)
def test_before_there_is_a_number_the_code_says_offline(settings: Settings, environment: str) -> None:
    settings.KSEF_ENVIRONMENT = environment
    row = prepare(issued(paid_card(sold_conference())))
    pdf = document_pdf(str(row.document.uid))
    assert codes_of(pdf) == [code_text(HOSTS[environment], row)]
    assert "OFFLINE" in text_of(pdf)


def test_an_accepted_invoice_has_its_number_under_the_same_code(standin: KsefStandin) -> None:
    conference = sold_conference()
    give_access(conference.association)
    row = prepare(issued(paid_card(conference)))
    before = codes_of(document_pdf(str(row.document.uid)))
    send_due_of(conference.association)
    row = KsefInvoice.objects.select_related("document").get()
    pdf = document_pdf(str(row.document.uid))
    assert codes_of(pdf) == before == [code_text("qr-test", row)]
    assert row.ksef_number in text_of(pdf)
    assert "OFFLINE" not in text_of(pdf)
