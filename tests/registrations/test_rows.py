from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from checkin.models import Scan
from registrations.models import Participant
from registrations.rows import AnyField, rows_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 25, 0, 30, 0, 7, tzinfo=UTC)


def fields(*names: str) -> list[AnyField]:
    return [Scan._meta.get_field(name) for name in names]  # type: ignore[misc]  # none of them is a relation back


def read(sql: str, given: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [given])
        return list(cursor.fetchall())


def test_rows_come_back_in_order_with_nothing_made_of_them() -> None:
    rows = [(1, "ą'\"%s;", None), (2, "", 3)]

    found = read(*rows_of(fields("id", "told", "participant"), rows))

    assert found == rows


def test_moments_and_identifiers_are_as_the_columns_keep_them() -> None:
    uid = UUID(int=5)
    mine = fields("uid", "scanned_at")

    ((said, at),) = read(*rows_of(mine, [(uid, AT)]))

    kept = mine[1].to_python(at)
    assert (UUID(str(said)), kept if kept.tzinfo else kept.replace(tzinfo=UTC)) == (uid, AT)


def test_no_rows_are_none() -> None:
    assert read(*rows_of([Participant._meta.get_field("id")], [])) == []
