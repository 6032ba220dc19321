"""Values that nobody would type, in addresses and in the fields of every form."""

from collections.abc import Iterable
from itertools import cycle, product

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from tests.config.matrix import BY_NAME, MATRIX, TAKES_POSTS, Address, actor
from tests.config.matrix_rows import all_rows, changes
from tests.config.matrix_world import FORM, World, form_encoded

pytestmark = pytest.mark.once

STRANGE = ("'", "\0", "%00", "\ud800", "a" * 3000, "../../etc/passwd", "1e400", "-1", "ł", "{{7*7}}", "\r\nX: y")
ODD = (*STRANGE, "9" * 400, "0.1", "1e3", "NaN", "Infinity", "2024-13-45", "=1+1")
ODD_IN_ALL_FIELDS, ODD_IN_ONE_FIELD = 3, 2
WITH_PARAMETERS = [name for name in MATRIX if BY_NAME[name].parameters]


@pytest.mark.parametrize("name", WITH_PARAMETERS)
def test_strange_addresses_are_not_there(world: World, name: str) -> None:
    """Where no view is found, or no conference, all are answered alike: each test asks for another of these."""
    role, turn = actor(name), WITH_PARAMETERS.index(name)
    client = world.client(role)
    for parameter in BY_NAME[name].parameters:
        paths = strange_paths(world, BY_NAME[name], role, parameter)
        alike = paths if parameter in world.ours.slugs else [path for path in paths if not leads_to_a_view(path)]
        asked = {*paths} - {*alike} | {*alike[turn % (len(alike) or 1) :][:1]}
        for path, method in product(asked, filter(MATRIX[name].served, ("GET", "POST"))):
            answer = client.generic(method, path)
            assert answer.status_code in {302, 400, 403, 404, 405}, (method, path)
            assert "X" not in answer.headers


def strange_paths(world: World, address: Address, role: str, parameter: str) -> list[str]:
    path, value = world.path(address, role), str(world.value(parameter, address, role))
    assert value in path
    encoded = ("".join(f"%{byte:02X}" for byte in strange.encode("utf-8", "surrogatepass")) for strange in STRANGE)
    return [path.replace(value, strange, 1) for strange in encoded]


def leads_to_a_view(path: str) -> bool:
    try:
        resolve(RequestFactory().get(path).path_info)
    except Resolver404:
        return False
    return True


def each_part_once(names: Iterable[str]) -> list[str]:
    """Of fields made of two parts, as `size-city` and `show-city`, enough to have tried each part."""
    tried: set[str] = set()
    chosen = []
    for name in names:
        parts = set(name.split("-"))
        if not parts <= tried:
            chosen.append(name)
            tried |= parts
    return chosen


@pytest.mark.parametrize("name", TAKES_POSTS)
def test_strange_values_break_no_form(world: World, name: str) -> None:
    """In all fields at once, which is refused at the door; and in one field, which may go further."""
    role, odd = actor(name), cycle(ODD)
    path, client, body = world.path(BY_NAME[name], role), world.client(role), world.body(name)
    for _ in range(TAKES_POSTS.index(name) % len(ODD)):
        next(odd)
    posts = [{field: next(odd) for field in body} for _ in range(ODD_IN_ALL_FIELDS)]
    posts += [{field: next(odd)} for field in each_part_once(body) for _ in range(ODD_IN_ONE_FIELD)]
    for post in posts:
        with transaction.atomic():
            strange = {field: value.encode("utf-8", "surrogatepass") for field, value in post.items()}
            answer = client.post(path, form_encoded({**body, **strange}), FORM)
            assert answer.status_code in {200, 302, 400, 404}, post
            transaction.set_rollback(True)


AMOUNTS = ("0", "-1", "1000000000", "1e9", "0.1", "1e3", "٣", "1,234", "NaN", "", "12,00,00", "0x10", "1_000")


@pytest.mark.parametrize("amount", AMOUNTS)
def test_treasurer_cannot_record_what_is_no_amount(world: World, amount: str) -> None:
    name = "payments:record-payment"
    owner, before = world.client("owner"), all_rows()
    answer = world.ask(owner, "POST", name, world.path(BY_NAME[name], "owner"), amount=amount)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert changes(before, all_rows()) == set()
