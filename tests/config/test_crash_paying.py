"""F8: the process dies (`os._exit`) at every step of paying and returning; after a restart all is as if it had not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.processes import ROOT, bare_environment

DIED = 3
EVERY = 1
END = {
    "restarted": 0,
    "charged": [120_000],
    "returned": [5_000],
    "settled": 120_000,
    "payments": [["cash", 5_000], ["online", 120_000]],
    "refunds": [[5_000, "done"]],
    "paid": 1,
    "agree": True,
    "broken": [],
}


@pytest.mark.once
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_death_at_every_step_charges_once_and_ends_in_the_same_ledger(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.config.crashing", str(tmp_path), str(EVERY)]
    done = subprocess.run(
        command, cwd=ROOT, env=bare_environment(), capture_output=True, text=True, timeout=1200, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lives = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for life in lives:
        assert {name: life[name] for name in END} == END, life
    assert [life["ended"] for life in lives] == [*[DIED] * (len(lives) - 1), 0]
    assert len(lives) > 30
