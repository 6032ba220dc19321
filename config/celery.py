"""The task queue: Redis with separate workers, or memory with a worker inside the web process.

A job is a row before it is a task, and the clock sends again what is not done: a lost queue loses no work.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

from config.env import Environment
from config.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

LONGEST_TASK_SECONDS = 120
IN_MEMORY = "memory://"


def is_embedded() -> bool:
    """Whether the queue lives in this process, where alone it can be worked off."""
    return str(settings.CELERY_BROKER_URL).startswith(IN_MEMORY)


def options() -> dict[str, Any]:
    return {
        "task_serializer": "json",
        "result_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        # Its own name keeps installations, and test runs, that share one Redis out of each other's work.
        "task_default_queue": Environment().text("CELERY_QUEUE", "zjazd"),
        "timezone": settings.TIME_ZONE,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_hijack_root_logger": False,
        "broker_connection_retry_on_startup": True,
        "beat_schedule": BEAT_SCHEDULE,
        # Nothing to remember between starts, so nothing to write: every job asks the database what is due.
        "beat_scheduler": "celery.beat:Scheduler",
    } | (memory_options() if is_embedded() else redis_options())


def memory_options() -> dict[str, Any]:
    return {"worker_prefetch_multiplier": 16, "broker_transport_options": {"polling_interval": 0.1}}


def redis_options() -> dict[str, Any]:
    """The restore settings bring a killed worker's task back within seconds of its time limit."""
    transport = {
        "visibility_timeout": LONGEST_TASK_SECONDS + 30,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 5,
        "socket_timeout": 30,
        "retry_on_timeout": True,
    }
    # A page must not wait for a queue that is down: the row is there, the clock sends it again.
    publish = {
        "task_publish_retry": True,
        "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0.1},
    }
    worker = {
        "worker_prefetch_multiplier": 1,
        "worker_max_memory_per_child": 400_000,
        "task_time_limit": LONGEST_TASK_SECONDS,
    }
    return worker | publish | {"broker_transport_options": transport}


app = Celery("zjazd")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.add_defaults(options)
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")


@setup_logging.connect
def keep_logging(**kwargs: object) -> None:
    """Django has set up logging already; with a receiver here Celery does not do it its own way."""
