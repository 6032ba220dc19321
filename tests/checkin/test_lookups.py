from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from checkin.lookups import device_by_hash, doors_by_slug, locked_people
from checkin.rules import Rule
from registrations.models import Participant
from tests.checkin.badges import paid_participant
from tests.factories.checkin import DeviceFactory, ScanPointFactory
from tests.factories.events import ConferenceFactory, VariantFactory

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


def test_doors_by_slug_gives_those_of_the_conference_with_their_rules(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    mine = ScanPointFactory.create(slug="entrance", name="Wejście", payment="warning", times="daily")
    variants = VariantFactory.create_batch(2, conference=mine.conference)
    mine.variants.set(variants)
    ScanPointFactory.create(slug="gala", conference=mine.conference)
    ScanPointFactory.create(slug="entrance")
    device = DeviceFactory.create(conference=mine.conference)

    with django_assert_num_queries(1):
        found = doors_by_slug(device, {"entrance", "gala", "bus"})

    assert {slug: (door.point.name, door.point.kind) for slug, door in found.items()} == {
        "entrance": ("Wejście", "entrance"),
        "gala": ("Wejście", "entrance"),
    }
    assert found["entrance"].rule == Rule(
        payment="warning", times="daily", variants=frozenset(variant.pk for variant in variants)
    )
    assert found["gala"].rule == Rule()


def test_doors_by_slug_leaves_out_where_the_phone_may_not_scan() -> None:
    mine, other = ScanPointFactory.create(slug="entrance"), ScanPointFactory.create(slug="gala")
    lunch = ScanPointFactory.create(slug="lunch", conference=mine.conference)
    bound, free = DeviceFactory.create_batch(2, conference=mine.conference)
    bound.points.add(lunch)

    assert set(doors_by_slug(bound, {"entrance", "lunch", "gala"})) == {"lunch"}
    assert set(doors_by_slug(free, {"entrance", "lunch", "gala"})) == {"entrance", "lunch"}
    assert other.conference != mine.conference


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
