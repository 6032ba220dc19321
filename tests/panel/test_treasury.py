"""What the treasurer looks at first, and the ledger for the accountant."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from panel.models import Job
from panel.tasks import run_job
from payments.enums import PaymentMethod, Refusal
from payments.models import DocumentRefusal, DocumentSettings
from payments.services import record_payment
from registrations.models import ParticipationCard
from tests.factories.statements import BankTransactionFactory
from tests.panel.conftest import House

Enter = Callable[[str], Client]


def pay(card: ParticipationCard, amount: int, title: str = "") -> None:
    record_payment(
        card=card,
        method=PaymentMethod.TRANSFER,
        amount=amount,
        received_on=card.conference.today(),
        by=None,
        title=title,
    )


def test_page_tells_what_came_who_owes_and_what_goes_back(house: House, enter: Enter) -> None:
    late, paid, over = house.card("Spóźniona"), house.card("Opłacona"), house.card("Nadpłacona")
    ParticipationCard.objects.filter(pk=late.pk).update(pay_by=house.conference.today() - timedelta(days=3))
    pay(paid, paid.due)
    pay(over, over.due + 500)
    pay(house.elsewhere_house().card("Obca"), 100)
    BankTransactionFactory.create(account__association=house.conference.association)

    page = enter("Tomasz").get(house.address("show-treasury"))

    assert [card.code for card in page.context["debts"].first] == [late.code]
    assert (page.context["debts"].overdue_cards, page.context["debts"].overdue) == (1, late.due)
    assert [one.card.code for one in page.context["came"]] == [over.code, paid.code]
    assert (page.context["back_cards"], page.context["back_sum"]) == (1, 500)
    assert page.context["waiting"].transfers == 1


def test_page_tells_which_documents_cannot_be_issued_and_what_to_mend(house: House, enter: Enter) -> None:
    card, other = house.card("Łoś"), house.elsewhere_house().card("Obca")
    for one, reason in ((card, Refusal.NO_VAT_RULE), (other, Refusal.NO_BUYER)):
        DocumentSettings.objects.create(association=one.conference.association, sends_proforma=True)
        DocumentRefusal.objects.create(card=one, reason=reason)

    page = enter("Tomasz").get(house.address("show-treasury"))

    assert [one.card for one in page.context["refused"]] == [card]
    assert page.context["refused_count"] == 1
    assert str(Refusal.NO_VAT_RULE.label) in page.content.decode()

    DocumentSettings.objects.update(sends_proforma=False)
    assert enter("Tomasz").get(house.address("show-treasury")).context["refused"] == []


def test_items_make_the_whole_of_what_is_due(house: House, enter: Enter) -> None:
    cards = [house.card("Łoś"), house.card("Ryś")]

    items = enter("Anna").get(house.address("show-treasury")).context["items"]

    assert sum(item.due for item in items) == sum(card.due for card in cards)
    assert sum(item.pieces for item in items) == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_ledger_holds_every_movement_and_no_formula(
    house: House, enter: Enter, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    card, client = house.card("Łoś"), enter("Tomasz")
    pay(card, card.due, title="=HYPERLINK(1)")
    pay(house.elsewhere_house().card("Obca"), 100, title="cudza")

    first = client.post(house.address("export-ledger"), {"format": kind, "token": "same"})
    again = client.post(house.address("export-ledger"), {"format": kind, "token": "same"})
    job = Job.objects.get()
    run_job(job.pk)
    content = client.get(house.address("download-file", job.uid)).content

    assert first["Location"] == again["Location"]
    path = tmp_path_factory.mktemp("ledger") / f"ledger.{kind}"
    path.write_bytes(content)
    if kind == "csv":
        text = content.decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in text
        assert "cudza" not in text
        return
    rows = [list(row) for row in load_workbook(path).worksheets[0].iter_rows(min_row=2)]
    assert [row[2].value for row in rows] == [card.code] * len(rows)
    assert sum(row[6].value or 0 for row in rows) * 100 == card.due
    assert sum(row[7].value or 0 for row in rows) * 100 == card.due
    assert all(cell.data_type != "f" for row in rows for cell in row)
