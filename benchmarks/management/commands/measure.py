import os
import statistics
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.badges import measure_badges
from benchmarks.client import Outcome, Request, measure
from benchmarks.data import Measured, prepare
from benchmarks.doors import measure_doors, prepare_doors
from benchmarks.lists import ask_lists, list_streams, rows_of_lists
from benchmarks.memory import resident
from benchmarks.results import Row, table_of, write_results
from benchmarks.rush import prepare_rushes, rush
from benchmarks.screen import measure_screen
from benchmarks.server import Server, gunicorn
from benchmarks.sheets import measure_sheets
from benchmarks.statements import measure_statements
from registrations.models import CardDraft, ParticipationCard

CLIENTS = 8
# More than any machine sends in a round, so that no measurement runs dry.
CARDS_A_SECOND = 250
SCANS_A_SECOND = 1500
FLOOR_OF = {
    "page.conference": "floor.read",
    "card.submit": "floor.write",
    "card.rush": "floor.write",
    "scan.single": "floor.write",
}
RIGHT_ANSWERS = {"page.conference": {200}, "card.submit": {302}, "scan.single": {200}}


class Command(BaseCommand):
    help = "Measures a running server on the present database. Started by benchmarks.run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=5.0, help="length of one measurement")
        parser.add_argument("--rounds", type=int, default=3, help="rounds; their median is told")

    def handle(self, *args: Any, **options: Any) -> None:
        seconds, rounds = options["seconds"], options["rounds"]
        length = int((seconds + 1) * rounds)
        data = prepare(cards=CARDS_A_SECOND * length, scans=SCANS_A_SECOND * length)
        streams = streams_of(data)
        lists, rushes, doors = list_streams(), prepare_rushes(rounds), prepare_doors()
        queries = {name: count_queries(next(stream)) for name, stream in {**streams, **lists}.items()}
        with connection.cursor() as cursor:
            # As autovacuum does by itself a minute after so many rows were written.
            cursor.execute("ANALYZE")
        connection.close()
        # The server reads the settings anew, so it needs them in its environment.
        with gunicorn(os.environ) as server:
            taken = [one_round(server, streams, seconds) | {"card.rush": rush(server, *one)} for one in rushes]
            listed = [ask_lists(server, lists, seconds) for _ in range(rounds)]
            at_doors = [*measure_doors(server.port, doors), *measure_screen(server.port, doors)]
            peak = resident(server)
        check(taken)
        rows = [row_of(name, taken, queries[name], peak) for name in streams]
        rows.append(row_of("card.rush", taken, queries["card.submit"], peak))
        rows += rows_of_lists(listed, queries, peak)
        rows += at_doors
        rows += measure_sheets()
        rows += measure_statements()
        rows += measure_badges()
        write_results(rows, settings.BASE_DIR / "var" / "bench" / "results.json")
        self.stdout.write(table_of(rows))


def streams_of(data: Measured) -> dict[str, Iterator[Request]]:
    """Each measurement's requests; a round goes on where the one before it stopped."""
    return {
        "floor.read": data.reads_of_floor(),
        "floor.write": data.writes_of_floor(),
        "page.conference": data.pages(),
        "card.submit": data.cards(),
        "scan.single": data.scans(),
    }


def one_round(server: Server, streams: dict[str, Iterator[Request]], seconds: float) -> dict[str, Outcome]:
    return {name: measure(server, stream, clients=CLIENTS, seconds=seconds) for name, stream in streams.items()}


def count_queries(request: Request) -> int:
    """Queries of one request, in this process, after a first one has filled the caches."""
    client = Client(headers={name: value for name, value in request.headers if name != "Content-Type"})
    content_type = dict(request.headers).get("Content-Type", "text/plain")
    if request.method == "GET":
        client.get(request.path)
    with CaptureQueriesContext(connection) as captured:
        client.generic(request.method, request.path, request.body, content_type=content_type)
    return len(
        [query for query in captured if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    )


def check(taken: list[dict[str, Outcome]]) -> None:
    """A fast wrong answer is no measurement."""
    for outcomes in taken:
        for name, expected in RIGHT_ANSWERS.items():
            if set(outcomes[name].statuses) != expected:
                raise RuntimeError(f"{name} was answered {outcomes[name].statuses}, expected {expected}.")
    submitted = CardDraft.objects.filter(card__isnull=False).count()
    if submitted != ParticipationCard.objects.filter(draft__isnull=False).count() or not submitted:
        raise RuntimeError("The cards measured were not saved.")


def row_of(name: str, taken: list[dict[str, Outcome]], queries: int, peak: float) -> Row:
    of_name = [outcomes[name] for outcomes in taken]
    floor = FLOOR_OF.get(name)
    ratios = [outcomes[name].per_second / outcomes[floor].per_second for outcomes in taken] if floor else []
    return Row(
        name=name,
        value=round(statistics.median(outcome.per_second for outcome in of_name), 1),
        ratio=round(statistics.median(ratios), 3) if ratios else None,
        p50_ms=round(statistics.median(outcome.percentile(0.5) for outcome in of_name), 2),
        p95_ms=round(statistics.median(outcome.percentile(0.95) for outcome in of_name), 2),
        queries=queries,
        peak_mb=round(peak, 1),
    )
