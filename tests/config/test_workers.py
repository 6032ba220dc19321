"""The same tasks in processes of their own: PostgreSQL and Redis, started as in production."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config.celery import app
from mailings.enums import LetterState
from mailings.models import Letter
from mailings.periodic import send_due
from mailings.tasks import send_letter
from tests.config.processes import ROOT, members, started, wait_until
from tests.factories.events import ConferenceFactory

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
StartWorker = Callable[[], int]


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def start_worker(tmp_path: Path, mail: Path) -> Iterator[StartWorker]:
    """Starts a worker on the test database; returns its process id once it takes tasks."""
    here = connection.settings_dict
    database = f"postgres://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
    env = os.environ | {"DATABASE_URL": database, "EMAIL_URL": f"filemail:///{mail}", "WORKER_CONCURRENCY": "1"}
    with ExitStack() as stack:

        def start() -> int:
            log = tmp_path / "worker.log"
            process = stack.enter_context(started("deploy/start", "worker", env=env, log=log))
            assert wait_until(lambda: " ready" in log.read_text() or process.poll() is not None)
            assert process.poll() is None, log.read_text()
            return process.pid

        yield start


def new_letter() -> Letter:
    conference = ConferenceFactory.create()
    return Letter.objects.create(
        association=conference.association,
        conference=conference,
        kind="test",
        language="pl",
        to_email="dyrektor@example.org",
        subject="Zażółć gęślą jaźń",
        text="Treść",
        html="<p>Treść</p>",
        dedupe_key=f"test-{timezone.now().timestamp()}",
    )


def is_sent(letter: Letter) -> bool:
    letter.refresh_from_db()
    return letter.state == LetterState.SENT


def messages(mail: Path) -> list[str]:
    return [file.read_text() for file in sorted(mail.glob("*"))]


def test_worker_does_what_a_page_has_asked_for(start_worker: StartWorker, mail: Path) -> None:
    start_worker()
    letter = new_letter()
    send_letter.delay(letter.pk)
    assert wait_until(lambda: is_sent(letter))
    assert [f"<{letter.uid}@zjazd>" in text for text in messages(mail)] == [True]


def test_task_sent_while_no_worker_lives_waits_for_the_next(start_worker: StartWorker, mail: Path) -> None:
    worker = start_worker()
    for member in members(worker):
        os.kill(member, signal.SIGKILL)
    assert wait_until(lambda: not members(worker))
    letter = new_letter()
    send_letter.delay(letter.pk)
    start_worker()
    assert wait_until(lambda: is_sent(letter))
    assert len(messages(mail)) == 1


def test_lost_queue_loses_no_letter(start_worker: StartWorker, mail: Path) -> None:
    letter = new_letter()
    send_letter.delay(letter.pk)
    assert app.control.purge() >= 1
    start_worker()
    assert not is_sent(letter)
    send_due.delay()
    assert wait_until(lambda: is_sent(letter))
    assert len(messages(mail)) == 1


def test_worker_ends_in_order_when_told(start_worker: StartWorker) -> None:
    worker = start_worker()
    os.kill(worker, signal.SIGTERM)
    assert wait_until(lambda: not members(worker))


def test_settings_are_those_of_production() -> None:
    assert settings.CELERY_BROKER_URL.startswith("redis://")
    assert app.conf.broker_transport_options["unacked_restore_interval"] == 2
    assert app.conf.worker_prefetch_multiplier == 1
    assert (ROOT / "deploy" / "start").stat().st_mode & 0o111
