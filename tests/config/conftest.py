import pickle
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.config.matrix_world import World


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[bytes]:
    """Two associations with everything, built once for a file of tests and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("pl"):
            built = pickle.dumps(World())
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world: bytes, db: None) -> World:
    """Each test works above the same rows, in a savepoint of its own, and remembers nothing of another's changes."""
    copy: World = pickle.loads(built_world)  # made above
    return copy
