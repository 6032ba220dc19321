import os
import signal
import socket
import stat
import sys
from pathlib import Path

import pytest

from config.serve import SECRET_NAMES, environment, read_secrets
from tests.config.processes import bare_environment, fetch, free_ports, members, started, wait_until
from tests.databases import migrated_sqlite

# Of the embedded default alone.
pytestmark = pytest.mark.once
SERVE = (sys.executable, "-m", "config.serve")


def environment_of(folder: Path, port: int) -> dict[str, str]:
    """Without the demonstration: loading it has tests of its own and takes its time."""
    return bare_environment(PORT=str(port), DATA_DIR=str(folder / "data"), DEMO="false")


def migrated_before(folder: Path) -> None:
    """As at the second start; the first one is tried once."""
    (folder / "data").mkdir()
    migrated_sqlite(folder / "data" / "zjazd.sqlite3")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_and_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    port = free_ports()
    log = tmp_path / "log"
    if number == signal.SIGINT:
        migrated_before(tmp_path)
    with started(*SERVE, env=environment_of(tmp_path, port), log=log) as process:
        assert wait_until(lambda: f"Zjazd is at http://127.0.0.1:{port}" in log.read_text()), log.read_text()
        assert fetch(f"http://127.0.0.1:{port}/health/") == '{"status": "ok"}'
        os.killpg(process.pid, number)
        assert process.wait(30) == 0
        assert wait_until(lambda: not members(process.pid))
    assert "Traceback" not in log.read_text()
    assert (tmp_path / "data" / "zjazd.sqlite3").is_file()


def test_serve_killed_outright_takes_its_children_along(tmp_path: Path) -> None:
    port = free_ports()
    migrated_before(tmp_path)
    with started(*SERVE, env=environment_of(tmp_path, port), log=tmp_path / "log") as process:
        assert wait_until(lambda: bool(fetch(f"http://127.0.0.1:{port}/health/")))
        process.kill()
        process.wait()
        assert wait_until(lambda: not members(process.pid))


@pytest.mark.parametrize("offset", [0, 1, 2], ids=["site", "stand-in for Stripe", "stand-in for KSeF"])
def test_serve_tells_of_a_port_in_use_in_one_sentence(tmp_path: Path, offset: int) -> None:
    port = free_ports()
    with (
        socket.socket() as other,
        started(*SERVE, env=environment_of(tmp_path, port), log=tmp_path / "log") as process,
    ):
        other.bind(("127.0.0.1", port + offset))
        other.listen()
        code = process.wait(30)
    said = (tmp_path / "log").read_text()
    assert code == 1
    assert said.startswith(f"Port {port + offset} is in use by another program")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("port", ["0", "65534", "eighty"])
def test_serve_refuses_a_port_that_is_none(tmp_path: Path, port: str) -> None:
    with started(*SERVE, env=environment_of(tmp_path, 0) | {"PORT": port}, log=tmp_path / "log") as process:
        code = process.wait(30)
    assert code == 1
    assert (tmp_path / "log").read_text() == f"PORT must be a number from 1 to 65533, not '{port}'.\n"


def test_serve_ends_with_a_sentence_when_a_child_dies(tmp_path: Path) -> None:
    port = free_ports()
    log = tmp_path / "log"
    migrated_before(tmp_path)
    with started(*SERVE, env=environment_of(tmp_path, port), log=log) as process:
        assert wait_until(lambda: bool(fetch(f"http://127.0.0.1:{port}/health/")))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        assert process.wait(30) == 1
        assert wait_until(lambda: not members(process.pid))
    assert "The web server has ended unexpectedly, and what it said stands above." in log.read_text()


def test_secrets_are_made_once_and_readable_by_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secrets.env"
    first = read_secrets(file)
    assert read_secrets(file) == first
    assert sorted(first) == sorted(SECRET_NAMES)
    assert len(set(first.values())) == len(SECRET_NAMES)
    assert min(map(len, first.values())) >= 40
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_environment_given_wins_over_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "given-by-the-administrator-and-forty-characters-long")
    monkeypatch.setenv("SITE_URL", " ")
    monkeypatch.delenv("STRIPE_SECRET_KEY", raising=False)
    env = environment(8930)
    assert env["SECRET_KEY"] == "given-by-the-administrator-and-forty-characters-long"
    assert env["SITE_URL"] == "http://127.0.0.1:8930"
    assert env["STRIPE_API_BASE"] == "http://127.0.0.1:8931"
    assert env["STRIPE_SECRET_KEY"].startswith("sk_test_standin_")
    assert (env["KSEF_ENVIRONMENT"], env["KSEF_STANDIN_URL"]) == ("standin", "http://127.0.0.1:8932")


def test_environment_with_a_real_stripe_key_has_no_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_real")
    assert "STRIPE_API_BASE" not in environment(8930)


def test_environment_that_names_where_invoices_go_has_no_stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KSEF_ENVIRONMENT", "test")
    assert "KSEF_STANDIN_URL" not in environment(8930)
