"""Fault F14: the database loses its power while phones send what they scanned, and comes back."""

import json
import os
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.config.processes import fetch, free_ports, started, wait_until
from tests.databases import migrate
from tests.payments.documents.cluster import Cluster, is_possible, running_cluster
from tests.registrations.servers import outcome_of

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(not is_possible(), reason="needs the programs of PostgreSQL, to stop one of our own"),
]
POWER_CUTS = 3
BATCH = 5
BETWEEN_CUTS = 60
PATIENCE = 120


@dataclass
class Phone:
    """Sends a batch again and again until it is answered, as the scanner does, and remembers what it was told."""

    address: str
    token: str
    point: str
    badges: list[str]
    stop: Event
    statuses: list[int] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)

    def send_all(self) -> None:
        while not self.stop.is_set():
            batch = [self.scan(text) for text in self.badges[:BATCH]]
            self.badges = [*self.badges[BATCH:], *self.badges[:BATCH]]
            while self.send(batch) != 200:
                time.sleep(0.02)

    def scan(self, text: str) -> dict[str, str]:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return {"uid": str(uuid4()), "point": self.point, "scanned_at": at, "text": text, "told": "accepted"}

    def send(self, batch: list[dict[str, str]]) -> int:
        status, told = post(self.address, self.token, {"scans": batch})
        self.statuses.append(status)
        self.acknowledged |= {outcome["uid"] for outcome in told.get("outcomes", [])}
        return status


def post(address: str, token: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Device {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}") if error.code == 503 else {}


def stored(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.url) as connection:
        return [str(uid) for (uid,) in connection.execute("SELECT uid FROM checkin_scan").fetchall()]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # Not in pytest's own folder, which is closed to every other user: PostgreSQL's must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="zjazd-doors-") as folder, running_cluster(Path(folder)) as running:
        yield running


@pytest.fixture
def server(cluster: Cluster, tmp_path: Path) -> Iterator[str]:
    port = free_ports()
    environment = {
        **os.environ, "DATABASE_URL": cluster.url, "DEBUG": "false", "WEB_CONCURRENCY": "2",
        "SITE_URL": f"http://127.0.0.1:{port}", "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip
    command = (sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}")
    with started(*command, env=environment, log=tmp_path / "server.log"):
        address = f"http://127.0.0.1:{port}"
        assert wait_until(lambda: "ok" in fetch(f"{address}/health/")), (tmp_path / "server.log").read_text()[-3000:]
        yield address


def are_told(phones: list[Phone], count: int) -> bool:
    return sum(len(phone.acknowledged) for phone in phones) >= count


def cut_the_power(cluster: Cluster, phones: list[Phone]) -> None:
    """In the midst of what phones send; what they were told is stored by then is there afterwards."""
    for cut in range(1, POWER_CUTS + 1):
        assert wait_until(partial(are_told, phones, cut * BETWEEN_CUTS), PATIENCE)
        cluster.stop("immediate")
        told = {uid for phone in phones for uid in phone.acknowledged}
        # Long enough for some to knock at a closed door.
        time.sleep(0.3)
        cluster.start()
        assert told - set(stored(cluster)) == set()


def test_scans_told_to_be_stored_outlive_power_cuts_and_none_is_double(cluster: Cluster, request: Any) -> None:
    migrate(cluster.url)
    doors = outcome_of(cluster.url, "tests.checkin.crashing_doors")
    server = request.getfixturevalue("server")
    address, stop = f"{server}/api/v1/scanner/scans/", Event()
    phones = [Phone(address, token, doors["point"], list(doors["badges"]), stop) for token in doors["tokens"]]
    with ThreadPoolExecutor(len(phones)) as pool:
        sending = [pool.submit(phone.send_all) for phone in phones]
        try:
            cut_the_power(cluster, phones)
        finally:
            stop.set()
        for one in sending:
            one.result(timeout=PATIENCE)

    statuses = [status for phone in phones for status in phone.statuses]
    assert set(statuses) == {200, 503}
    # Connections that died while nobody asked are replaced before anybody notices.
    cluster.stop("immediate")
    cluster.start()
    assert [post(address, doors["tokens"][0], {"scans": []})[0] for _ in range(8)] == [200] * 8
    acknowledged = [uid for phone in phones for uid in phone.acknowledged]
    assert sorted(stored(cluster)) == sorted(acknowledged)
    with psycopg.connect(cluster.url) as connection:
        let_in = "SELECT count(*), count(DISTINCT participant_id) FROM checkin_scan WHERE result = 'accepted'"
        [(accepted, people)] = connection.execute(let_in).fetchall()
    assert accepted == people
