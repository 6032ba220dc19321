"""Places: given all or none, in one order, never more than there are."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from events.enums import Stage
from events.models import PlacePool
from events.services import NoPlaces, give_back_places, move_clock, next_stage, take_places
from tests.factories.events import ConferenceFactory, PlacePoolFactory

pytestmark = pytest.mark.django_db


def taken() -> list[int]:
    return list(PlacePool.objects.order_by("pk").values_list("taken", flat=True))


def test_places_are_taken_and_given_back() -> None:
    pool = PlacePoolFactory.create(size=3)
    take_places(wanted={pool.pk: 3})
    assert taken() == [3]
    give_back_places(held={pool.pk: 2})
    assert taken() == [1]


@pytest.mark.parametrize(("size", "wanted", "fits"), [(5, 5, True), (5, 6, False), (0, 1, False), (1, 0, True)])
def test_last_place_is_given_and_not_one_more(size: int, wanted: int, fits: bool) -> None:
    pool = PlacePoolFactory.create(size=size)
    if fits:
        take_places(wanted={pool.pk: wanted})
        assert taken() == [wanted]
    else:
        with pytest.raises(NoPlaces) as refused, transaction.atomic():
            take_places(wanted={pool.pk: wanted})
        assert (refused.value.pool, refused.value.pool.left) == (pool, size)
        assert taken() == [0]


def test_all_pools_or_none() -> None:
    roomy, full = PlacePoolFactory.create(size=9), PlacePoolFactory.create(size=1)
    with pytest.raises(NoPlaces), transaction.atomic():
        take_places(wanted={full.pk: 2, roomy.pk: 2})
    assert taken() == [0, 0]


def test_pools_are_taken_in_the_order_of_their_keys() -> None:
    first, second, third = (PlacePoolFactory.create() for _ in range(3))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        take_places(wanted={third.pk: 1, first.pk: 1, second.pk: 1})
    order = [query["sql"].split('"id" = ')[1].split(" ")[0] for query in asked if "UPDATE" in query["sql"]]
    assert [int(key) for key in order] == [first.pk, second.pk, third.pk]


def test_more_given_back_than_taken_is_refused() -> None:
    pool = PlacePoolFactory.create(size=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        give_back_places(held={pool.pk: 1})
    assert taken() == [0]


@pytest.mark.django_db(transaction=True)
def test_places_are_not_taken_outside_a_transaction() -> None:
    pool = PlacePoolFactory.create(size=3)
    with pytest.raises(RuntimeError):
        take_places(wanted={pool.pk: 1})
    assert taken() == [0]


@pytest.mark.parametrize("stage", [Stage.REGISTRATION, Stage.CLOSED, Stage.RUNNING, Stage.ENDED, Stage.ANNOUNCED])
def test_clock_moves_to_every_stage(stage: Stage) -> None:
    conference = ConferenceFactory.create()
    assert move_clock(conference=conference, to=stage).stage == stage
    conference.refresh_from_db()
    assert conference.stage == stage


def test_clock_of_a_real_installation_does_not_move(settings: Settings) -> None:
    settings.DEMO = False
    conference = ConferenceFactory.create()
    with pytest.raises(PermissionDenied):
        move_clock(conference=conference, to=Stage.ENDED)
    conference.refresh_from_db()
    assert conference.clock_shift == timedelta()


def test_stages_follow_one_another_to_the_end() -> None:
    conference = ConferenceFactory.create()
    seen = [conference.stage]
    while following := next_stage(conference):
        seen.append(move_clock(conference=conference, to=following).stage)
    assert seen == [Stage.REGISTRATION, Stage.CLOSED, Stage.RUNNING, Stage.ENDED]
