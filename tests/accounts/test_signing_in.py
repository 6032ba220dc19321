"""Signing in through allauth, with what this installation sets about it."""

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import UserFactory

PASSWORD = "correct horse battery"
EVIL_NEXT = (
    "//evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "https:evil.example",
    "https://evil.example/",
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_over() -> None:
    cache.clear()


@pytest.fixture
def anna() -> User:
    return UserFactory.create(email="anna@example.org", password=PASSWORD)


def sign_in(client: Client, email: str = "anna@example.org", password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def steady(answer: Any, *emails: str) -> str:
    """The page without its random tokens and without what was typed into it."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    for email in emails:
        text = text.replace(email, "EMAIL")
    return text


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("panel:show-home")).status_code == 200)


def test_session_is_new_after_signing_in_and_dead_after_signing_out(anna: User) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted or ""
    sign_in(client)
    signed_in = client.session.session_key
    assert is_in(client)
    assert signed_in != planted

    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["session"] = signed_in or ""
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=signed_in).exists()


def test_new_password_ends_all_other_sessions(anna: User) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    assert is_in(elsewhere)
    answer = here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "staple horse correct 9", "password2": "staple horse correct 9"},
    )
    assert answer.status_code == 302
    assert not is_in(elsewhere)


@pytest.mark.parametrize("target", EVIL_NEXT)
def test_nobody_is_sent_elsewhere_after_signing_in(anna: User, target: str) -> None:
    answer = sign_in(Client(), next=target)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert "evil" not in answer["Location"]


def test_unknown_address_is_answered_as_a_known_one(anna: User) -> None:
    known, unknown = "anna@example.org", "nikt@example.org"
    for name, field in (("account_reset_password", "email"), ("account_request_login_code", "email")):
        answers = [Client().post(reverse(name), {field: email}) for email in (known, unknown)]
        assert len({(answer.status_code, answer.get("Location")) for answer in answers}) == 1, name
        assert steady(answers[0], known) == steady(answers[1], unknown)
    wrong = [sign_in(Client(), email, "not the password") for email in (known, unknown)]
    assert [answer.status_code for answer in wrong] == [200, 200]
    assert steady(wrong[0], known) == steady(wrong[1], unknown)


def test_letter_of_a_new_password_names_our_own_address(anna: User) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Server": "evil.example", "Forwarded": "host=evil"}
    Client(headers=headers).post(reverse("account_reset_password"), {"email": "anna@example.org"})
    assert len(mail.outbox) == 1
    assert "evil" not in str(mail.outbox[0].body)
    assert "http://testserver/" in str(mail.outbox[0].body)


def test_host_that_is_not_ours_is_refused(anna: User) -> None:
    answer = Client(headers={"host": "evil.example"}).post(
        reverse("account_reset_password"), {"email": "anna@example.org"}
    )
    assert answer.status_code == 400
    assert mail.outbox == []


def test_guessing_is_stopped_whatever_address_is_claimed(anna: User) -> None:
    answers = [
        Client(headers={"X-Forwarded-For": f"10.0.0.{number}"}).post(
            reverse("account_login"), {"login": "anna@example.org", "password": f"guess {number}"}
        )
        for number in range(12)
    ]
    assert answers[0].status_code == 200
    # The right password no longer helps: the guesser learns nothing.
    client = Client(headers={"X-Forwarded-For": "10.9.9.9"})
    sign_in(client)
    assert not is_in(client)


def test_second_factor_cannot_be_stepped_over_nor_used_twice(anna: User) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(anna, secret)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    first, second = Client(), Client()
    assert sign_in(first)["Location"] == reverse("mfa_authenticate")
    assert not is_in(first)
    first.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(first)
    sign_in(second)
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(second)


def test_recovery_code_works_once(anna: User) -> None:
    TOTP.activate(anna, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(anna).get_unused_codes()[0]
    for client, works in ((Client(), True), (Client(), False)):
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) is works
    stored = Authenticator.objects.get(user=anna, type=Authenticator.Type.TOTP)
    assert get_adapter().decrypt(stored.data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_person_is_kept_in_lower_case_and_once() -> None:
    User.objects.create_user("Anna@Example.org", name="Anna")
    assert User.objects.get().email == "anna@example.org"
    with pytest.raises(Exception, match="e-mail"):
        User.objects.create_user("ANNA@example.org", name="Inna")
    assert not User.objects.get().has_usable_password()
