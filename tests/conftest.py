import gc
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from pytest_django import Settings

from tests.databases import migrated_sqlite


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copy of the template is taken as it is; it goes with the folder of this process."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    if connection.vendor == "sqlite":
        migrated_sqlite(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(autouse=True)
def polish() -> Iterator[None]:
    """Each test begins in Polish: the language of an English page asked for before would stay in the thread."""
    with translation.override("pl"):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Hashing that takes its time on purpose would take it for every person a test invents."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and counters of one test are not another's, nor another process's on the same Redis."""
    monkeypatch.setattr(caches["default"], "key_prefix", uuid4().hex)
