"""Eight workers issue invoices while they are killed and their database loses its power."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
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
STEP = CARDS // (POWER_CUTS + 1)
A_FEW = 3
# Of a busy machine, in seconds.
PATIENCE = 900


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


def issued(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url) as connection:
        [found] = connection.execute("SELECT count(*) FROM payments_document").fetchone() or (0,)
    return int(found)


def replace_one(cluster: Cluster, workers: list[subprocess.Popen[bytes]], chance: random.Random) -> None:
    place = chance.randrange(WORKERS)
    workers[place].kill()
    workers[place].wait()
    workers[place] = start_worker(cluster)


def disturb(cluster: Cluster, workers: list[subprocess.Popen[bytes]], chance: random.Random) -> int:
    """Kill a worker for every few documents, and cut the power at every step; how many deaths there were.

    Deaths follow the work, so that however slow the machine is they come in the midst of it, and it ends.
    """
    deaths, until = 0, time.monotonic() + PATIENCE
    for cut in range(1, POWER_CUTS + 1):
        killed_at = issued(cluster)
        while (done := issued(cluster)) < cut * STEP:
            assert time.monotonic() < until, f"only {done} documents"
            time.sleep(0.05)
            if done >= killed_at + A_FEW:
                killed_at, deaths = done, deaths + 1
                replace_one(cluster, workers, chance)
        cluster.stop("immediate")
        cluster.start()
    return deaths


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # Not in pytest's own folder, which is closed to every other user: PostgreSQL's must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="zjazd-cluster-") as folder, running_cluster(Path(folder)) as running:
        yield running


def test_invoices_have_no_gap_and_no_card_is_left_out(cluster: Cluster) -> None:
    run(cluster, "seed")
    workers = [start_worker(cluster) for _ in range(WORKERS)]
    try:
        deaths = disturb(cluster, workers, random.Random(7))
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    run(cluster, "finish")
    told = report(cluster)
    assert deaths >= POWER_CUTS
    assert told["ordinals"] == list(range(1, CARDS + 1))
    assert (told["last"], told["numbers"], told["cards"]) == (CARDS, CARDS, CARDS)
    assert (told["paid"], told["missing"], told["broken"]) == (CARDS, 0, [])
