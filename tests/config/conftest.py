from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.config.matrix_world import World


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Two associations with everything, built once for a file of tests and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("pl"):
            built = World()
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world: World, db: None) -> World:
    """Each test works above the same rows, in a savepoint of its own, and remembers nothing of another's changes."""
    return deepcopy(built_world)
