from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkin.models import AttendanceMark
from panel.selectors.prints import attendance_paper
from panel.setup.keys import key_of
from tests.factories.certificates import CertificateFactory
from tests.factories.events import VariantFactory
from tests.panel.conftest import House
from tests.panel.presence.world import begin, person_of, session_now

Enter = Callable[[str], Client]


def of_day(house: House) -> str:
    return house.address("type-list", house.conference.starts_on.isoformat())


@pytest.mark.parametrize("group", ["letter", "institution", "variant"])
def test_list_is_in_the_order_of_the_printed_one(house: House, enter: Enter, group: str) -> None:
    conference = begin(house.conference)
    for surname, institution in (("Żak", "GOPS A"), ("Łoś", "GOPS B"), ("Ćma", "GOPS A"), ("Lis", "GOPS B")):
        person_of(conference, surname, institution)
    person_of(conference, "Zdalna", variant=VariantFactory.create(conference=conference, is_remote=True))

    shown = enter("Oskar").get(f"{of_day(house)}?group={group}").context["list"]

    paper = attendance_paper(conference, None, group)
    typed = [(part.title, [(line.number, line.name) for line in part.lines]) for part in shown.groups]
    printed = [(part.title, [(one.number, one.name) for one in part.people]) for part in paper.groups]
    assert typed == printed
    assert shown.total == 4


def test_ticked_names_are_added_and_a_second_time_changes_nothing(house: House, enter: Enter) -> None:
    conference = begin(house.conference)
    anna, ewa = person_of(conference, "Anna"), person_of(conference, "Ewa")
    stranger = person_of(house.elsewhere, "Obca")
    client = enter("Oskar")

    first = client.post(of_day(house), {"signed": [anna.badge_code, stranger.badge_code]}, follow=True)
    second = client.post(of_day(house), {"signed": [anna.badge_code]}, follow=True)

    assert (first.context["list"].signed, first.context["list"].total) == (1, 2)
    assert "Dopisano 1 osobę." in first.content.decode()
    assert "1 osoba zmieniła się w międzyczasie" in first.content.decode()
    assert "Nic nie zmieniono." in second.content.decode()
    assert AttendanceMark.objects.get().participant == anna
    assert ewa.badge_code in second.content.decode()


def test_two_clerks_at_once_lose_nothing(house: House, enter: Enter) -> None:
    """Each sends only what was ticked on a page that knew nothing of the other."""
    conference = begin(house.conference)
    anna, ewa, iga = (person_of(conference, name) for name in ("Anna", "Ewa", "Iga"))
    first, second = enter("Oskar"), enter("Anna")

    first.post(of_day(house), {"signed": [anna.badge_code, ewa.badge_code]})
    second.post(of_day(house), {"signed": [ewa.badge_code, iga.badge_code]})

    assert sorted(AttendanceMark.objects.values_list("participant__last_name", flat=True)) == ["Anna", "Ewa", "Iga"]


def test_name_is_taken_off_and_other_ticks_are_kept(house: House, enter: Enter) -> None:
    conference = begin(house.conference)
    session = session_now(conference)
    anna, ewa = person_of(conference, "Anna"), person_of(conference, "Ewa")
    client, address = enter("Oskar"), house.address("type-list", key_of(session))
    client.post(address, {"signed": [anna.badge_code]})

    answer = client.post(address, {"struck": anna.badge_code, "signed": [ewa.badge_code]}, follow=True)

    lines = [(line.name.split()[0], line.signed) for part in answer.context["list"].groups for line in part.lines]
    assert lines == [("Anna", False), ("Ewa", True)]
    assert "Wykreślono z listy: Maria Anna." in answer.content.decode()
    stranger = person_of(house.elsewhere, "Obca")
    assert client.post(address, {"struck": stranger.badge_code}).status_code == 404


def test_name_that_a_certificate_stands_on_is_not_taken_off(house: House, enter: Enter) -> None:
    anna = person_of(begin(house.conference), "Anna")
    client = enter("Oskar")
    client.post(of_day(house), {"signed": [anna.badge_code]})
    CertificateFactory.create(participant=anna)

    answer = client.post(of_day(house), {"struck": anna.badge_code}, follow=True)

    assert "Najpierw trzeba je unieważnić" in answer.content.decode()
    assert answer.context["list"].signed == 1


@pytest.mark.parametrize(("name", "status"), [("Franek", 403), ("Tomasz", 403), ("Ewa", 403), ("Olga", 404)])
def test_others_type_nothing(house: House, enter: Enter, name: str, status: int) -> None:
    anna = person_of(begin(house.conference), "Anna")
    client = enter(name)

    answers = [client.get(of_day(house)), client.post(of_day(house), {"signed": [anna.badge_code]})]

    assert [answer.status_code for answer in answers] == [status, status]
    assert not AttendanceMark.objects.exists()


def test_days_and_sessions_of_others_have_no_list(house: House, enter: Enter) -> None:
    begin(house.conference)
    client = enter("Oskar")
    targets = ["2001-01-01", "nothing", key_of(session_now(begin(house.elsewhere)))]

    assert [client.get(house.address("type-list", one)).status_code for one in targets] == [404, 404, 404]


def test_queries_are_the_same_for_one_and_three(house: House, enter: Enter) -> None:
    conference, client = begin(house.conference), enter("Oskar")
    counts = []
    for number in range(3):
        person_of(conference, f"Anna{number}")
        if number in (0, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get(of_day(house))
            counts.append(len(queries))

    assert counts[0] == counts[1]
