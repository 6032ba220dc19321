from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.utils import translation
from pytest_django import Settings


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
