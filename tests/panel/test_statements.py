"""Tomasz, the treasurer, takes the bank's file in and decides what waits; Olga's association sees nothing of it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from events.formats import money
from panel.models import Job
from panel.tasks import run_job
from payments.enums import TransferState
from payments.invariants import broken
from payments.models import BankTransaction, CsvFormat, Payment, Statement
from payments.statements.csv_files import MBANK
from payments.statements.reading import MOST_BYTES
from tests.factories.statements import BankAccountFactory, BankTransactionFactory
from tests.panel.conftest import House
from tests.payments.statements.samples import ACCOUNT, DIALECTS, entry, mbank, statement

Enter = Callable[[str], Client]


@pytest.fixture
def tomasz(house: House, enter: Enter) -> Client:
    association = house.conference.association
    association.bank_account = ACCOUNT
    association.save()
    return enter("Tomasz")


def send(house: House, client: Client, content: bytes, **more: str) -> Job:
    """The file is taken in and the job done."""
    file = SimpleUploadedFile("wyciag.sta", content)
    answer = client.post(house.address("import-statement"), {"file": file, "token": str(hash(content)), **more})
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.latest("pk")
    run_job(job.pk)
    job.refresh_from_db()
    return job


def waiting(house: House, **values: object) -> BankTransaction:
    association = house.conference.association
    account = association.bank_accounts.first() or BankAccountFactory.create(association=association)
    return BankTransactionFactory.create(account=account, **values)


def test_a_statement_settles_what_is_certain_and_tells_so(house: House, tomasz: Client) -> None:
    card = house.card()
    sure = entry(f"020~00152~20konferencja {card.code}~32MIASTO RADOMSKO").replace("1200,50", "1200,00")
    unsure = entry("020~00152~20wplata~32KTOS", "//BR0728123456XX")
    job = send(house, tomasz, statement(sure, unsure).encode())

    assert job.summary == "transakcje w pliku: 2; nowe: 2; znane wcześniej: 0; rozliczone same: 1."
    assert job.rows.get().message.startswith("Transakcje nie dają salda końcowego")
    card.refresh_from_db()
    assert card.balance == 0
    page = tomasz.get(house.address("list-transfers")).content.decode()
    assert "wplata" in page
    assert card.code not in page
    settled = tomasz.get(house.address("list-transfers"), {"state": "settled"}).content.decode()
    assert card.code in settled
    assert "kod karty jest w tytule; ta sama kwota" in settled
    again = send(house, tomasz, statement(sure, unsure).encode() + b"\n")
    assert again.summary == "transakcje w pliku: 2; nowe: 0; znane wcześniej: 2; rozliczone same: 0."
    assert list(broken()) == []


def test_lines_that_cannot_be_read_are_told_and_nothing_is_kept(house: House, tomasz: Client) -> None:
    wrong = DIALECTS["pko"].replace("2611021102C1200,50", "26130211X2C1200,50")
    job = send(house, tomasz, statement(DIALECTS["ing"], wrong).encode())

    assert job.summary == "Niczego nie wczytano: 1 wiersza nie da się odczytać."
    assert (job.rows.get().number, job.rows.get().subject[:8]) == (7, "26130211")
    assert not Statement.objects.exists()
    page = tomasz.get(house.address("show-job", job.uid)).content.decode()
    assert "26130211X2C1200,50" in page


def test_csv_is_read_by_the_format_of_the_bank(house: House, tomasz: Client) -> None:
    content = mbank().encode("cp1250")
    assert send(house, tomasz, content, layout="mbank").summary.startswith("transakcje w pliku: 1; nowe: 1")
    form = {
        "name": "Nasz bank",
        "booked": MBANK.booked,
        "amount": MBANK.amount,
        "title": MBANK.title,
        "payer": MBANK.name,
        "account": MBANK.account,
        "delimiter": ";",
        "day_format": "%Y-%m-%d",
        "decimal": ",",
        "header_lines": "0",
    }
    tried = tomasz.post(house.address("add-csv-format"), {**form, "sample": SimpleUploadedFile("a.csv", content)})
    assert "Opłata za konferencję" in tried.content.decode()
    assert not CsvFormat.objects.exists()
    assert tomasz.post(house.address("add-csv-format"), form).status_code == 302
    again = tomasz.post(house.address("add-csv-format"), form)
    assert "Format o tej nazwie już jest." in again.content.decode()
    kept = CsvFormat.objects.get()
    assert tomasz.post(house.address("change-csv-format", kept.uid), {**form, "name": "Inny"}).status_code == 302
    job = send(house, tomasz, content + b"\n", layout=str(kept.uid))
    assert job.summary.startswith("transakcje w pliku: 1; nowe: 0; znane wcześniej: 1")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x" * (MOST_BYTES + 1), "10 MB"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "deklaracje"),
        (b"PK\x03\x04", "dokument albo plik spakowany"),
        (b"a;b\n1;2\n", "format banku"),
        (b"", "pusty"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_beside_its_field(
    house: House, tomasz: Client, content: bytes, says: str
) -> None:
    answer = tomasz.post(house.address("import-statement"), {"file": SimpleUploadedFile("a.sta", content)})
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Job.objects.exists()


def test_a_formula_in_a_title_is_shown_as_text(house: House, tomasz: Client) -> None:
    waiting(house, title="=cmd|' /C calc'!A0 <script>alert(1)</script>", payer_name="<b>KTO</b>")
    page = tomasz.get(house.address("list-transfers")).content.decode()
    assert "<script>alert" not in page
    assert "=cmd|&#x27; /C calc" in page
    assert "<b>KTO</b>" not in page


def test_the_first_suggestion_is_taken_and_taken_back(house: House, tomasz: Client) -> None:
    card = house.card()
    came = waiting(house, title=f"{card.code} rata", amount=50_000)
    page = tomasz.get(house.address("list-transfers"))
    [shown] = page.context["entries"]
    choice = {"choice": shown.choices[0].value, "seen": "0"}
    assert shown.choices[0].difference == f"brakuje {money(70_000)}"

    for _ in range(2):
        tomasz.post(house.address("accept-transfer", came.uid), choice)
    came.refresh_from_db()
    card.refresh_from_db()
    assert (came.state, card.balance, card.payments.count()) == (TransferState.SETTLED, 70_000, 1)
    listed = tomasz.get(house.address("list-transfers")).content.decode()
    assert reverse("panel:undo-transfer", args=[*house_path(house), came.uid]) in listed
    tomasz.post(house.address("undo-transfer", came.uid))
    came.refresh_from_db()
    card.refresh_from_db()
    assert (came.state, card.balance) == (TransferState.WAITING, 120_000)
    assert list(broken()) == []


def house_path(house: House) -> list[str]:
    return [house.conference.association.slug, house.conference.slug]


def test_a_transfer_is_split_by_hand_over_cards_that_were_sought(house: House, tomasz: Client) -> None:
    one, other = house.card("Ćma"), house.card("Żak", "Lis")
    came = waiting(house, amount=300_000)
    address = house.address("show-transfer", came.uid)
    found = tomasz.get(address, {"q": "cma"}).content.decode()
    assert f"card={one.code}" in found
    chosen = f"{address}?card={one.code}&card={other.code}"
    page = tomasz.get(chosen).content.decode()
    assert 'value="1200,00"' in page
    assert 'value="1800,00"' in page
    sums = {f"sum_{one.code}": "1200,00", f"sum_{other.code}": "2000,00", "seen": "0"}
    refused = tomasz.post(chosen, sums).content.decode()
    assert "z przelewu zostało" in refused
    assert 'value="2000,00"' in refused
    tomasz.post(chosen, sums | {f"sum_{other.code}": "1800,00"})
    came.refresh_from_db()
    assert came.state == TransferState.SETTLED
    paid = sorted(Payment.objects.values_list("card__code", "amount"))
    assert paid == sorted([(one.code, 120_000), (other.code, 180_000)])


def test_it_is_put_aside_with_a_note(house: House, tomasz: Client) -> None:
    came = waiting(house, title="składka")
    tomasz.post(house.address("set-aside-transfer", came.uid), {"note": "składka członkowska"})
    came.refresh_from_db()
    assert (came.state, came.why) == (TransferState.NOT_OURS, "składka członkowska")


def test_another_associations_transfers_are_not_there(house: House, enter: Enter, tomasz: Client) -> None:
    theirs = BankTransactionFactory.create(account__association=house.elsewhere.association, title="CUDZY")
    card = house.card()
    for name in ("show-transfer", "accept-transfer", "set-aside-transfer", "undo-transfer"):
        body = {"choice": f"{card.code}:120000|code", "seen": "0"}
        assert tomasz.post(house.address(name, theirs.uid), body).status_code == 404
    for state in TransferState.values:
        assert "CUDZY" not in tomasz.get(house.address("list-transfers"), {"state": state}).content.decode()
    theirs.refresh_from_db()
    assert theirs.state == TransferState.WAITING


def test_a_card_of_another_association_cannot_be_paid(house: House, tomasz: Client) -> None:
    strange = house.elsewhere_house().card()
    came = waiting(house, title=strange.code)
    [shown] = tomasz.get(house.address("list-transfers")).context["entries"]
    assert shown.choices == []
    tomasz.post(house.address("accept-transfer", came.uid), {"choice": f"{strange.code}:120000|code", "seen": "0"})
    assert not Payment.objects.exists()
    for choice in ("", "x", "KU:1:2|", f"{strange.code}:-5|", "a:1|b", ":|"):
        answer = tomasz.post(house.address("accept-transfer", came.uid), {"choice": choice, "seen": "x"})
        assert answer.status_code == 302


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_asks_the_same_number_of_questions_for_any_length(
    house: House, tomasz: Client, number: int, django_assert_num_queries: Callable[..., object]
) -> None:
    card = house.card()
    for _ in range(number):
        waiting(house, title=f"{card.code} rata", amount=100)
    tomasz.get(house.address("list-transfers"))
    with django_assert_num_queries(QUERIES):
        tomasz.get(house.address("list-transfers"))


QUERIES = 19
