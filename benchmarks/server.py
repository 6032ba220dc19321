"""The measured server: gunicorn with two workers on PostgreSQL, as in production."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """Where it listens, the process that began the others, and how many others there are to be."""

    port: int
    master: int
    processes: int

    def workers(self) -> list[int]:
        return list(map(int, Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def gunicorn(environment: Mapping[str, str]) -> Iterator[Server]:
    """A running server."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        wait_for(port)
        yield Server(port, process.pid, int(environment["WEB_CONCURRENCY"]))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_for(port: int) -> None:
    until = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not listen within {START_WITHIN_SECONDS} seconds.")
