"""Doors at their fullest: a queue of five thousand scans sent at once, and ten phones that load three thousand people.

`scan.bulk.5000` tells the seconds that one phone takes to send five thousand queued scans, in batches as phones do.
`scan.first-load` tells the seconds until ten phones hold all the data, and the bytes that each was sent.
"""

import asyncio
import gzip
import json
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from benchmarks.client import SEPARATOR, Request
from benchmarks.crowd import conference_of
from benchmarks.results import Row
from checkin.enums import ScanPointKind, Times
from checkin.models import Scan, ScanPoint
from checkin.services import pair_device
from checkin.unpacking import MOST_SCANS
from events.enums import Role
from events.models import Conference
from registrations.badge_tokens import sign_badge, signing_key
from registrations.models import Participant, ParticipationCard
from tests.factories.events import MembershipFactory

PEOPLE = 3000
PHONES = 10
QUEUED = 5000
JSON = (("Content-Type", "application/json"), ("Accept-Encoding", "gzip"))


@dataclass(frozen=True)
class Doors:
    conference: Conference
    tokens: list[str]
    badges: list[str]
    points: list[str]


def prepare_doors() -> Doors:
    """Three thousand people who have paid, ten phones, an entrance, a meal and a gala that nobody was at yet."""
    conference = conference_of(PEOPLE)
    ParticipationCard.objects.filter(conference=conference).update(settled=480000)
    points = [
        ScanPoint.objects.create(conference=conference, slug="entrance", name="Wejście"),
        ScanPoint.objects.create(
            conference=conference, slug="lunch", name="Obiad", kind=ScanPointKind.MEAL, times=Times.DAILY
        ),
        ScanPoint.objects.create(conference=conference, slug="gala", name="Gala", kind=ScanPointKind.GALA),
    ]
    user = MembershipFactory.create(association=conference.association, role=Role.OWNER).user
    tokens = [pair_device(conference=conference, name=f"Telefon {n}", by=user)[1] for n in range(PHONES)]
    key = signing_key(settings.BADGE_SIGNING_KEY, conference.pk)
    codes = Participant.objects.of(conference).order_by("pk").values_list("badge_code", flat=True)
    return Doors(conference, tokens, [sign_badge(code, key) for code in codes], [point.slug for point in points])


def measure_doors(port: int, doors: Doors) -> list[Row]:
    loaded, sizes, whole = asyncio.run(first_loads(port, doors))
    batches = queue_of(doors)
    began = time.perf_counter()
    statuses = asyncio.run(send_all(port, batches))
    took = time.perf_counter() - began
    stored = Scan.objects.filter(point__conference=doors.conference).count()
    if set(statuses) != {200} or stored != QUEUED:
        raise RuntimeError(f"The queue was answered {statuses}, and {stored} scans were stored.")
    if whole != PEOPLE:
        raise RuntimeError(f"A phone was told of {whole} people.")
    return [
        Row("scan.bulk.5000", round(took, 2), unit="seconds"),
        Row("scan.first-load", round(loaded, 2), unit="seconds", bytes=max(sizes)),
    ]


async def first_loads(port: int, doors: Doors) -> tuple[float, list[int], int]:
    """Seconds until all phones hold the data, the compressed bytes of each, and the people that one was told of."""
    body = json.dumps({"have": {}, "now": timezone.now().isoformat(), "queue": 0, "version": "bench"}).encode()
    requests = [
        Request("POST", "/api/v1/scanner/data/", (("Authorization", f"Device {token}"), *JSON), body)
        for token in doors.tokens
    ]
    began = time.perf_counter()
    answers = await asyncio.gather(*(fetch(port, request) for request in requests))
    took = time.perf_counter() - began
    parts = json.loads(gzip.decompress(answers[0][1]))["parts"]
    people = sum(len(content) for name, (_digest, content) in parts.items() if name.startswith("people."))
    return took, [len(body) for _status, body in answers], people


def queue_of(doors: Doors) -> list[Request]:
    """What one phone scanned in an hour without network: everybody at the entrance, most of them at lunch."""
    now = timezone.now()
    scans = [
        {
            "uid": str(uuid.uuid4()),
            "point": doors.points[number // PEOPLE],
            "scanned_at": (now - timedelta(milliseconds=50 * (QUEUED - number))).isoformat(),
            "text": doors.badges[number % PEOPLE],
            "direction": "in",
            "told": "accepted",
        }
        for number in range(QUEUED)
    ]
    headers = (("Authorization", f"Device {doors.tokens[0]}"), *JSON)
    return [
        Request("POST", "/api/v1/scanner/scans/", headers, json.dumps({"scans": scans[at : at + MOST_SCANS]}).encode())
        for at in range(0, QUEUED, MOST_SCANS)
    ]


async def send_all(port: int, requests: list[Request]) -> list[int]:
    """One after another, as a phone does."""
    return [(await fetch(port, request))[0] for request in requests]


async def fetch(port: int, request: Request) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.raw(f"127.0.0.1:{port}"))
    head = (await reader.readuntil(SEPARATOR)).decode("latin-1")
    length = int(head.lower().split("\r\ncontent-length:", 1)[1].split("\r\n", 1)[0])
    body = await reader.readexactly(length)
    writer.close()
    return int(head.split(" ", 2)[1]), body
