import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from panel.models import Job
from panel.tasks import run_job
from payments.documents.correcting import cancel_document
from payments.enums import DocumentKind, IssueTime
from payments.models import Document, DocumentSettings
from registrations.models import ParticipationCard
from tests.factories.documents import issued
from tests.panel.conftest import House
from tests.panel.spreadsheets import rows_of_xlsx

Enter = Callable[[str], Client]
HOSTILE = "=HYPERLINK(1)"


@pytest.fixture
def card(house: House) -> ParticipationCard:
    DocumentSettings.objects.create(
        association=house.conference.association, mode="invoice", default_basis="art. 113 ust. 1 ustawy o VAT"
    )
    return house.card("Łoś")


def test_list_finds_by_number_buyer_and_filters(house: House, enter: Enter, card: ParticipationCard) -> None:
    invoice = issued(card)
    proforma = issued(house.card("Żak"), DocumentKind.PROFORMA)
    client, address = enter("Anna"), house.address("list-documents")

    def shown(query: str) -> list[bool]:
        text = client.get(f"{address}?{query}").content.decode()
        return [str(document.uid) in text for document in (invoice, proforma)]

    assert shown("") == [True, True]
    assert shown("kind=invoice") == [True, False]
    assert shown("kind=proforma") == [False, True]
    assert shown(f"q={proforma.number}") == [False, True]
    assert shown("q=2222222222") == [True, True]
    assert shown("q=nikt") == [False, False]


def test_what_cannot_be_issued_is_told_with_its_reason(house: House, enter: Enter, card: ParticipationCard) -> None:
    DocumentSettings.objects.update(issue_time=IssueTime.AT_SUBMISSION, default_basis="")
    text = enter("Anna").get(house.address("list-documents")).content.decode()
    assert card.code in text
    assert "nie ma zasady VAT" in text


def test_month_is_packed_with_a_register(house: House, enter: Enter, card: ParticipationCard) -> None:
    card.parties.filter(role="buyer").update(name=HOSTILE)
    invoice = issued(card)
    correction = cancel_document(document=invoice, by=None, reason="Błędny NIP", origin="c")
    client, month = enter("Anna"), f"{timezone.localdate():%Y-%m}"

    addresses = [
        client.post(house.address("export-documents"), {"month": month, "token": "t"})["Location"] for _ in range(2)
    ]
    job = Job.objects.get()
    assert addresses[0] == addresses[1]
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    packed = zipfile.ZipFile(BytesIO(client.get(house.address("download-file", job.uid)).content))

    names = packed.namelist()
    assert len(names) == 3
    assert [name.startswith(("rejestr", "correction/", "invoice/")) for name in names] == [True] * 3
    assert packed.read(names[1]).startswith(b"%PDF")
    rows = rows_of_xlsx(packed.read(names[0]))
    by_number = {row[0]: row for row in rows[1:]}
    assert set(by_number) == {invoice.number, correction.number}
    assert by_number[invoice.number][4] == HOSTILE
    gross = rows[0].index("Brutto")
    assert [by_number[one.number][gross] * 100 for one in (invoice, correction)] == [card.due, -card.due]


def test_settings_are_saved_by_the_owner_and_patterns_checked(house: House, enter: Enter) -> None:
    client, address = enter("Anna"), house.address("set-up", "documents")
    page = client.get(address)
    initial = {
        name: value or "" for name, value in page.context["form"].initial.items() if name in page.context["form"].fields
    }
    refused = client.post(address, initial | {"invoice_pattern": "FV/{number}"}).content.decode()
    assert "{year}" in refused
    same = client.post(address, initial | {"invoice_pattern": initial["note_pattern"]}).content.decode()
    assert "Ten wzór ma już" in same
    assert not DocumentSettings.objects.exists()

    assert client.post(address, initial).status_code == 302
    assert DocumentSettings.objects.get().association == house.conference.association


def test_second_click_issues_nothing_more(house: House, enter: Enter, card: ParticipationCard) -> None:
    client = enter("Anna")
    address = house.address("show-card", card.code) + "documents/"
    form = client.get(address).context["form"]
    for _ in range(2):
        client.post(f"{address}issue/", {"kind": "invoice", "form_id": str(form["form_id"].value())})
    assert Document.objects.count() == 1
