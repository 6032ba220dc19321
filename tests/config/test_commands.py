"""The commands as a person meets them: `make` and what it says when it cannot go on."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.config.processes import ROOT, bare_environment, free_ports

pytestmark = [pytest.mark.once, pytest.mark.skipif(not shutil.which("make"), reason="needs make")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What make needs before anything is installed, in a folder whose name has spaces."""
    folder = tmp_path / "my own copy"
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    shutil.copy(ROOT / "Makefile", folder)
    return folder


def make(folder: Path, *arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env=bare_environment(**values),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def sentence(result: subprocess.CompletedProcess[str]) -> str:
    """What was said, without make's own last word; a traceback would show as further lines."""
    lines = [line for line in (result.stdout + result.stderr).splitlines() if not line.startswith("make: ***")]
    assert len(lines) == 1, lines
    return lines[0]


def test_help_lists_every_command(project: Path) -> None:
    said = make(project, "help").stdout
    named = [line.split()[1] for line in said.splitlines() if line.startswith("  make ")]
    assert {"run", "test", "check", "test-services", "test-browser", "walk", "bench", "demo", "help"} <= set(named)
    assert make(project).stdout == said


def test_run_tells_of_an_old_python(project: Path) -> None:
    old = project / "old python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    link = project / "python3.6"
    link.symlink_to(old)
    result = make(project, "run", f"PYTHON={link.name}", PATH=f"{project}:{os.environ['PATH']}")
    assert result.returncode != 0
    assert sentence(result).startswith("Zjazd needs Python 3.11 or later")


def test_run_tells_of_a_missing_python(project: Path) -> None:
    result = make(project, "run", "PYTHON=no-such-python")
    assert result.returncode != 0
    assert sentence(result).startswith("Python was not found")


def test_run_tells_of_a_port_in_use_before_installing(project: Path) -> None:
    port = free_ports()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        result = make(project, "run", f"PORT={port}")
    assert result.returncode != 0
    assert sentence(result).startswith(f"Port {port} is in use by another program")
    assert not (project / ".venv").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_run_tells_of_a_missing_permission(project: Path) -> None:
    project.chmod(0o555)
    result = make(project, "run", f"PORT={free_ports()}")
    project.chmod(0o755)
    assert result.returncode != 0
    assert sentence(result).startswith(f"There is no permission to write in {project}")


def test_installation_without_a_network_tells_so(project: Path) -> None:
    """An address where nobody listens stands for the network that is not there."""
    nowhere = f"http://127.0.0.1:{free_ports()}/simple"
    settings = {"PIP_INDEX_URL": nowhere, "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    result = make(project, "run", f"PORT={free_ports()}", **settings)
    assert result.returncode != 0
    said = result.stderr.splitlines()
    assert said[0].startswith("The packages could not be installed: no connection to where packages come from.")
    assert "Traceback" not in result.stderr
