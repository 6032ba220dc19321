"""A closed-loop client that costs little itself: each worker keeps one connection and asks again when answered."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

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


async def worker(port: int, requests: Iterator[Request], until: float, outcome: Outcome) -> None:
    connection = None
    for request in requests:
        if time.perf_counter() > until:
            break
        connection = connection or await asyncio.open_connection("127.0.0.1", port)
        reader, writer = connection
        begun = time.perf_counter()
        writer.write(request.raw(f"127.0.0.1:{port}"))
        status, kept = await read_answer(reader)
        outcome.times.append((time.perf_counter() - begun) * 1000)
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
        if not kept:
            writer.close()
            connection = None
    if connection:
        connection[1].close()


async def drive(port: int, requests: Iterator[Request], *, clients: int, seconds: float) -> Outcome:
    """Let `clients` workers share the requests until the time is up or none is left."""
    outcome = Outcome()
    begun = time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(worker(port, requests, until, outcome) for _ in range(clients)))
    outcome.seconds = time.perf_counter() - begun
    return outcome


def measure(port: int, requests: Iterator[Request], *, clients: int, seconds: float, warm_up: int = 50) -> Outcome:
    """Warm up with a few requests that do not count, then measure."""
    asyncio.run(drive(port, islice(requests, warm_up), clients=clients, seconds=30))
    return asyncio.run(drive(port, requests, clients=clients, seconds=seconds))
