"""Closed-loop clients that cost little themselves: each keeps one connection and asks again when answered."""

import asyncio
import math
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.server import Server

SEPARATOR = b"\r\n\r\n"


@dataclass
class Outcome:
    """What came of a run; times in milliseconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def raw(self, host: str) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}", "Connection: keep-alive"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines += [f"Content-Length: {len(self.body)}"] if self.method != "GET" else []
        return "\r\n".join(lines).encode() + SEPARATOR + self.body


PROBE = Request("GET", "/health/")


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """The status, and whether the server keeps the connection."""
    head = (await reader.readuntil(SEPARATOR)).decode("latin-1")
    lowered = head.lower()
    if "\r\ncontent-length:" in lowered:
        length = int(lowered.split("\r\ncontent-length:", 1)[1].split("\r\n", 1)[0])
        await reader.readexactly(length)
    elif "transfer-encoding: chunked" in lowered:
        while (size := int((await reader.readline()).strip() or b"0", 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head.split(" ", 2)[1]), "\r\nconnection: close" not in lowered


@dataclass
class Client:
    """One who asks and keeps the connection for the next question."""

    port: int
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: Request) -> int:
        self.connection = self.connection or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.connection
        writer.write(request.raw(f"127.0.0.1:{self.port}"))
        status, kept = await read_answer(reader)
        if not kept:
            self.close()
        return status

    def close(self) -> None:
        if self.connection:
            self.connection[1].close()
        self.connection = None


async def ask_until(client: Client, requests: Iterator[Request], until: float, outcome: Outcome) -> None:
    for request in requests:
        begun = time.perf_counter()
        if begun > until:
            break
        status = await client.ask(request)
        outcome.times.append((time.perf_counter() - begun) * 1000)
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1


async def drive(clients: Sequence[Client], requests: Iterator[Request], *, seconds: float) -> Outcome:
    """Let the clients share the requests until the time is up or none is left."""
    outcome = Outcome()
    begun = time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(ask_until(client, requests, until, outcome) for client in clients))
    outcome.seconds = time.perf_counter() - begun
    return outcome


async def spread(server: Server, count: int) -> list[Client]:
    """Clients, each connected; every process of the server holds as many of them.

    Chance would give one process most of them, and the measured page half of what the server has.
    """
    held: dict[int, list[Client]] = {}
    while sum(map(len, held.values())) < count:
        before = {process: sockets_of(process) for process in server.workers()}
        client = Client(server.port)
        await client.ask(PROBE)
        holder = max(before, key=lambda process: sockets_of(process) - before[process])
        # A process that has answered enough is replaced by another.
        held = {process: held.get(process, []) for process in before}
        if len(before) == server.processes and len(held[holder]) < math.ceil(count / server.processes):
            held[holder].append(client)
        else:
            client.close()
            # Until its end is closed too it would count.
            await asyncio.sleep(0.02)
    return [client for clients in held.values() for client in clients]


def sockets_of(process: int) -> int:
    """None of a process that has ended; files are closed while they are looked at."""
    count = 0
    with suppress(FileNotFoundError):
        for one in Path(f"/proc/{process}/fd").iterdir():
            with suppress(FileNotFoundError):
                count += os.readlink(one).startswith("socket:")
    return count


async def measured(server: Server, requests: Iterator[Request], clients: int, seconds: float, warm_up: int) -> Outcome:
    asking = await spread(server, clients)
    await drive(asking, islice(requests, warm_up), seconds=30)
    outcome = await drive(asking, requests, seconds=seconds)
    for client in asking:
        client.close()
    return outcome


def measure(server: Server, requests: Iterator[Request], *, clients: int, seconds: float, warm_up: int = 50) -> Outcome:
    """Warm up with a few requests that do not count, then measure."""
    return asyncio.run(measured(server, requests, clients, seconds, warm_up))
