"""A database that is away for a moment: 503 and when to come again, never an error of ours."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

pytestmark = pytest.mark.django_db

SCANNER = "/api/v1/scanner/state/"


def raising(error: Exception) -> Callable[..., Any]:
    def refuse(*_told: Any) -> Any:
        raise error

    return refuse


@pytest.mark.parametrize("error", [OperationalError("the connection was closed"), InterfaceError("closed already")])
def test_page_and_answer_to_a_phone_say_when_to_try_again(error: Exception) -> None:
    client = Client(raise_request_exception=False, headers={"Authorization": "Device x"})

    with connection.execute_wrapper(raising(error)):
        page, told, health = client.get("/"), client.get(SCANNER), client.get("/health/")

    assert [(one.status_code, one["Retry-After"]) for one in (page, told, health)] == [(503, "5")] * 3
    assert "Chwilowa przerwa" in page.content.decode()
    assert told.json() == {"detail": "Chwilowo niedostępne. Spróbuj ponownie."}
    assert client.get("/").status_code == 200


def test_what_will_not_pass_is_an_error_of_ours() -> None:
    client = Client(raise_request_exception=False, headers={"Authorization": "Device x"})

    with connection.execute_wrapper(raising(ProgrammingError("no such column"))):
        page, told = client.get("/"), client.get(SCANNER)

    assert [page.status_code, told.status_code] == [500, 500]
    assert not page.has_header("Retry-After")
