"""A PostgreSQL of one's own that may be stopped as if the power had gone."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.config.processes import free_ports

OWNER = "postgres"
# Debian keeps them out of the way of the PATH.
FOLDERS = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


def program(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join([*FOLDERS, os.environ.get("PATH", "")]))


def is_possible() -> bool:
    """Whether the programs are there, and a user that may run them: PostgreSQL refuses to be run by root."""
    has_owner = os.geteuid() != 0 or any(one.pw_name == OWNER for one in pwd.getpwall())
    return has_owner and all(program(name) for name in ("initdb", "pg_ctl"))


class Cluster:
    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_ports()
        # Only its processes die, never the machine: what reached the system is kept without waiting for the disk.
        self.options = f"-p {self.port} -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"

    @property
    def url(self) -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/postgres"

    def run(self, name: str, *arguments: str) -> None:
        found = program(name)
        assert found
        user = OWNER if os.geteuid() == 0 else None
        subprocess.run([found, *arguments], check=True, user=user, stdout=subprocess.DEVNULL, timeout=120)

    def prepare(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, OWNER, OWNER)
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")

    def start(self) -> None:
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", log, "-o", self.options)

    def stop(self, how: str) -> None:
        """`immediate` ends every process without writing anything down: what was not committed is gone."""
        self.run("pg_ctl", "stop", "-w", "-t", "60", "-D", str(self.folder / "data"), "-m", how)


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    cluster = Cluster(folder)
    cluster.prepare()
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop("immediate")
