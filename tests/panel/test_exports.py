from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from events.models import Extra
from panel.exports.writers import WRITERS, defused, rearmed
from panel.models import Job
from panel.tasks import run_job
from registrations.enums import QuestionKind
from registrations.models import Answer, Label, Night, Participant, ParticipantExtra, Question
from tests.panel.conftest import House
from tests.panel.spreadsheets import READ, Rows, parts_of, rows_of_csv, rows_of_xlsx

Enter = Callable[[str], Client]
FORMULAS = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "|x", '=HYPERLINK("http://evil")', " =1+1", "\u00a0=1+1", "＝1+1",
]  # fmt: skip
DAY = date(2024, 6, 13)
# Spreadsheets know no time zones.
MOMENT = datetime(2024, 6, 13, 9, 5)  # noqa: DTZ001
MIDNIGHT = datetime(2024, 6, 13)  # noqa: DTZ001
KINDS = ["xlsx", "ods", "csv"]


def export(house: House, client: Client, name: str = "participants", **posted: object) -> Rows:
    """Through the page, the job and the file, as its user does it."""
    address = house.address("start-export", name)
    answer = client.post(address, {"all": "yes", "kind": "xlsx", "token": uuid4().hex, **posted})
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get(uid=answer["Location"].rstrip("/").rpartition("/")[2])
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    file = client.get(house.address("download-file", job.uid))
    return READ[job.params["kind"]](file.content)


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_written_as_text_in_every_format(house: House, enter: Enter, formula: str) -> None:
    person = house.card("Łoś").participants.get()
    Participant.objects.filter(pk=person.pk).update(position=formula)
    client = enter("Anna")

    files = {kind: client.get(house.address("export-participants", kind)).content for kind in KINDS}

    assert all("<f>" not in text and "<f " not in text for text in parts_of(files["xlsx"]).values())
    assert "table:formula" not in parts_of(files["ods"])["content.xml"]
    assert formula in rows_of_xlsx(files["xlsx"])[1]
    assert formula in READ["ods"](files["ods"])[1]
    assert f"'{formula}" in rows_of_csv(files["csv"])[1]


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1", "'=1", "''=1", "'", "Łoś", "", "+48 600 100 200"])
def test_apostrophe_of_csv_is_taken_back(text: str) -> None:
    assert rearmed(defused(text)) == text
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("kind", KINDS)
def test_values_keep_their_types(tmp_path: Path, kind: str) -> None:
    row = ["Łoś <b>&", 7, Decimal("1200.50"), DAY, MOMENT, time(9, 5), None, "dwa\nwiersze"]
    path = tmp_path / f"list.{kind}"

    count = WRITERS[kind](path, "Uczestnicy", ["a"] * len(row), [10] * len(row), [row])

    assert count == 1
    told = READ[kind](path.read_bytes())[1]
    if kind == "csv":
        assert told == [
            "Łoś <b>&", "7", "1200,50", "13.06.2024", "13.06.2024 09:05", "09:05", "", "dwa\nwiersze",
        ]  # fmt: skip
        return
    assert told[:3] == ["Łoś <b>&", 7, 1200.5]
    assert told[3] in {DAY, MIDNIGHT}
    assert told[4] == MOMENT
    assert told[5] in {time(9, 5), timedelta(hours=9, minutes=5)}
    assert told[7] == "dwa\nwiersze"


def test_list_is_exported_as_it_is_filtered_with_polish_headings(house: House, enter: Enter) -> None:
    house.card("Łoś")
    house.card("Ćma")

    answer = enter("Anna").get(house.address("export-participants", "csv"), {"q": "los"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith('"Nazwisko";"Imię";')
    assert lines[1].startswith('"Łoś";"Ewa"')
    assert answer["Content-Disposition"] == 'attachment; filename="edycja-uczestnicy.csv"'


def test_chosen_columns_hold_what_is_known(house: House, enter: Enter) -> None:
    conference = house.conference
    person = house.card("Łoś").participants.get()
    extra = Extra.objects.create(conference=conference, slug="gala", name="Gala, bal", price=1)
    ParticipantExtra.objects.create(participant=person, extra=extra)
    person.nights.all().delete()
    Night.objects.create(participant=person, on=date(2024, 6, 13))
    Night.objects.create(participant=person, on=date(2024, 6, 12))
    Label.objects.create(conference=conference, name="VIP").participants.add(person)
    Participant.objects.filter(pk=person.pk).update(arrives_on=DAY)
    for slug, kind, value in (("buty", QuestionKind.NUMBER, "42"), ("dzieci", QuestionKind.BOOLEAN, "yes")):
        question = Question.objects.create(conference=conference, slug=slug, kind=kind, label=f"Pytanie {slug}")
        Answer.objects.create(question=question, card=person.card, participant=person, value=value)
    columns = ["last_name", "nights", "extras", "labels", "arrives_on", "price", "participant", "q_buty", "q_dzieci"]

    head, row = export(house, enter("Anna"), columns=columns)

    assert head == [
        "Nazwisko", "Noclegi", "Dodatki", "Etykiety", "Dzień przyjazdu", "Cena", "Kod uczestnika",
        "Pytanie buty", "Pytanie dzieci",
    ]  # fmt: skip
    assert row == [
        "Łoś", "12.06.2024; 13.06.2024", "Gala, bal", "VIP", MIDNIGHT, 1200, person.badge_code, 42, "tak",
    ]  # fmt: skip


def test_cards_are_exported_with_money_as_numbers(house: House, enter: Enter) -> None:
    card = house.card("Łoś", "Ryś")

    rows = export(house, enter("Anna"), "cards", columns=["institution", "people", "due", "settled", "pay_by", "card"])

    assert rows[1] == ["MOPS Radomsko", 2, 2400, 0, datetime.combine(card.pay_by, time.min), card.code]


def test_ticked_rows_alone_are_exported(house: House, enter: Enter) -> None:
    first, second = house.card("Łoś").participants.get(), house.card("Ćma").participants.get()
    foreign = house.elsewhere_house().card("Obca").participants.get()
    posted: dict[str, Any] = {
        "columns": ["last_name"],
        "all": "",
        "codes": [second.badge_code, foreign.badge_code, "%00", "a" * 99],
    }

    assert export(house, enter("Anna"), **posted) == [["Nazwisko"], ["Ćma"]]
    assert export(house, enter("Anna"), columns=["last_name"], all="", codes=[]) == [["Nazwisko"]]
    assert first.last_name == "Łoś"


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("Anna", set()),
        ("Tomasz", {"Dieta", "Uwagi dla kuchni", "Szczególne potrzeby"}),
        ("Franek", {"Dieta", "Uwagi dla kuchni", "Szczególne potrzeby", "Wpłata", "Cena"}),
    ],
)
def test_role_decides_which_columns_there_are(house: House, enter: Enter, name: str, hidden: set[str]) -> None:
    house.card("Łoś")
    client = enter(name)
    money_and_needs = {"Dieta", "Uwagi dla kuchni", "Szczególne potrzeby", "Wpłata", "Cena"}

    rows = rows_of_xlsx(client.get(house.address("export-participants", "xlsx")).content)
    asked = client.post(
        house.address("start-export", "participants"), {"all": "yes", "kind": "csv", "columns": ["price", "diet_note"]}
    )

    assert money_and_needs - {str(cell) for cell in rows[0]} == hidden
    assert asked.status_code == (200 if hidden else 302)


def test_column_nobody_knows_is_refused_beside_the_field(house: House, enter: Enter) -> None:
    client, address = enter("Anna"), house.address("start-export", "participants")

    strange = client.post(address, {"all": "yes", "kind": "exe", "columns": ["password"]}).content.decode()
    none = client.post(address, {"all": "yes", "kind": "csv"}).content.decode()

    assert strange.count('class="field-errors ') == 2
    assert "Wybierz co najmniej jedną kolumnę." in none


def test_long_list_is_sent_to_the_background(house: House, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panel.views.exports.ROWS_AT_ONCE", 1)
    house.card("Łoś", "Ryś")

    answer = enter("Anna").get(house.address("export-participants", "xlsx"), {"q": "mops", "sort": "-surname"})

    assert answer["Location"] == f"{house.address('start-export', 'participants')}?q=mops&sort=-surname"
    page = enter("Anna").get(answer["Location"]).content.decode()
    assert 'name="query" value="q=mops&amp;sort=-surname"' in page


def test_export_asks_as_many_queries_for_three_as_for_one(house: House, enter: Enter) -> None:
    client, address = enter("Anna"), house.address("export-participants", "xlsx")
    counts = []
    for surnames in (("Łoś",), ("Ryś", "Żbik")):
        house.card(*surnames)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_headings_are_in_the_language_of_who_asked(house: House, enter: Enter) -> None:
    house.card("Łoś")
    with override("en"):
        address = house.address("export-participants", "xlsx")

    assert rows_of_xlsx(enter("Anna").get(address).content)[0][:2] == ["Surname", "First name"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_file_is_a_packed_document_of_its_kind(house: House, enter: Enter, kind: str) -> None:
    house.card("Łoś")
    content = enter("Anna").get(house.address("export-participants", kind)).content

    first = {"xlsx": "[Content_Types].xml", "ods": "mimetype"}[kind]
    assert first in parts_of(content)
    assert BytesIO(content).read(2) == b"PK"
