"""Things done at the same moment, each on a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

Work = Callable[[], object]
# For `pytestmark` of a file of races.
RACES = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="writers of SQLite queue up by themselves"),
]


def at_once(works: Sequence[Work], *refusals: type[Exception]) -> list[str]:
    """Each let go together: `done`, or the name of the refusal that was raised; in alphabetical order."""
    start = Barrier(len(works))

    def alone(work: Work) -> str:
        try:
            start.wait()
            work()
        except refusals as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as hands:
        return sorted(hands.map(alone, works))
