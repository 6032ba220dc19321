import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certificates.services import issue_certificates
from checkin.enums import Direction
from checkin.models import AttendanceMark
from events.models import Conference
from panel.setup.keys import key_of
from registrations.models import Participant
from tests.certificates.ended import attendee, door_of, let_in, moment, session_at
from tests.factories.events import days_ahead
from tests.panel.conftest import House
from tests.panel.presence.world import ago, begin, person_of, scan, session_now, tracked_door

Enter = Callable[[str], Client]


def end(conference: Conference, **changes: object) -> Conference:
    conference.starts_on, conference.ends_on = days_ahead(-4), days_ahead(-2)
    for name, value in changes.items():
        setattr(conference, name, value)
    conference.save()
    return conference


def of_session(house: House, session: object, kind: str = "") -> str:
    name, rest = ("export-attendance", [key_of(session), kind]) if kind else ("show-attendance", [key_of(session)])  # type: ignore[arg-type]  # a session
    return house.address(name, *rest)


def rows_of(client: Client, address: str) -> list[list[str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_attendance_tells_first_in_last_out_minutes_share_and_whether_it_counts(house: House, enter: Enter) -> None:
    conference = end(house.conference, training_rule="share", training_share=75)
    session = session_at(conference, 0, 10)
    door = tracked_door(session)
    anna, _ola = person_of(conference, "Anna"), person_of(conference, "Ola")
    scan(anna, door, moment(conference, 0, 10, 5))
    scan(anna, door, moment(conference, 0, 11, 20), Direction.OUT)

    answer = enter("Franek").get(of_session(house, session))

    first, second = [one for one, _number in answer.context["rows"]]
    stood = first.standing
    assert (first.person.last_name, first.minutes, stood.share, first.counts) == ("Anna", 75, 83, True)
    assert (stood.first_in, stood.last_out) == (moment(conference, 0, 10, 5), moment(conference, 0, 11, 20))
    assert (second.person.last_name, second.standing.known, second.counts) == ("Ola", None, False)
    text = answer.content.decode()
    for words in ("10.05", "11.20", "83%", "skan przy drzwiach", "co najmniej 75% czasu", "Zaliczona 1 osobie"):
        assert words in text


def test_attendance_is_searched_and_needs_a_session_of_its_own(house: House, enter: Enter) -> None:
    conference = end(house.conference)
    session, unknown = session_at(conference, 0, 10), session_at(conference, 0, 12, starts_at=None, ends_at=None)
    person_of(conference, "Łoś"), person_of(conference, "Ćma")
    client = enter("Franek")

    answer = client.get(f"{of_session(house, session)}?q=los")

    assert [one.person.last_name for one, _number in answer.context["rows"]] == ["Łoś"]
    theirs = session_at(end(house.elsewhere), 0, 10)
    assert [client.get(of_session(house, one)).status_code for one in (unknown, theirs)] == [404, 404]
    assert enter("Olga").get(of_session(house, session)).status_code == 404
    assert enter("Tomasz").get(of_session(house, session)).status_code == 403


def test_exports_write_texts_and_never_formulas(house: House, enter: Enter) -> None:
    conference = end(house.conference)
    session = session_at(conference, 0, 10)
    anna = person_of(conference, "=HYPERLINK(1)", "+GOPS")
    scan(anna, door_of(session), moment(conference, 0, 10))
    client = enter("Franek")

    rows = rows_of(client, of_session(house, session, "csv"))
    hours = rows_of(client, house.address("export-hours", "csv"))
    book = openpyxl.load_workbook(io.BytesIO(client.get(of_session(house, session, "xlsx")).content))

    assert rows[1][1:3] == ["'=HYPERLINK(1) Maria", "'+GOPS"]
    assert rows[1][4:] == [f"{conference.starts_on:%d.%m.%Y} 10:00", "", "90", "100", "tak", "skan przy drzwiach"]
    cell = book.active["B2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1) Maria")
    assert hours[1][1] == "'=HYPERLINK(1) Maria"
    assert hours[1][-2:] == ["1", "2"]


def test_hours_in_the_panel_are_those_on_certificates(house: House, enter: Enter) -> None:
    conference = end(house.conference, training_rule="share", training_share=50)
    sessions = [session_at(conference, day, 10) for day in range(3)]
    session_at(conference, 0, 10, minutes=60)
    for count in (1, 2, 3):
        person = attendee(conference, last_name=f"Osoba{count}")
        for session in sessions[:count]:
            let_in(person, door_of(session), session.starts_at)  # type: ignore[arg-type]  # known

    shown = {one.person.pk: one.hours for one, _n in enter("Franek").get(house.address("list-hours")).context["rows"]}
    issue_certificates(conference=conference, by=None)

    issued = dict(Participant.objects.values_list("pk", "certificates__hours"))
    assert shown == issued
    assert sorted(shown.values()) == [2, 4, 6]


def test_person_is_corrected_by_hand_with_a_reason(house: House, enter: Enter) -> None:
    conference = end(house.conference)
    session = session_at(conference, 0, 10)
    anna = person_of(conference, "Anna")
    address = house.address("correct-attendance", anna.card.code, 1)
    form = {"target": key_of(session), "verdict": "attended", "reason": "Rozładowany telefon"}
    client = enter("Oskar")

    wrong = client.post(address, {**form, "reason": "", "target": "elsewhere"})
    done = client.post(address, form, follow=True)

    assert set(wrong.context["form"].errors) == {"reason", "target"}
    assert done.context["sheet"].hours == 2
    text = done.content.decode()
    for words in ("Poprawka została zapisana.", "Rozładowany telefon", "Oskar", "poprawiono ręcznie"):
        assert words in text
    assert AttendanceMark.objects.get().session == session


@pytest.mark.parametrize(("name", "status"), [("Franek", 403), ("Tomasz", 403), ("Ewa", 403), ("Olga", 404)])
def test_others_do_not_correct(house: House, enter: Enter, name: str, status: int) -> None:
    anna = person_of(begin(house.conference), "Anna")
    form = {"target": house.conference.starts_on.isoformat(), "verdict": "attended", "reason": "Tak"}

    answer = enter(name).post(house.address("correct-attendance", anna.card.code, 1), form)

    assert answer.status_code == status
    assert not AttendanceMark.objects.exists()


def test_who_scans_sees_attendance_of_a_person_without_the_form(house: House, enter: Enter) -> None:
    conference = begin(house.conference)
    anna = person_of(conference, "Anna")
    session = session_now(conference, title="Usługi")
    scan(anna, door_of(session), ago(minutes=10))
    page = house.address("show-person-attendance", anna.card.code, 1)

    text = enter("Franek").get(page).content.decode()

    assert "Usługi" in text
    assert "Popraw ręcznie" not in text
    assert "Popraw ręcznie" in enter("Oskar").get(page).content.decode()
    assert page in enter("Franek").get(house.address("show-card", anna.card.code)).content.decode()


def test_issued_certificate_stands_until_it_is_revoked(house: House, enter: Enter) -> None:
    conference = end(house.conference)
    session = session_at(conference, 0, 10)
    anna = person_of(conference, "Anna")
    scan(anna, door_of(session), moment(conference, 0, 10))
    issue_certificates(conference=conference, by=None)
    client = enter("Oskar")
    correct = house.address("correct-attendance", anna.card.code, 1)
    form = {"target": key_of(session), "verdict": "absent", "reason": "Nie było jej"}

    page = client.get(house.address("show-person-attendance", anna.card.code, 1)).content.decode()
    refused = client.post(correct, form)
    client.post(house.address("revoke-certificate", anna.card.code, 1), {"reason": "Nie było jej"})
    allowed = client.post(correct, form)

    certificate = anna.certificates.get()
    assert "Poprawienie obecności samo go nie zmienia." in page
    assert "Najpierw trzeba je unieważnić" in refused.content.decode()
    assert certificate.is_revoked
    assert allowed.status_code == 302
    assert AttendanceMark.objects.count() == 1


@pytest.mark.parametrize("page", ["show-attendance", "list-hours"])
def test_queries_are_the_same_for_one_and_three(house: House, enter: Enter, page: str) -> None:
    conference, client = end(house.conference), enter("Franek")
    session = session_at(conference, 0, 10)
    rest = [key_of(session)] if page == "show-attendance" else []
    counts = []
    for number in range(3):
        scan(person_of(conference, f"Anna{number}"), door_of(session), moment(conference, 0, 10))
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                assert len(client.get(house.address(page, *rest)).context["rows"]) == number + 1
            counts.append(len(queries))

    assert counts[0] == counts[1]


def test_correction_is_told_in_the_timeline_of_the_card(house: House, enter: Enter) -> None:
    anna = person_of(begin(house.conference), "Anna")
    form = {"target": house.conference.starts_on.isoformat(), "verdict": "absent", "reason": "Wyjechała wcześniej"}
    client = enter("Oskar")

    client.post(house.address("correct-attendance", anna.card.code, 1), form)

    text = client.get(house.address("show-card", anna.card.code)).content.decode()
    for words in ("Poprawiono obecność: Maria Anna", "Wyjechała wcześniej", "nieobecność"):
        assert words in text
