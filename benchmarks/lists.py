"""The organiser's list of participants at two sizes, and the page of one card: each asked by one person at a time."""

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import repeat

from django.conf import settings
from django.test import Client

from benchmarks.client import Outcome, Request, measure
from benchmarks.crowd import conference_of
from benchmarks.results import Row
from benchmarks.server import Server
from events.enums import Role
from events.models import Conference
from tests.factories.events import MembershipFactory

SIZES = (1000, 10_000)
# What organisers ask most: everybody, those of one variant who have not paid, by institution, a surname.
ASKED = {
    "plain": "",
    "filtered": "?payment=unpaid&state=registered&variant={variant}",
    "sorted": "?sort=institution,-surname",
    "searched": "?q=los+miejski",
}
SHARE_OF_SECONDS = 0.4


def list_streams() -> dict[str, Iterator[Request]]:
    """Each page again and again, by an owner who is logged in."""
    streams: dict[str, Iterator[Request]] = {}
    for size in SIZES:
        conference = conference_of(size)
        headers = logged_in(conference)
        base = f"/panel/{conference.association.slug}/{conference.slug}/"
        variant = conference.variants.order_by("pk")[0].slug
        for name, query in ASKED.items():
            path = f"{base}participants/{query.format(variant=variant)}"
            streams[f"list.participants.{size}.{name}"] = repeat(Request("GET", path, headers))
        streams["page.card"] = repeat(Request("GET", f"{base}cards/{conference.cards.latest('pk').code}/", headers))
    return streams


def logged_in(conference: Conference) -> tuple[tuple[str, str], ...]:
    client = Client()
    user = MembershipFactory.create(association=conference.association, role=Role.OWNER).user
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return (("Cookie", f"{name}={client.cookies[name].value}"),)


def ask_lists(server: Server, streams: Mapping[str, Iterator[Request]], seconds: float) -> dict[str, Outcome]:
    outcomes = {
        name: measure(server, stream, clients=1, seconds=seconds * SHARE_OF_SECONDS) for name, stream in streams.items()
    }
    for name, outcome in outcomes.items():
        if set(outcome.statuses) != {200}:
            raise RuntimeError(f"{name} was answered {outcome.statuses}, expected 200.")
    return outcomes


def rows_of_lists(taken: list[dict[str, Outcome]], queries: Mapping[str, int], peak: float) -> list[Row]:
    """The median of the rounds for each page; for each size also its slowest page, under the size's own name."""
    rows = [row_of_page(name, [outcomes[name] for outcomes in taken], queries[name], peak) for name in taken[0]]
    for size in SIZES:
        of_size = [row for row in rows if row.name.startswith(f"list.participants.{size}.")]
        slowest = max(of_size, key=lambda row: row.p95_ms or 0)
        rows.append(replace(slowest, name=f"list.participants.{size}"))
    return rows


def row_of_page(name: str, outcomes: list[Outcome], queries: int, peak: float) -> Row:
    return Row(
        name=name,
        value=round(statistics.median(outcome.per_second for outcome in outcomes), 1),
        p50_ms=round(statistics.median(outcome.percentile(0.5) for outcome in outcomes), 2),
        p95_ms=round(statistics.median(outcome.percentile(0.95) for outcome in outcomes), 2),
        queries=queries,
        peak_mb=round(peak, 1),
    )
