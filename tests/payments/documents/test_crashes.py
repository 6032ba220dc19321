"""Eight workers issue invoices while they are killed and their database loses its power."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.config.processes import ROOT
from tests.payments.documents.cluster import Cluster, is_possible, running_cluster
from tests.payments.documents.crash_worker import CARDS

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(not is_possible(), reason="needs the programs of PostgreSQL, to stop one of our own"),
]
WORKERS = 8
POWER_CUTS = 4
# Of a busy machine, in seconds.
PATIENCE = 900
PAUSES = (0.4, 1.6)


def environment(cluster: Cluster) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": cluster.url, "PYTHONPATH": str(ROOT)}
    return {**os.environ, **settings}


def command(what: str) -> list[str]:
    begin = "import django; django.setup(); from tests.payments.documents.crash_worker import main"
    return [sys.executable, "-c", f"{begin}; main({what!r})"]


def run(cluster: Cluster, what: str) -> str:
    done = subprocess.run(
        command(what), check=True, cwd=ROOT, env=environment(cluster), stdout=subprocess.PIPE, timeout=PATIENCE
    )
    return done.stdout.decode().strip().rpartition("\n")[2]


def report(cluster: Cluster) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(cluster, "report"))
    return told


def start_worker(cluster: Cluster) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("work"), cwd=ROOT, env=environment(cluster), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def disturb(cluster: Cluster, workers: list[subprocess.Popen[bytes]], chance: random.Random) -> None:
    """Kill some, cut the power, start others in their place."""
    for _ in range(POWER_CUTS):
        for _ in range(WORKERS // 2):
            time.sleep(chance.uniform(*PAUSES))
            place = chance.randrange(WORKERS)
            workers[place].kill()
            workers[place].wait()
            workers[place] = start_worker(cluster)
        time.sleep(chance.uniform(*PAUSES))
        cluster.stop("immediate")
        cluster.start()


def test_invoices_have_no_gap_and_no_card_is_left_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    # Not pytest's own folder of this test: PostgreSQL's user must be able to reach it.
    folder = Path(os.path.realpath(tmp_path_factory.mktemp("cluster")))
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    with running_cluster(folder) as cluster:
        run(cluster, "seed")
        workers = [start_worker(cluster) for _ in range(WORKERS)]
        try:
            disturb(cluster, workers, random.Random(7))
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        run(cluster, "finish")
        told = report(cluster)
    assert told["ordinals"] == list(range(1, CARDS + 1))
    assert (told["last"], told["numbers"], told["cards"]) == (CARDS, CARDS, CARDS)
    assert (told["paid"], told["missing"], told["broken"]) == (CARDS, 0, [])
