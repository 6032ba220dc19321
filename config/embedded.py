"""Background work inside the one web process, where there is no broker: a worker and its clock as threads.

Started after the fork, so that processes share no thread or connection, and stopped before the process ends.
"""

from threading import Thread

from celery.beat import Service
from celery.worker import WorkController

from config.celery import app

CONCURRENCY = 2
STOP_SECONDS = 10.0


class EmbeddedWorker:
    """Queued tasks vanish on a stop; their rows stay, and the clock sends them again after the next start."""

    def __init__(self) -> None:
        self.controller = WorkController(
            app=app,
            hostname="embedded",
            pool="threads",
            concurrency=CONCURRENCY,
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self.thread = Thread(target=self.controller.start, name="celery-worker", daemon=True)
        self.clock = Service(app, max_interval=1, scheduler_cls=app.conf.beat_scheduler)
        self.clock_thread = Thread(target=self.clock.start, name="celery-beat", daemon=True)

    def start(self) -> None:
        self.thread.start()
        self.clock_thread.start()

    def stop(self) -> None:
        """Lets the running tasks finish, within limits, and returns when the threads have ended."""
        self.clock.stop()
        self.controller.stop()
        self.clock_thread.join(STOP_SECONDS)
        self.thread.join(STOP_SECONDS)
