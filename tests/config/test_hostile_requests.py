"""Requests that no page of ours would send: another's keys, fields nobody asked for, no token, odd methods."""

from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from checkin.reading import device_key, person_key
from events.models import Membership
from registrations.models import AccessLink
from tests.checkin.badges import text_of
from tests.config.matrix import BY_NAME, HOLDERS, MATRIX, MEMBERS, TAKES_POSTS, Address, actor
from tests.config.matrix_rows import Rows, all_rows, changes, steady, unsteady_columns
from tests.config.matrix_world import World

pytestmark = pytest.mark.once

OF_PANEL = [address.name for address in BY_NAME.values() if {"association", "conference"} < set(address.parameters)]
# What one form alone does not do: it speaks to the provider, wants a file or a number told before, a card that owes, or
# a row of its own.
NEEDS_MORE = {
    "payments:start-checkout",
    "registrations:choose-variant",
    "registrations:show-turn",
    "registrations:send-signed",
    "panel:accept-signed",
    "panel:start-bulk",
    "panel:start-import",
    "panel:confirm-import",
    "panel:move-person",
    "panel:take-payment",
    "panel:remove-note",
    "panel:set-labels",
    "panel:change-label",
    "panel:remove-label",
    "panel:change-turn",
    "panel:merge-institutions",
    "panel:merge-people",
    "panel:set-prices",
    "panel:move-setting",
    "panel:change-stay",
    "panel:change-answers",
    "registrations:change-stay",
    "registrations:change-answers",
    "registrations:change-card-answers",
    "payments:make-refund-file",
    "payments:ask-for-document",
    "payments:issue-document",
    "payments:correct-document",
    "payments:set-ksef-token",
    "payments:send-all-ksef",
    "payments:send-ksef",
    "panel:show-transfer",
    "panel:accept-transfer",
    "panel:undo-transfer",
    "panel:import-statement",
}
# Whatever a model, a session or an administrator's form could be made to believe.
EXTRA = {
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "on",
    "user": "1",
    "recorded_by": "1",
    "state": "submitted",
    "status": "confirmed",
    "paid": "true",
    "settled": "999999",
    "due": "0",
    "price": "0",
    "amount_due": "0",
    "currency": "EUR",
    "quantity": "-1",
    "balance": "0",
    "provider_ref": "pi_1",
    "id": "1",
    "pk": "1",
    "card": "1",
    "card_id": "1",
    "participant": "1",
    "association": "2",
    "event": "2",
    "created_at": "2001-01-01",
    "submitted_at": "2001-01-01",
    "expires_at": "2999-01-01",
    "token": "a" * 22,
    "participants-0-id": "1",
    "p0-price": "0",
    "p0-id": "1",
    "TOTAL_FORMS": "1000",
    "uid": "1",
    "taken": "0",
}


def theirs_instead(world: World, address: Address) -> list[dict[str, object]]:
    """Each part of the address in turn replaced by the other association's, and all of them together."""
    held = world.theirs.held[0]
    uid = held.payment.uid if address.name.startswith("payments") else held.letter.uid
    values: dict[str, object] = {**world.theirs.slugs, "code": held.card.code, "uid": uid}
    # Both conferences have the same slug: alone it names nothing of the other.
    parts = [{name: values[name]} for name in address.parameters if name in values and name != "conference"]
    return [*parts, {name: values[name] for name in address.parameters if name in values}]


@pytest.mark.parametrize("name", [name for name in OF_PANEL if "owner" in MATRIX[name].who and name.startswith("p")])
def test_keys_of_another_association_open_nothing(world: World, name: str) -> None:
    if not set(MATRIX[name].who) <= set(MEMBERS):
        return
    client, before = world.client("owner"), all_rows()
    for instead in theirs_instead(world, BY_NAME[name]):
        path = world.path(BY_NAME[name], "owner", **instead)
        for method in ("GET", "POST"):
            if MATRIX[name].served(method):
                answer = world.ask(client, method, name, path)
                assert (answer.status_code, path) == (404, path)
                assert "Obca" not in answer.content.decode()
    assert changes(before, all_rows()) == set()


def test_keys_of_another_association_in_forms_change_nothing(world: World) -> None:
    owner, theirs = world.client("owner"), world.theirs
    assert theirs.device is not None
    posts: list[tuple[str, dict[str, str], int]] = [
        ("panel:change-member", {"email": "stranger@example.org", "role": "editor"}, 404),
        ("panel:remove-member", {"email": "stranger@example.org"}, 404),
        ("panel:move-clock", {"to": "nowhere"}, 404),
        ("panel:change-view", {"view": "Widok Cudza", "do": "delete"}, 404),
        ("checkin:revoke-scanner", {"device": device_key(theirs.device)}, 404),
        ("checkin:revoke-scanner", {"device": str(theirs.device.pk)}, 404),
        ("checkin:pair-scanner", {"conference": "cudze/edycja", "name": "Telefon"}, 200),
    ]
    before = all_rows()
    for name, body, status in posts:
        answer = owner.post(world.path(BY_NAME[name], "owner"), body)
        assert (name, answer.status_code) == (name, status)
        assert theirs.device_token not in answer.content.decode()
    assert changes(before, all_rows()) == set()


def test_filters_by_anothers_keys_find_only_ones_own(world: World) -> None:
    owner, held = world.client("owner"), world.theirs.held[0]
    asked = {"q": held.person.last_name, "variant": "wariant", "conference": "2", "association": "cudze", "card": "1"}
    for name in ("panel:list-participants", "panel:list-cards", "panel:list-letters", "panel:export-participants"):
        text = owner.get(world.path(BY_NAME[name], "owner"), asked).content.decode().replace(asked["q"], "", 2)
        assert held.card.code not in text
        assert held.person.email not in text


def test_scanner_knows_nothing_of_another_conference(world: World) -> None:
    device, held = world.client("scanner"), world.theirs.held[0]
    point = world.ours.conference.scan_points.first()
    assert point is not None
    moment = timezone.now().isoformat()
    scans = [
        {"text": text_of(held.person)},
        {"person": person_key(held.person)},
        {"text": text_of(held.person), "point": "nie-ma"},
    ]
    body = [
        {"uid": f"00000000-0000-4000-8000-00000000000{number}", "point": point.slug, "scanned_at": moment, **scan}
        for number, scan in enumerate(scans)
    ]
    answer = device.post(reverse("scanner:record-scans"), {"scans": body}, content_type="application/json")
    found = device.post(reverse("scanner:find-people"), {"words": "Obca"}, content_type="application/json")

    assert [one["result"] == "accepted" for one in answer.json()["outcomes"]] == [False, False, False]
    assert "Obca" not in answer.content.decode()
    assert found.json() == {"people": []}
    held.person.refresh_from_db()
    assert held.person.arrived_at is None


@pytest.mark.parametrize("name", TAKES_POSTS)
def test_fields_nobody_asked_for_are_not_taken(world: World, name: str) -> None:
    """Twice as the form is meant, to know what is random; then with everything else one could wish for."""
    role = actor(name)
    path, client = world.path(BY_NAME[name], role), world.client(role)

    def rows_after(**extra: Any) -> Rows:
        with transaction.atomic():
            answer = world.ask(client, "POST", name, path, **extra)
            assert answer.status_code == MATRIX[name].post
            found = all_rows()
            transaction.set_rollback(True)
        return found

    own = world.body(name)
    with time_machine.travel(timezone.now(), tick=False):
        before, plain, again = all_rows(), rows_after(), rows_after()
        if connection.vendor == "postgresql":
            return  # sequences do not roll back there: every key would differ
        with_extra = rows_after(**{key: value for key, value in EXTRA.items() if key not in own})
    unsteady = unsteady_columns(plain, again)
    assert steady(with_extra, unsteady) == steady(plain, unsteady)
    assert changes(before, plain) or name in NEEDS_MORE


@pytest.mark.parametrize("name", TAKES_POSTS)
def test_post_without_the_forms_token_is_refused(world: World, name: str) -> None:
    role = actor(name)
    client, before = world.client(role, enforce_csrf_checks=True), all_rows()

    answer = client.post(world.path(BY_NAME[name], role), world.body(name))

    assert answer.status_code == 403
    assert "csrf" not in answer.content.decode().split("<main")[0].lower()
    assert changes(before, all_rows()) == set()


@pytest.mark.parametrize(
    "name", ["account_login", "account_logout", "account_reset_password", "account_request_login_code"]
)
def test_signing_in_and_out_needs_the_forms_token(world: World, name: str) -> None:
    client = world.client("owner", enforce_csrf_checks=True)
    assert client.post(reverse(name), {"login": "owner@example.org", "email": "owner@example.org"}).status_code == 403
    assert client.get(reverse("panel:show-home")).status_code == 200


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row.get == 200])
def test_looking_changes_nothing(world: World, name: str) -> None:
    """A link in a letter is opened by mail scanners too: a GET is never more than a look."""
    role = next((role for role in ("owner", "card_a", "person_a", "scanner") if role in MATRIX[name].who), "")
    client, path = world.client(role), world.path(BY_NAME[name], role)
    before = all_rows()
    assert client.get(path, world.body(name)).status_code == 200
    assert client.head(path).status_code in {200, 405}
    # A document's paper is drawn when it is first asked for, and kept.
    assert changes(before, all_rows()) <= {"checkin_device", "payments_documentpaper"}


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row.who and set(row.who) <= set(HOLDERS)])
def test_link_revoked_or_past_opens_nothing(world: World, name: str) -> None:
    if name == "registrations:fill-card":
        return
    role = actor(name)
    path = world.path(BY_NAME[name], role)
    method = "GET" if MATRIX[name].get else "POST"
    links = AccessLink.objects.filter(token=world.token(role, name))
    wrong = world.path(BY_NAME[name], role, token="A" * 22)

    unknown = world.ask(Client(), method, name, wrong)
    with transaction.atomic():
        links.update(revoked_at=timezone.now())
        revoked = world.ask(Client(), method, name, path)
        transaction.set_rollback(True)
    links.update(expires_at=timezone.now())
    past = world.ask(Client(), method, name, path)

    assert [answer.status_code for answer in (unknown, revoked, past)] == [404, 404, 404]
    # Nobody learns from the answer whether a token ever was.
    assert len({len(answer.content) for answer in (unknown, revoked, past)}) == 1


def test_role_taken_away_or_changed_counts_at_the_next_request(world: World) -> None:
    treasurer = world.client("treasurer")
    paths = {name: world.path(BY_NAME[name], "owner") for name in ("payments:record-payment", "panel:list-letters")}
    assert [treasurer.get(path).status_code for path in paths.values()] == [200, 200]

    Membership.objects.filter(user=world.people["treasurer"]).update(role="front_desk")
    assert [treasurer.get(path).status_code for path in paths.values()] == [403, 403]
    Membership.objects.filter(user=world.people["treasurer"]).delete()
    assert [treasurer.get(path).status_code for path in paths.values()] == [404, 404]


def test_person_who_may_no_longer_log_in_is_out_at_once(world: World) -> None:
    owner = world.client("owner")
    assert owner.get(reverse("panel:show-home")).status_code == 200

    User.objects.filter(email="owner@example.org").update(is_active=False)

    for name in ("panel:show-home", "panel:show-dashboard", "panel:export-participants"):
        answer = owner.get(world.path(BY_NAME[name], "owner"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["panel:export-participants", "panel:show-badges", "panel:show-markup"])
def test_file_is_not_served_after_logging_out(world: World, name: str) -> None:
    owner, path = world.client("owner"), world.path(BY_NAME[name], "owner")
    assert owner.get(path).status_code == 200
    owner.post(reverse("account_logout"))
    assert owner.get(path).status_code == 302
