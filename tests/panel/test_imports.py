from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from events.models import Extra, PlacePool
from mailings.models import Letter
from panel.models import Job
from panel.tasks import run_job
from registrations.enums import CardState, Diet, QuestionKind
from registrations.models import Answer, Label, Participant, ParticipationCard, Question
from registrations.services import cancel_card
from tests.panel.conftest import House
from tests.panel.importing import PERSON, check, confirm, people_file, told, xlsx

Enter = Callable[[str], Client]


def counts_of(job: Job) -> dict[str, int]:
    return {name: count for name, count in job.params["counts"].items() if count and name != "rows"}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("name", ["participants", "cards"])
def test_exported_list_changes_nothing(house: House, enter: Enter, name: str, kind: str) -> None:
    card = house.card("Łoś", "Ćma", order_number="=1+1", contact_phone="+48 44 683")
    person = card.participants.order_by("pk")[0]
    Label.objects.create(conference=house.conference, name="VIP").participants.add(person)
    Participant.objects.filter(pk=person.pk).update(
        arrives_on=date(2024, 6, 12), arrives_at=time(10, 5), position="'-1"
    )
    for slug, answer_kind, value in (
        ("buty", "number", "42"),
        ("dzieci", "boolean", "yes"),
        ("dzien", "date", "2024-06-13"),
    ):
        question = Question.objects.create(conference=house.conference, slug=slug, kind=answer_kind, label=slug)
        Answer.objects.create(question=question, card=card, participant=person, value=value)
    client = enter("Anna")
    content = client.get(house.address(f"export-{name}", kind)).content

    job = check(house, client, content, f"lista.{kind}")

    assert counts_of(job) == {"same": 2 if name == "participants" else 1}
    assert told(job) == []
    assert not job.params["may_write"]


def test_new_people_make_a_card_with_everything_and_no_letter(house: House, enter: Enter) -> None:
    conference, client = house.conference, enter("Anna")
    Extra.objects.create(conference=conference, slug="gala", name="Gala, bal", price=15000)
    Label.objects.create(conference=conference, name="VIP")
    Question.objects.create(conference=conference, slug="buty", kind=QuestionKind.NUMBER, label="Rozmiar buta")
    first = conference.starts_on
    rich = {
        "Dieta": "wegańska", "Dodatki": "gala, bal", "Etykiety": "vip", "Rozmiar buta": 42, "Telefon": 600100200,
        "Noclegi": f"{first:%d.%m.%Y}; {first + timedelta(days=1):%d.%m.%Y}", "Dzień przyjazdu": f"{first:%Y-%m-%d}",
        "Godzina przyjazdu": "9.30", "Imię": "Żaneta",
    }  # fmt: skip
    content = people_file({}, rich)
    letters = Letter.objects.count()

    job = check(house, client, content)
    assert counts_of(job) == {"new": 2, "new_cards": 1}
    assert ParticipationCard.objects.count() == 0
    written = confirm(house, client, job)

    assert "Zapisano" in written.summary
    card = ParticipationCard.objects.get()
    assert (card.institution.name, card.institution.nip, card.due) == ("GOPS Świdnica", "5265877635", 255000)
    assert sum(line.amount for line in card.lines.all()) == card.due
    assert [party.role for party in card.parties.order_by("pk")] == ["institution", "buyer"]
    person = card.participants.get(first_name="Żaneta")
    assert (person.diet, person.phone, person.arrives_on, person.arrives_at) == (
        Diet.VEGAN,
        "600100200",
        first,
        time(9, 30),
    )
    assert [night.on for night in person.nights.all()] == [first, first + timedelta(days=1)]
    assert [str(label) for label in person.labels.all()] == ["VIP"]
    assert person.answers.get().value == "42"
    assert PlacePool.objects.get(conference=conference).taken == 2
    assert person.history.get().history_user == house.people["Anna"]
    assert card.history.get().history_change_reason == "Import: lista.xlsx"
    assert Letter.objects.count() == letters
    call_command("check_invariants")

    again = check(house, client, content)
    assert counts_of(again) == {"same": 2}


def test_letters_go_where_they_are_asked_for(house: House, enter: Enter) -> None:
    client = enter("Anna")
    job = check(house, client, people_file({}))

    confirm(house, client, job, sends_letters="on")

    assert Letter.objects.get(kind="card_received").to_email == "ewa.los@example.org"


def test_person_is_added_to_the_card_of_their_institution(house: House, enter: Enter) -> None:
    client = enter("Anna")
    card = house.card("Ryś")
    party = {"Instytucja": "mops radomsko", "NIP": "1111111111"}
    bare = {key: "" for key in PERSON if key not in {"Nazwisko", "Imię", "E-mail", "Wariant"}}

    job = check(house, client, people_file({**bare, **party}))
    confirm(house, client, job)

    card.refresh_from_db()
    assert card.participants.count() == 2
    assert card.due == 240000 == sum(line.amount for line in card.lines.all())
    assert PlacePool.objects.get(conference=house.conference).taken == 2
    call_command("check_invariants")


def test_changes_are_shown_then_written_with_their_history(house: House, enter: Enter) -> None:
    client = enter("Anna")
    card = house.card("Łoś")
    person = card.participants.get()
    head = ["Participant code", "Surname", "First name", "Diet", "Contact e-mail"]
    rows = [head, [person.badge_code.lower(), "Łoś-Nowa", "Ewa", "vegan", "nowy@example.org"]]

    job = check(house, client, xlsx(rows))
    assert told(job) == [
        (2, "Surname", "Łoś-Nowa", "Łoś → Łoś-Nowa"),
        (2, "Diet", "vegan", "standardowa → vegan"),
        (2, "Contact e-mail", "nowy@example.org", "anna.los@example.org → nowy@example.org"),
    ]
    confirm(house, client, job)

    person.refresh_from_db()
    card.refresh_from_db()
    assert (person.last_name, person.diet, card.contact_email) == ("Łoś-Nowa", Diet.VEGAN, "nowy@example.org")
    assert "los-nowa" in person.search_text
    assert person.history.first().history_user == house.people["Anna"]
    assert card.history.first().history_user == house.people["Anna"]
    assert person.history.count() == 2


def test_cards_are_changed_by_their_code(house: House, enter: Enter) -> None:
    client = enter("Anna")
    card = house.card("Łoś")
    rows: list[list[object]] = [["Karta", "Uwagi", "Numer zlecenia lub umowy"], [card.code, "Faktura po 1 maja", 1234]]

    confirm(house, client, check(house, client, xlsx(rows)))

    card.refresh_from_db()
    assert (card.remarks, card.order_number) == ("Faktura po 1 maja", "1234")


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"E-mail": "ewa(at)example.org"}, "E-mail", "e-mail"),
    ({"E-mail": ""}, "E-mail", "wypełn"),
    ({"Nazwisko": "<script>"}, "Nazwisko", "< i >"),
    ({"Nazwisko": "Ł" * 81}, "Nazwisko", "80"),
    ({"Wariant": "Wariant 9"}, "Wariant", "Wariant I"),
    ({"NIP": "1234567890"}, "NIP", "NIP"),
    ({"Instytucja": "GOPS Inny", "Kod pocztowy": "58100"}, "Kod pocztowy", "00-000"),
    ({"Instytucja": "GOPS Inny", "Województwo": "krakowskie"}, "Województwo", "dolnośląskie"),
    ({"Dieta": "mięsna"}, "Dieta", "wegańska"),
    ({"Dzień przyjazdu": "30.02.2027"}, "Dzień przyjazdu", "13.06.2024"),
    ({"Godzina przyjazdu": "25:70"}, "Godzina przyjazdu", "10:30"),
    ({"Noclegi": "01.01.1999"}, "Noclegi", "dniami"),
    ({"Dodatki": "Bal"}, "Dodatki", "Gala"),
    ({"Etykiety": "nieznana"}, "Etykiety", "VIP"),
    ({"Rozmiar buta": "duży"}, "Rozmiar buta", "liczb"),
    ({"Instytucja": "GOPS Inny", "Kierownik": ""}, "Kierownik", "wypełn"),
    ({"Karta": "KU22222222"}, "Karta", "kod"),
    ({"Kod uczestnika": "ABCDEFGH"}, "Kod uczestnika", "kod"),
    ({"Telefon": "1\n2"}, "Telefon", "jeden"),
]


@pytest.mark.parametrize(("cells", "column", "words"), WRONG)
def test_wrong_cell_is_told_with_row_column_value_and_a_sentence(
    house: House, enter: Enter, cells: dict[str, Any], column: str, words: str
) -> None:
    conference, client = house.conference, enter("Anna")
    Extra.objects.create(conference=conference, slug="gala", name="Gala", price=15000)
    Label.objects.create(conference=conference, name="VIP")
    Question.objects.create(conference=conference, slug="buty", kind=QuestionKind.NUMBER, label="Rozmiar buta")

    job = check(house, client, people_file({"Imię": "Dobra", "E-mail": "dobra@example.org"}, {**cells}))

    wrong = [row for row in job.rows.all() if row.outcome == "refused"]
    assert {(row.number, row.column, row.value) for row in wrong} >= {(3, column, str(cells[column]))}
    assert words in next(row.message for row in wrong if row.column == column)
    page = client.get(house.address("show-job", job.uid)).content.decode()
    assert "Zapisz wszystko" not in page
    answer = client.post(house.address("confirm-import", job.uid))
    assert answer["Location"] == house.address("show-job", job.uid)
    assert not Job.objects.filter(kind="import").exists()
    assert not Participant.objects.exists()


def test_one_bad_row_in_many_stops_all_and_every_one_is_told(house: House, enter: Enter) -> None:
    client = enter("Anna")
    people = [{"Nazwisko": f"Łoś-{number}", "E-mail": f"o{number}@example.org"} for number in range(90)]
    bad = range(5, 90, 3)
    for number in bad:
        people[number]["E-mail"] = "źle"

    job = check(house, client, people_file(*people))

    wrong = [row for row in job.rows.all() if row.outcome == "refused"]
    assert [row.number for row in wrong] == [number + 2 for number in bad]
    assert not ParticipationCard.objects.exists()


def test_too_few_places_are_told_at_the_row(house: House, enter: Enter) -> None:
    PlacePool.objects.filter(conference=house.conference).update(size=1)
    people = [{"Nazwisko": f"Łoś-{number}", "E-mail": f"o{number}@example.org"} for number in range(3)]

    job = check(house, enter("Anna"), people_file(*people))

    assert [(row.number, row.column) for row in job.rows.all() if row.outcome == "refused"] == [
        (3, "Wariant"), (4, "Wariant"),
    ]  # fmt: skip


def test_what_costs_money_is_not_changed_for_who_is_registered(house: House, enter: Enter) -> None:
    person = house.card("Łoś").participants.get()
    rows = [
        ["Kod uczestnika", "Nazwisko", "Imię", "Noclegi", "NIP"],
        [person.badge_code, "Łoś", "Ewa", f"{house.conference.ends_on:%d.%m.%Y}", "5265877635"],
    ]

    job = check(house, enter("Anna"), xlsx(rows))

    assert [(row.column, row.outcome) for row in job.rows.all()] == [("Noclegi", "refused"), ("NIP", "refused")]


def test_cancelled_card_is_left_alone(house: House, enter: Enter) -> None:
    card = house.card("Łoś")
    person = card.participants.get()
    cancel_card(card=card, by=None, reason="")
    rows = [["Kod uczestnika", "Nazwisko", "Imię", "Stanowisko"], [person.badge_code, "Łoś", "Ewa", "dyrektor"]]

    assert [row.outcome for row in check(house, enter("Anna"), xlsx(rows)).rows.all()] == ["refused"]
    assert ParticipationCard.objects.get().state == CardState.CANCELLED


def test_change_since_the_check_is_found_again_and_nothing_is_written(house: House, enter: Enter) -> None:
    client = enter("Anna")
    person = house.card("Łoś").participants.get()
    rows = [["Kod uczestnika", "Nazwisko", "Imię", "Stanowisko"], [person.badge_code, "Łoś", "Ewa", "dyrektor"]]
    job = check(house, client, xlsx(rows))
    Participant.objects.filter(pk=person.pk).update(position="kierownik")

    written = confirm(house, client, job)

    person.refresh_from_db()
    assert person.position == "kierownik"
    assert "Niczego nie zapisano" in written.summary
    assert told(written) == [(2, "Stanowisko", "", "kierownik → dyrektor")]


def test_confirmed_twice_is_written_once(house: House, enter: Enter) -> None:
    client = enter("Anna")
    job = check(house, client, people_file({}))

    first, second = confirm(house, client, job), confirm(house, client, job)

    assert first == second
    assert Participant.objects.count() == 1


def test_worker_killed_in_the_middle_leaves_nothing_and_the_next_writes_all(
    house: House, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter("Anna")
    check_job = check(house, client, people_file({}, {"Imię": "Żaneta", "E-mail": "z@example.org"}))
    address = client.post(house.address("confirm-import", check_job.uid))["Location"]
    job = Job.objects.get(uid=address.rstrip("/").rpartition("/")[2])

    with monkeypatch.context() as patched:
        patched.setattr("registrations.services.importing.hold_first_places", killed)
        with pytest.raises(SystemExit):
            run_job(job.pk)
    assert not Participant.objects.exists()
    Job.objects.filter(pk=job.pk).update(state="queued")
    run_job(job.pk)

    assert Participant.objects.count() == 2
    call_command("check_invariants")


def killed(*args: object) -> None:
    raise SystemExit


@pytest.mark.parametrize(
    ("name", "status"), [("Anna", 200), ("Oskar", 200), ("Tomasz", 403), ("Franek", 403), ("Ewa", 403), ("Olga", 404)]
)
def test_import_is_for_those_who_change_cards(house: House, enter: Enter, name: str, status: int) -> None:
    for address in ("start-import", "download-template"):
        assert enter(name).get(house.address(address)).status_code == status


def test_codes_of_another_conference_are_unknown(house: House, enter: Enter) -> None:
    foreign = house.elsewhere_house().card("Obca").participants.get()
    rows = [["Kod uczestnika", "Nazwisko", "Imię", "Stanowisko"], [foreign.badge_code, "X", "Y", "z"]]

    job = check(house, enter("Anna"), xlsx(rows))

    assert [(row.column, row.outcome) for row in job.rows.all()] == [("Kod uczestnika", "refused")]


def test_check_of_a_colleague_is_not_confirmed(house: House, enter: Enter) -> None:
    job = check(house, enter("Anna"), people_file({}))

    assert enter("Oskar").post(house.address("confirm-import", job.uid)).status_code == 404
