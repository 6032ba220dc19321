from collections.abc import Iterator
from queue import Empty, Queue
from threading import enumerate as threads

import pytest

from config.celery import app
from config.embedded import EmbeddedWorker
from config.schedule import BEAT_SCHEDULE, every

done: Queue[object] = Queue()


@app.task(name="tests.note")
def note(value: object) -> None:
    done.put(value)


@app.task(name="tests.fail")
def fail() -> None:
    raise LookupError("on purpose")


@pytest.fixture(autouse=True)
def empty_queue() -> None:
    """What earlier tests in this process queued is not for this worker."""
    app.control.purge()


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedWorker]:
    monkeypatch.setitem(app.conf, "beat_schedule", {"tests: tick": every(1, "tests.note") | {"args": ["tick"]}})
    embedded = EmbeddedWorker()
    embedded.start()
    yield embedded
    embedded.stop()


def results(count: int) -> list[object]:
    """The next results, in order of arrival; those of the clock are left out."""
    found: list[object] = []
    while len(found) < count:
        value = done.get(timeout=10)
        if value != "tick":
            found.append(value)
    return found


def test_task_sent_in_this_process_is_done_by_it(worker: EmbeddedWorker) -> None:
    for number in range(20):
        note.delay(number)
    assert sorted(map(str, results(20))) == sorted(map(str, range(20)))


def test_task_that_fails_does_not_stop_the_worker(worker: EmbeddedWorker) -> None:
    fail.delay()
    note.delay("after")
    assert results(1) == ["after"]


def test_clock_starts_what_is_due(worker: EmbeddedWorker) -> None:
    while done.get(timeout=10) != "tick":
        pass


def test_stop_finishes_what_runs_and_ends_every_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.conf, "beat_schedule", {})
    before = set(threads())
    embedded = EmbeddedWorker()
    embedded.start()
    note.delay("first")
    assert results(1) == ["first"]
    embedded.stop()
    assert set(threads()) == before
    note.delay("nobody is there")
    with pytest.raises(Empty):
        done.get(timeout=0.5)
    # On Redis what earlier workers had in hand comes back beside it.
    assert app.control.purge() >= 1


def test_schedule_starts_every_periodic_task_and_nothing_else() -> None:
    app.loader.import_default_modules()
    periodic = {name for name, task in app.tasks.items() if task.__module__.endswith(".periodic")}
    assert {entry["task"] for entry in BEAT_SCHEDULE.values()} == periodic


def test_options_carry_nothing_but_json() -> None:
    assert (app.conf.task_serializer, app.conf.accept_content) == ("json", ["json"])
    assert app.conf.task_acks_late is True
