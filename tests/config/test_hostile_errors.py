"""When something breaks: a page that says so, a log that helps, and nobody's data in either."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from config.logging import logging_config
from tests.config.matrix import own_addresses
from tests.config.matrix_world import World

BY_NAME = {address.name: address for address in own_addresses()}
PLANTED = ("Nowakowska-Sekretna", "61109010140000071219812874", "sekret@example.org", "+48 600 123 456")
BROKEN = [
    *(("registrations:show-card", "card_a"), ("registrations:download-card", "card_a")),
    *(("registrations:show-participant", "person_a"), ("badges:show-badge", "person_a")),
    *(("panel:list-participants", "owner"), ("panel:show-card", "owner"), ("payments:record-payment", "owner")),
]


@pytest.fixture
def production_log() -> Iterator[io.StringIO]:
    """What a production process would write."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(DictConfigurator({}).configure_formatter(logging_config(debug=False)["formatters"]["lines"]))
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@contextmanager
def breaking(table: str) -> Iterator[None]:
    """The database refuses to read a table, and quotes a row as PostgreSQL does."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if table in sql:
            raise IntegrityError(f"duplicate key\nDETAIL:  Key (name)=({', '.join(PLANTED)}) already exists.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize(("name", "role"), BROKEN)
def test_error_tells_nobodys_data(world: World, production_log: io.StringIO, name: str, role: str) -> None:
    client, path = world.client(role), world.path(BY_NAME[name], role)
    client.raise_request_exception = False

    with breaking("registrations_participant"), breaking("registrations_cardline"), breaking("payments_payment"):
        answer = client.get(path, {"q": PLANTED[0]})

    told, logged = answer.content.decode(), production_log.getvalue()
    assert answer.status_code == 500
    assert "Traceback" not in told
    assert "IntegrityError" in logged
    tokens = [world.card_a.card_token, world.card_a.person_token]
    assert [secret for secret in (*PLANTED, *tokens) if secret in told + logged] == []


def test_token_of_a_link_is_not_logged_when_it_is_wrong(world: World, production_log: io.StringIO) -> None:
    for path in ("/cards/{}/", "/en/cards/{}/card.pdf", "/participants/{}/badge/", "/drafts/{}/summary/"):
        token = world.card_a.person_token if "cards" in path else world.card_a.card_token
        assert Client().get(path.format(token)).status_code == 404
    logged = production_log.getvalue()
    assert logged.count("Not Found") == 4
    assert world.card_a.person_token not in logged
    assert world.card_a.card_token not in logged


def test_export_is_logged_with_who_and_how_many_but_no_data(world: World, production_log: io.StringIO) -> None:
    world.client("owner").get(world.path(BY_NAME["panel:export-participants"], "owner"), {"q": "Pierwsza"})
    logged = production_log.getvalue()
    assert '"event": "list exported"' in logged
    assert f'"by": {world.people["owner"].pk}' in logged
    assert '"rows": 1' in logged
    assert "Pierwsza" not in logged
