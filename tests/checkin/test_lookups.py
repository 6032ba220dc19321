from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from checkin.lookups import device_by_hash, locked_people, points_by_slug
from registrations.models import Participant
from tests.checkin.badges import paid_participant
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("_again", range(2))
def test_device_by_hash_gives_each_phone_with_its_conference(
    _again: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shifted = ConferenceFactory.create(clock_shift=timedelta(days=60, seconds=1))
    devices = [DeviceFactory.create(conference=shifted), DeviceFactory.create()]

    with django_assert_num_queries(2):
        found = [device_by_hash(device.token_sha256) for device in devices]
        told = [(one, one.name, one.expires_at, one.revoked_at, one.conference.clock_shift) for one in found if one]

    assert told == [(one, one.name, one.expires_at, None, one.conference.clock_shift) for one in devices]
    assert device_by_hash("0" * 64) is None


def test_points_by_slug_gives_those_of_the_conference() -> None:
    mine = ScanPointFactory.create(slug="entrance", name="Wejście")
    ScanPointFactory.create(slug="entrance")

    found = points_by_slug(mine.conference_id, {"entrance", "gala"})

    assert {slug: (point, point.name, point.kind) for slug, point in found.items()} == {
        "entrance": (mine, "Wejście", "entrance")
    }


def test_locked_people_gives_what_the_door_shows_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    conference = ConferenceFactory.create()
    people = [paid_participant(conference) for _ in range(3)]
    stranger = paid_participant(ConferenceFactory.create())
    codes = {person.badge_code for person in [*people[1:], stranger]}

    for keys in (set[int](), {people[0].pk}):
        with django_assert_num_queries(1):
            found = locked_people(conference.pk, codes, keys)
            told = [(one, shown(one)) for one in found]
        assert told == [(one, shown(one)) for one in (people if keys else people[1:])]


def shown(person: Participant) -> tuple[object, ...]:
    return person.titled_name, person.card.institution.name, person.card.balance, person.variant.name
