"""`make run`: the whole demonstration as one tree of processes, which ends when this one does.

    python -m config.serve                 prepare the database, serve until Ctrl-C
    python -m config.serve --fresh-demo    only load the demonstration afresh

PORT is the site's; the stand-ins for Stripe and KSeF take the next two.
"""

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
SECRET_NAMES = ("SECRET_KEY", "BADGE_SIGNING_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")
PREFIXES = {"STRIPE_SECRET_KEY": "sk_test_standin_", "STRIPE_WEBHOOK_SECRET": "whsec_"}
START_SECONDS = 90
STOP_SECONDS = 20
PAUSE_SECONDS = 0.2
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class CannotStartError(Exception):
    """Carries the one sentence that the person at the keyboard reads."""


def bind(port: int) -> socket.socket:
    """Take the port now, so that nobody can between the check and the start."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((HOST, port))
    except PermissionError:
        raise CannotStartError(
            f"Port {port} may not be used by this user: choose another, as in: make run PORT=8100"
        ) from None
    except OSError:
        raise CannotStartError(
            f"Port {port} is in use by another program: stop it, or choose another, as in: make run PORT=8100"
        ) from None
    return taken


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65533:
        raise CannotStartError(f"PORT must be a number from 1 to 65533, not {text!r}.")
    return int(text)


def read_secrets(file: Path) -> dict[str, str]:
    """The installation's own secrets, invented at the first start and readable by nobody else."""
    known = dict(line.split("=", 1) for line in file.read_text().splitlines()) if file.exists() else {}
    missing = [name for name in SECRET_NAMES if name not in known]
    if missing:
        known |= {name: PREFIXES.get(name, "") + secrets.token_urlsafe(48) for name in missing}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text("".join(f"{name}={value}\n" for name, value in known.items()))
    return known


def environment(port: int) -> dict[str, str]:
    """What the children see: the caller's environment first, then what a demonstration needs."""
    given = {name: value for name, value in os.environ.items() if value.strip()}
    defaults = {"DEBUG": "true", "DEMO": "true", "SITE_URL": f"http://{HOST}:{port}", "PYTHONUNBUFFERED": "1"}
    if "STRIPE_SECRET_KEY" not in given:
        defaults["STRIPE_API_BASE"] = f"http://{HOST}:{port + 1}"
    if "KSEF_ENVIRONMENT" not in given:
        defaults |= {"KSEF_ENVIRONMENT": "standin", "KSEF_STANDIN_URL": f"http://{HOST}:{port + 2}"}
    return defaults | read_secrets(data_folder() / "secrets.env") | given


def data_folder() -> Path:
    return Path(os.environ.get("DATA_DIR") or ROOT / "var").expanduser().resolve()


def end_with_parent() -> None:
    """Called in a child before it becomes its program: Linux then ends it when we are killed outright."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Supervisor:
    """Starts the children, watches them, and takes them down with it."""

    env: dict[str, str]
    stopping: Event = field(default_factory=Event)
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())

    def start(self, name: str, *arguments: str, pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *arguments]
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            pass_fds=pass_fds,
            # Ctrl-C in the terminal reaches us alone, and we end the rest in order.
            process_group=0,
            preexec_fn=end_with_parent,
        )
        self.children[name] = child
        return child

    def run(self, name: str, *arguments: str) -> None:
        """Start and wait for the end; silent about a failure that our own stop has caused."""
        child = self.start(name, *arguments)
        while child.poll() is None and not self.stopping.wait(PAUSE_SECONDS / 4):
            pass
        if not self.stopping.is_set() and child.returncode:
            raise CannotStartError(f"{name} failed, and what it said stands above.")

    def watch(self, ready: Callable[[], bool], tell: Callable[[], None]) -> None:
        """Tell once everything answers; return when asked to stop."""
        deadline = time.monotonic() + START_SECONDS
        told = False
        while not self.stopping.wait(PAUSE_SECONDS):
            for name, child in self.children.items():
                if child.poll() is not None:
                    raise CannotStartError(f"{name} has ended unexpectedly, and what it said stands above.")
            if not told and ready():
                tell()
                told = True
            if not told and time.monotonic() > deadline:
                raise CannotStartError(f"The site did not answer within {START_SECONDS} seconds.")

    def stop(self) -> None:
        """Ask all to end, wait, and kill what did not."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def welcome(address: str) -> None:
    logins = data_folder() / "demo-logins.txt"
    print(f"\nZjazd is at {address}\nLetters it sends are put in {data_folder() / 'mail'}. Ctrl-C stops it.\n")
    if logins.is_file():
        print(logins.read_text())
    sys.stdout.flush()


def standin_options(env: dict[str, str], port: int) -> list[str]:
    options = {
        "--port": str(port + 1),
        "--webhook-url": f"http://{HOST}:{port}/api/v1/stripe/webhook/",
        "--webhook-secret": env["STRIPE_WEBHOOK_SECRET"],
        "--state": str(data_folder() / "standin.json"),
    }
    return [word for option in options.items() for word in option]


def serve(supervisor: Supervisor, port: int) -> None:
    with bind(port) as site:
        bind(port + 1).close()
        bind(port + 2).close()
        supervisor.run("Preparing the database", "config.prepare")
        if supervisor.stopping.is_set():
            return
        supervisor.children.clear()
        web = (
            "gunicorn",
            "--config",
            "python:config.gunicorn",
            "--log-level",
            "warning",
            "--bind",
            f"fd://{site.fileno()}",
        )
        supervisor.start("The web server", *web, pass_fds=(site.fileno(),))
        if supervisor.env.get("STRIPE_API_BASE"):
            supervisor.start("The stand-in for Stripe", "payments.standin", *standin_options(supervisor.env, port))
        if supervisor.env.get("KSEF_STANDIN_URL"):
            supervisor.start("The stand-in for KSeF", "payments.ksef.standin", "--port", str(port + 2))
    address = supervisor.env["SITE_URL"]
    supervisor.watch(lambda: answers(f"http://{HOST}:{port}/health/"), lambda: welcome(address))


def main(arguments: list[str]) -> int:
    try:
        port = chosen_port()
        supervisor = Supervisor(environment(port))
        supervisor.listen()
        try:
            if "--fresh-demo" in arguments:
                supervisor.run("Loading the demonstration", "config.prepare", "--fresh")
            else:
                serve(supervisor, port)
        finally:
            supervisor.stop()
    except CannotStartError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"There is no permission to write {error.filename}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
