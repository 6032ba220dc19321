"""Measures the pages that matter, each beside the least that such a page could take.

`python -m benchmarks.run [--seconds N] [--rounds N]`, with DATABASE_URL naming a PostgreSQL server and REDIS_URL a
Redis. It makes a database of its own there and removes it again. What is measured is in
`benchmarks/management/commands/measure.py`.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

DATABASE = "zjazd_bench"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    "DEBUG": "false",
    "DEMO": "true",
    "SECRET_KEY": "benchmarks-only-secret-key-of-many-more-than-fifty-characters",
    "BADGE_SIGNING_KEY": "benchmarks-only-badge-key-of-many-more-than-fifty-characters",
    "SITE_URL": "http://127.0.0.1:8000",
    "ALLOWED_HOSTS": "127.0.0.1,testserver",
    "EMAIL_URL": "dummymail://",
    "WEB_CONCURRENCY": "2",
    # Letters wait here: what the page itself takes is measured, not the worker beside it.
    "CELERY_QUEUE": "zjazd-bench",
}


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database on the server of DATABASE_URL, removed afterwards."""
    server = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    try:
        yield f"{server.rpartition('/')[0]}/{DATABASE}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def main() -> int:
    with database() as address:
        redis = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15")
        environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": address, "REDIS_URL": redis}
        steps = (["collectstatic", "--noinput", "-v", "0"], ["migrate", "-v", "0"], ["measure", *sys.argv[1:]])
        for step in steps:
            done = subprocess.run([sys.executable, "manage.py", *step], env=environment, check=False)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
