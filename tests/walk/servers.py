"""The two ways to run: one process tree with nothing but Python, or PostgreSQL, Redis and a process for each task."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.config.processes import bare_environment, fetch, free_ports, started, wait_until

PASSWORD = "pokaz-tylko-dla-przejscia"
# The first start loads the demonstration, which a busy machine takes its time for.
LOADING_SECONDS = 240
WEBHOOK_SECRET = "whsec_of_the_walk_with_enough_characters"


@dataclass(frozen=True)
class Site:
    """A running demonstration: where it is and how its people log in."""

    address: str
    password: str
    environment: dict[str, str]
    is_embedded: bool


def walk_environment(data: Path, port: int) -> dict[str, str]:
    return bare_environment(
        DATA_DIR=str(data),
        PORT=str(port),
        DEMO_PASSWORD=PASSWORD,
        SITE_URL=f"http://127.0.0.1:{port}",
        DEBUG="true",
        DEMO="true",
        # Not invented by the server itself: programs run beside it print the same badges.
        BADGE_SIGNING_KEY="walk-only-badge-key-of-many-more-than-fifty-characters",
    )


@contextmanager
def embedded_site(data: Path) -> Iterator[Site]:
    """What `make run` starts."""
    port = free_ports()
    environment = walk_environment(data, port)
    with started(sys.executable, "-m", "config.serve", env=environment, log=data / "serve.log"):
        expect_page(f"http://127.0.0.1:{port}/", data / "serve.log")
        yield Site(f"http://127.0.0.1:{port}", PASSWORD, environment, is_embedded=True)


@contextmanager
def services_site(data: Path, server: str, redis: str) -> Iterator[Site]:
    """gunicorn, a worker, the clock and the stand-in for Stripe, each a process, on PostgreSQL and Redis."""
    port = free_ports()
    with database(server, f"zjazd_walk_{os.getpid()}") as address, ExitStack() as processes:
        environment = walk_environment(data, port) | {
            "DEBUG": "false",
            "DATABASE_URL": address,
            "REDIS_URL": redis,
            "SECRET_KEY": "walk-only-secret-key-of-many-more-than-fifty-characters",
            "ALLOWED_HOSTS": "127.0.0.1",
            "STRIPE_SECRET_KEY": "sk_test_of_the_walk",
            "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "STRIPE_API_BASE": f"http://127.0.0.1:{port + 1}",
            "WEB_CONCURRENCY": "2",
        }
        for number, command in enumerate(preparations()):
            run_to_the_end(command, environment, data / f"prepare-{number}.log")
        for name, command in commands(port).items():
            process = started(sys.executable, *command, env=environment, log=data / f"{name}.log")
            processes.enter_context(process)
        expect_page(f"http://127.0.0.1:{port}/", data / "web.log")
        yield Site(f"http://127.0.0.1:{port}", PASSWORD, environment, is_embedded=False)


def preparations() -> list[list[str]]:
    return [
        ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "load_demo"],
    ]


def commands(port: int) -> dict[str, list[str]]:
    webhook = f"http://127.0.0.1:{port}/api/v1/stripe/webhook/"
    standin = ["--port", str(port + 1), "--webhook-url", webhook, "--webhook-secret", WEBHOOK_SECRET]
    return {
        "standin": ["-m", "payments.standin", *standin],
        "web": ["-m", "gunicorn", "--config", "python:config.gunicorn", "--bind", f"127.0.0.1:{port}"],
        "worker": ["-m", "celery", "-A", "config", "worker", "--concurrency", "1", "--loglevel", "warning"],
        "beat": ["-m", "celery", "-A", "config", "beat", "--loglevel", "warning"],
    }


def run_to_the_end(command: list[str], environment: dict[str, str], log: Path) -> None:
    with started(sys.executable, *command, env=environment, log=log) as process:
        assert process.wait(timeout=180) == 0, log.read_text()[-3000:]


def expect_page(address: str, log: Path) -> None:
    assert wait_until(lambda: "<h1" in fetch(address), LOADING_SECONDS), log.read_text()[-3000:]


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
