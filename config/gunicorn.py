"""How gunicorn serves, in development and in production. WEB_CONCURRENCY is read by gunicorn itself."""

import signal

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from config.celery import is_embedded
from config.embedded import EmbeddedWorker
from config.env import Environment

env = Environment()

wsgi_app = "config.wsgi:application"
worker_class = "gthread"
threads = env.number("WEB_THREADS", 4, minimum=1, maximum=64)
# A queue in memory is one process's own, and so is its clock.
workers = 1 if is_embedded() else env.number("WEB_CONCURRENCY", 2, minimum=1, maximum=64)
timeout = 60
graceful_timeout = 15
keepalive = 5
max_requests = 0 if is_embedded() else 20_000
max_requests_jitter = 2_000
control_socket_disable = True
errorlog = "-"
accesslog = None

embedded: list[EmbeddedWorker] = []


def post_worker_init(worker: Worker) -> None:
    # Ctrl-C reaches the whole group: the master tells its workers, once is enough.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if is_embedded():
        embedded.append(EmbeddedWorker())
        embedded[0].start()


def worker_exit(server: Arbiter, worker: Worker) -> None:
    while embedded:
        embedded.pop().stop()
