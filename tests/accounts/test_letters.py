import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "email", "subject"),
    [
        ("account_request_login_code", "anna@example.org", "Kod do zalogowania: "),
        ("account_reset_password", "anna@example.org", "Ustawienie nowego hasła"),
        ("account_reset_password", "nikt@example.org", "Nie ma konta z tym adresem"),
    ],
)
def test_letters_of_accounts_are_in_our_own_words(
    client: Client, mailoutbox: list[EmailMessage], page: str, email: str, subject: str
) -> None:
    UserFactory.create(email="anna@example.org")

    client.post(reverse(page), {"email": email})

    letter = mailoutbox[0]
    assert letter.subject.startswith(subject)
    assert str(letter.body).startswith("Dzień dobry,\n")
    assert "\n--\nZjazd\n" in str(letter.body)
    assert [words in str(letter.body) for words in ("Witamy", "podjąłeś", "signup")] == [False] * 3
