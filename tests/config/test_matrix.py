"""Every address, asked by everybody, in every way: nobody gets what is not theirs, and nothing breaks."""

from itertools import cycle

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.config.headers import check_common
from tests.config.matrix import (
    BY_NAME,
    EVERYBODY,
    HOLDERS,
    LIBRARIES,
    MATRIX,
    MEMBERS,
    NOT_SIGNED_IN,
    SIGNED_IN,
    UNUSUAL,
    Address,
    Row,
    addresses,
    own_addresses,
)
from tests.config.matrix_world import World

pytestmark = pytest.mark.once

NAMES = [address.name for address in own_addresses()]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(NAMES) == set(MATRIX)
    assert len(NAMES) == len(set(NAMES))


def test_every_library_named_is_there() -> None:
    names = [address.name for address in addresses()]
    for prefix in (prefix for prefixes in LIBRARIES.values() for prefix in prefixes):
        assert any(name.startswith(prefix) for name in names), prefix


@pytest.mark.parametrize("name", NAMES)
def test_address_answers_each_role_as_the_matrix_says(world: World, name: str) -> None:
    row, wrong = MATRIX[name], {}
    for role, unusual in zip(EVERYBODY, cycle(UNUSUAL), strict=False):
        path = world.path(BY_NAME[name], role)
        for method in ("GET", "POST", unusual):
            with transaction.atomic():
                answer = world.ask(world.client(role), method, name, path)
                transaction.set_rollback(True)
            check_common(answer, f"{method} {role}")
            if answer.status_code != row.expected(role, method):
                wrong[role, method] = f"{answer.status_code}, expected {row.expected(role, method)}"
            if answer.status_code == 302 and role not in row.who:
                assert answer["Location"].startswith(reverse("account_login"))
            text = answer.content.decode(errors="replace")
            if role not in row.who:
                assert world.card_a.person.last_name not in text
            elif method == "GET" and answer.status_code == 200:
                check_kept(answer, row)
                assert [secret for secret in secrets_of_others(world, role, row) if secret in text] == [], role
    assert wrong == {}


def check_kept(answer: HttpResponse, row: Row) -> None:
    """What is for some is kept by nobody on the way."""
    if row.who != EVERYBODY:
        assert "no-store" in answer.headers["Cache-Control"]
    if row.sent_away == NOT_SIGNED_IN:
        assert "Cookie" in answer.headers["Vary"]


def secrets_of_others(world: World, role: str, row: Row) -> list[str]:
    """What may not stand on the page: of the other association and, for who has a link, of another card."""
    if row.who == EVERYBODY or role not in {*MEMBERS, *HOLDERS}:
        return []
    others = list(world.theirs.held)
    if role in HOLDERS:
        others += [card for card in (world.card_a, world.card_b) if card != world.own(role)]
    return ["Cudza", *(secret for held in others for secret in held.secrets)]


@pytest.mark.parametrize("name", [name for name in NAMES if MATRIX[name].get])
def test_address_answers_the_same_in_english(world: World, name: str) -> None:
    path = {role: world.path(BY_NAME[name], role) for role in ("anonymous", "card_b", "treasurer", "stranger")}
    if path["anonymous"].startswith(("/api/", "/health/", "/robots.txt", "/favicon.ico")):
        assert Client().get(f"/en{path['anonymous']}").status_code == 404
        return
    for role, here in path.items():
        answer = world.client(role).get(f"/en{here}")
        assert answer.status_code == MATRIX[name].expected(role, "GET"), role
        if answer.status_code == 302 and role not in MATRIX[name].who:
            assert answer["Location"].startswith("/en/account/login/")


def test_lists_hold_all_of_ones_own(world: World) -> None:
    """Without this, an empty page would pass for one that keeps secrets."""
    owner = world.client("owner")
    for name in ("panel:list-participants", "panel:export-participants"):
        text = owner.get(world.path(BY_NAME[name], "owner")).content.decode()
        assert [held.person.last_name in text for held in world.ours.held] == [True, True]
    text = owner.get(world.path(BY_NAME["panel:list-cards"], "owner")).content.decode()
    assert [held.card.code in text for held in world.ours.held] == [True, True]


@pytest.mark.parametrize("role", EVERYBODY)
def test_administration_opens_for_superusers_only(world: World, role: str) -> None:
    for name in ("admin:index", "admin:accounts_user_changelist", "admin:accounts_user_add"):
        answer = world.client(role).get(reverse(name))
        if role == "superuser":
            assert answer.status_code == 200
        else:
            assert answer.status_code in {302, 403}
            assert "stranger@example.org" not in answer.content.decode()


def test_nobody_makes_their_own_account(world: World) -> None:
    answer = Client().post(
        reverse("account_signup"), {"email": "ja@example.org", "password1": "correct horse battery staple"}
    )
    assert answer.status_code == 200
    assert not type(world.people["owner"]).objects.filter(email="ja@example.org").exists()


def test_roles_asked_are_all_there_are(world: World) -> None:
    assert set(world.people) == set(SIGNED_IN)
    assert isinstance(BY_NAME["panel:show-card"], Address)
