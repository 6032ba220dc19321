import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from checkin.door_data import answer, door_data
from checkin.enums import ScanPointKind
from checkin.models import Device
from checkin.reading import code_digest
from checkin.services import record_scans
from events.models import Extra
from registrations.enums import Diet, ParticipantState
from registrations.inputs import NewPerson
from registrations.models import Participant, ParticipantExtra
from registrations.services import exchange_participant, replace_badge
from tests.checkin.badges import paid_participant, scan_of
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory
from tests.factories.registrations import CardFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def contents(device: Device) -> dict[str, Any]:
    return {name: json.loads(text) for name, (_digest, text) in door_data(device).items()}


def row_of(device: Device, person: Participant) -> list[Any]:
    people: list[list[Any]] = [
        row for name, rows in contents(device).items() if name.startswith("people.") for row in rows
    ]
    [found] = [row for row in people if row[0] == person.pk]
    return found


def test_tells_what_the_door_needs_and_no_more() -> None:
    conference = ConferenceFactory.create()
    ScanPointFactory.create(conference=conference, hands_out="torba i smycz", payment="warning")
    device = DeviceFactory.create(conference=conference)
    card = CardFactory.create(conference=conference, due=123457, settled=0)
    person = ParticipantFactory.create(
        card=card, academic_title="dr", first_name="Ewa", last_name="Żak", diet=Diet.VEGAN, phone="600100200"
    )
    extra = Extra.objects.create(conference=conference, slug="gala", name="Gala")
    ParticipantExtra.objects.create(participant=person, extra=extra)
    stranger = paid_participant(ConferenceFactory.create(), last_name="Obca")

    told = contents(device)

    key = [person.pk, code_digest(person.badge_code), "dr\tEwa\tŻak"]
    assert row_of(device, person) == [*key, card.institution_id, person.variant_id, 0, 0, [extra.pk]]
    assert told["points"][0]["handsOut"] == "torba i smycz"
    assert told["points"][0]["payment"] == "warning"
    assert told["names"]["institutions"] == {str(card.institution_id): card.institution.name}
    text = json.dumps(told, ensure_ascii=False)
    for secret in (person.email, person.phone, "1234", "Obca", person.badge_code, stranger.badge_code, card.code):
        assert secret not in text
    assert "wega" not in text


def test_tells_diets_only_to_phones_where_food_is_handed_out() -> None:
    conference = ConferenceFactory.create()
    entrance = ScanPointFactory.create(conference=conference)
    lunch = ScanPointFactory.create(conference=conference, kind=ScanPointKind.MEAL)
    at_door, at_lunch = DeviceFactory.create_batch(2, conference=conference)
    at_door.points.add(entrance)
    at_lunch.points.add(lunch)
    person = paid_participant(conference, diet=Diet.OTHER, diet_note="bez orzechów")

    assert "orzech" not in json.dumps(contents(at_door), ensure_ascii=False)
    assert "bez orzechów" in row_of(at_lunch, person)[-1]
    assert [point["slug"] for point in contents(at_door)["points"]] == [entrance.slug]


def test_old_badge_of_an_exchanged_person_is_told_to_be_refused() -> None:
    conference = ConferenceFactory.create()
    device = DeviceFactory.create(conference=conference)
    person, other = paid_participant(conference), paid_participant(conference)
    old = code_digest(person.badge_code)
    lost = code_digest(other.badge_code)

    someone = NewPerson(first_name="Jan", last_name="Nowak", email="nowak@example.org")
    new = exchange_participant(participant=person, person=someone, by=None)
    replace_badge(participant=other, by=None, reason="zgubiony")

    assert contents(device)["withdrawn"] == [old, lost]
    assert row_of(device, new)[1:3] == [code_digest(new.badge_code), "\tJan\tNowak"]
    assert code_digest(new.badge_code) != old


def test_sends_only_what_changed() -> None:
    conference = ConferenceFactory.create()
    point = ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    people = [paid_participant(conference) for _ in range(3)]
    held = {name: digest for name, (digest, _text) in door_data(device).items()}
    assert json.loads(answer(door_data(device), held, {}))["parts"] == {}

    record_scans(device=device, scans=[scan_of(people[0], point)])
    Participant.objects.filter(pk=people[1].pk).update(state=ParticipantState.CANCELLED)
    changed = json.loads(answer(door_data(device), held | {"people.99": "x"}, {"now": "teraz"}))

    assert set(changed["parts"]) == {f"moves.{people[0].pk % 64}", f"people.{people[1].pk % 64}"}
    [[key, slug, second]] = changed["parts"][f"moves.{people[0].pk % 64}"][1]
    assert (key, slug) == (people[0].pk, point.slug)
    assert abs(second - timezone.now().timestamp()) < 60
    assert (changed["gone"], changed["now"]) == (["people.99"], "teraz")


def test_number_of_queries_does_not_grow_with_people(django_assert_num_queries: Any) -> None:
    conference = ConferenceFactory.create()
    ScanPointFactory.create(conference=conference)
    device = DeviceFactory.create(conference=conference)
    for count in (1, 20):
        for _ in range(count):
            paid_participant(conference)
        with django_assert_num_queries(12):
            door_data(device)


def test_tells_until_when_it_may_be_kept_and_how_the_clock_is_moved() -> None:
    conference = ConferenceFactory.create(clock_shift=timedelta(days=60))
    device = DeviceFactory.create(conference=conference)

    about = contents(device)["conference"]

    assert about["shift"] == 60 * 24 * 3600 * 1000
    assert about["until"] == round(device.expires_at.timestamp() * 1000)
