import pytest
from pytest_django import DjangoAssertNumQueries

from events.selectors import PlacesLeft, places_left
from tests.factories.events import ConferenceFactory, PlacePoolFactory, VariantFactory


@pytest.mark.django_db
@pytest.mark.parametrize("others", [0, 3])
def test_variant_has_the_places_of_its_tightest_pool(
    others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    conference = ConferenceFactory.create()
    hotel = PlacePoolFactory.create(conference=conference, size=10, taken=8)
    hall = PlacePoolFactory.create(conference=conference, size=100, taken=0)
    full = PlacePoolFactory.create(conference=conference, size=4, taken=4)
    stay, day, online, gala = (VariantFactory.create(conference=conference) for _ in range(4))
    stay.pools.add(hotel, hall)
    day.pools.add(hall)
    gala.pools.add(hall, full)
    VariantFactory.create_batch(others)

    with django_assert_num_queries(1):
        found = places_left(conference)

    assert found == {
        stay.pk: PlacesLeft(2, 10),
        day.pk: PlacesLeft(100, 100),
        online.pk: PlacesLeft(None, None),
        gala.pk: PlacesLeft(0, 4),
    }
