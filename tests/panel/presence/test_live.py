from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkin.enums import Direction, ScanPointKind, ScanResult
from checkin.services import sign_list
from panel.presence.selectors.live import live
from panel.presence.selectors.missing import Wanted, missing
from panel.setup.keys import key_of
from tests.factories.checkin import ScanPointFactory
from tests.factories.events import VariantFactory
from tests.factories.program import HallFactory
from tests.panel.conftest import House
from tests.panel.presence.world import ago, begin, entrance, person_of, scan, session_now, tracked_door

Enter = Callable[[str], Client]


def test_who_is_inside_is_told_where_leaving_is_scanned(house: House) -> None:
    conference = begin(house.conference)
    hall = HallFactory.create(conference=conference, name="Aula")
    session = session_now(conference, hall=hall, title="Usługi")
    door = tracked_door(session)
    anna, ewa, iga, _absent = (person_of(conference, name) for name in ("Anna", "Ewa", "Iga", "Ola"))
    for person in (anna, ewa, iga):
        scan(person, door, ago(minutes=25))
    scan(ewa, door, ago(minutes=20), Direction.OUT)
    scan(iga, door, ago(minutes=20), Direction.OUT)
    scan(iga, door, ago(minutes=10))
    scan(anna, door, ago(minutes=5), Direction.OUT, ScanResult.UNDONE)

    shown = live(conference)

    [row] = shown.days[0].rows
    assert row.place is not None
    assert (row.place.let_in, row.place.inside, row.place.present, row.place.expected) == (3, 2, 2, 4)
    [in_hall] = shown.halls
    assert (in_hall.name, in_hall.is_on, in_hall.row) == ("Aula", True, row)


def test_days_other_than_today_are_folded_while_the_conference_is_on(house: House) -> None:
    conference = begin(house.conference)
    session_now(conference)
    session_now(conference, starts_at=ago(days=-2), ends_at=ago(days=-2, hours=-1))

    assert [day.is_folded for day in live(conference).days] == [False, True]


def test_evening_that_goes_on_past_midnight_is_not_over(house: House) -> None:
    conference = begin(house.conference)
    after_midnight = timezone.localtime().replace(hour=0, minute=10) + timedelta(days=1)
    with time_machine.travel(after_midnight, tick=False):
        session_now(conference, hall=HallFactory.create(conference=conference, name="Sala balowa"), title="Gala")
        session_now(conference, starts_at=ago(hours=-9), ends_at=ago(hours=-10))
        session_now(conference, starts_at=ago(hours=-33), ends_at=ago(hours=-34))

        shown = live(conference)

    assert [day.is_folded for day in shown.days] == [False, False, True]
    assert [(hall.name, hall.is_on) for hall in shown.halls] == [("Sala balowa", True)]


def test_session_that_is_over_tells_who_was_let_in(house: House) -> None:
    conference = begin(house.conference)
    session = session_now(conference, starts_at=ago(hours=5), ends_at=ago(hours=4))
    door = tracked_door(session)
    anna = person_of(conference, "Anna")
    scan(anna, door, ago(hours=5))
    scan(anna, door, ago(hours=4), Direction.OUT)

    [row] = [row for day in live(conference).days for row in day.rows]

    assert row.place is not None
    assert (row.place.inside, row.place.present, row.is_on) == (None, 1, False)


def test_points_expect_those_whom_they_let_in(house: House) -> None:
    conference = begin(house.conference)
    full = VariantFactory.create(conference=conference)
    remote = VariantFactory.create(conference=conference, is_remote=True)
    for variant in (full, full, house.variant, remote):
        person_of(conference, "Anna", variant=variant)
    entrance(conference)
    lunch = ScanPointFactory.create(conference=conference, name="Obiad", kind=ScanPointKind.MEAL, position=1)
    lunch.variants.add(full)

    assert [(place.name, place.expected) for place in live(conference).points] == [("Wejście główne", 3), ("Obiad", 2)]


def test_arrivals_are_a_curve_with_a_table(house: House, enter: Enter) -> None:
    conference = begin(house.conference)
    door = entrance(conference)
    for number, surname in enumerate(("Anna", "Ewa", "Iga")):
        scan(person_of(conference, surname), door, ago(minutes=90 - 40 * number))
    person_of(conference, "Ola")

    answer = enter("Franek").get(house.address("show-presence"))

    curve = answer.context["live"].curve
    assert [row.total for row in curve.rows] == [1, 2, 3]
    text = answer.content.decode()
    assert curve.line in text
    assert "To samo w tabeli" in text
    assert 'hx-trigger="every 10s"' in text


def test_page_keeps_still_when_it_is_told(house: House, enter: Enter) -> None:
    text = enter("Franek").get(f"{house.address('show-presence')}?still=yes").content.decode()

    assert "every 10s" not in text
    assert '<input type="hidden" name="still" value="yes">' in text


@pytest.mark.parametrize("part", ["presence", "missing"])
def test_part_of_the_page_is_answered_alone(house: House, enter: Enter, part: str) -> None:
    headers = {"HX-Request": "true", "HX-Target": part}

    text = enter("Franek").get(house.address("show-presence"), headers=headers).content.decode()

    assert text.strip().startswith(f'<div id="{part}"')
    assert "<html" not in text


def test_missing_are_found_by_folded_name_and_institution(house: House) -> None:
    conference = begin(house.conference)
    los = person_of(conference, "Łoś", "MOPS Łódź")
    cma = person_of(conference, "Ćma", "GOPS Żary")
    here = person_of(conference, "Łoś", "GOPS Żary")
    scan(here, entrance(conference), ago(minutes=5))

    def found(**query: str) -> list[str]:
        return [one.last_name for one in missing(conference, Wanted(**query)).page.object_list]

    assert found() == ["Ćma", "Łoś"]
    assert found(words="los") == ["Łoś"]
    assert found(words="zary") == ["Ćma"]
    assert found(institution=key_of(los.card.institution)) == ["Łoś"]
    assert found(words="cma", institution=key_of(los.card.institution)) == []
    assert found(institution="nothing") == []
    assert found(page="99") == ["Ćma", "Łoś"]
    assert [one for _key, one in missing(conference, Wanted()).institutions] == [
        cma.card.institution,
        los.card.institution,
    ]


def test_page_tells_no_money_and_no_needs(house: House, enter: Enter) -> None:
    conference = begin(house.conference)
    anna = person_of(conference, "Anna", diet="vegan", diet_note="bez orzechów", accessibility="wózek")
    anna.card.due, anna.card.contact_phone = 123400, "600 700 800"
    anna.card.save()
    scan(anna, entrance(conference), ago(minutes=5), result=ScanResult.UNPAID)

    text = enter("Franek").get(house.address("show-presence")).content.decode()

    assert "nie wpuszczono" in text
    for told in ("Anna", "600 700 800"):
        assert told in text
    for hidden in ("orzechów", "wózek", "1 234", "nieopłacon", "wpłat", "wega"):
        assert hidden not in text


def test_another_associations_people_are_not_there(house: House, enter: Enter) -> None:
    other = begin(house.elsewhere)
    stranger = person_of(other, "Tajemnicza", "GOPS Cudzy")
    scan(stranger, entrance(other), ago(minutes=5))
    person_of(other, "Skryta")

    text = enter("Franek").get(house.address("show-presence")).content.decode()

    assert "Tajemnicza" not in text
    assert "Skryta" not in text
    assert enter("Olga").get(house.address("show-presence")).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("Franek", 200), ("Oskar", 200), ("Tomasz", 403), ("Ewa", 403)])
def test_who_scans_sees_presence(house: House, enter: Enter, name: str, status: int) -> None:
    answer = enter(name).get(house.address("show-presence"))

    assert answer.status_code == status
    assert ("Obecność" in answer.content.decode()) is (status == 200)


def test_queries_do_not_grow_with_people_sessions_and_scans(house: House, enter: Enter) -> None:
    conference, client = begin(house.conference), enter("Franek")
    gate = entrance(conference)
    counts = []
    for times in (1, 2):
        for number in range(times):
            session = session_now(conference, hall=HallFactory.create(conference=conference))
            anna, _missing = person_of(conference, "Anna"), person_of(conference, f"Ewa{number}")
            scan(anna, gate, ago(minutes=20))
            scan(anna, tracked_door(session), ago(minutes=10))
            sign_list(conference=conference, target=session, people=[anna.pk], by=house.people["Oskar"])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(house.address("show-presence"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
