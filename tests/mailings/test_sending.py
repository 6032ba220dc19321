"""F13 and F25: a mail server that is down, slow, refuses or drops; a letter is never lost and never told twice."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.mail import get_connection
from django.utils import timezone
from pytest_django import Settings

from mailings.attachments import register_source
from mailings.enums import LetterState
from mailings.models import Letter, LetterAttachment
from mailings.periodic import send_due
from mailings.tasks import PAUSES, claim_letter, send_letter
from tests.factories.events import ConferenceFactory

NewLetter = Callable[..., Letter]


class Post:
    """A mail server that answers the recipient and the text as it is told, then with 250."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.to_recipient: list[str] = []
        self.to_text: list[str] = []
        self.drop_after_text = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.to_text:
            return self.to_text.pop(0)
        self.received.append(envelope.content.decode())
        if self.drop_after_text:
            self.drop_after_text -= 1
            server.transport.abort()
        return "250 Queued"


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def new_letter(db: None) -> NewLetter:
    def make(**changes: Any) -> Letter:
        conference = ConferenceFactory.create()
        values = {
            "association": conference.association,
            "conference": conference,
            "kind": "test",
            "to_email": "dyrektor@example.org",
            "subject": "Zażółć gęślą jaźń",
            "text": "Treść",
            "html": "<p>Treść</p>",
            "dedupe_key": f"test-{Letter.objects.count()}",
        }
        return Letter.objects.create(**(values | changes))

    return make


def state_of(letter: Letter) -> tuple[str, int]:
    letter.refresh_from_db()
    return letter.state, letter.attempts


def test_letter_arrives_once_under_its_own_name(post: Post, new_letter: NewLetter) -> None:
    letter = new_letter(reply_to="biuro@example.org")
    for _ in range(3):
        send_letter(letter.pk)
    assert state_of(letter) == (LetterState.SENT, 1)
    assert len(post.received) == 1
    assert f"Message-ID: <{letter.uid}@zjazd>" in post.received[0]
    assert "Reply-To: biuro@example.org" in post.received[0]


def test_server_that_is_down_only_puts_off(settings: Settings, new_letter: NewLetter) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter = new_letter()
    send_letter(letter.pk)
    assert state_of(letter) == (LetterState.QUEUED, 1)
    assert letter.due_at > timezone.now() + PAUSES[0] - timedelta(seconds=10)
    assert letter.error.startswith("ConnectionRefusedError")


def test_server_that_never_answers_is_waited_for_only_so_long(settings: Settings, new_letter: NewLetter) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        letter = new_letter()
        send_letter(letter.pk)
    assert state_of(letter) == (LetterState.QUEUED, 1)
    assert "imeout" in letter.error or "timed out" in letter.error


@pytest.mark.parametrize(
    ("recipient", "text", "state"),
    [
        (["450 Mailbox busy"], [], LetterState.QUEUED),
        ([], ["451 Local error"], LetterState.QUEUED),
        (["550 No such user"], [], LetterState.FAILED),
        ([], ["554 Rejected as spam"], LetterState.FAILED),
    ],
)
def test_refusal_for_now_is_tried_again_and_for_good_is_not(
    post: Post, new_letter: NewLetter, recipient: list[str], text: list[str], state: str
) -> None:
    post.to_recipient, post.to_text = list(recipient), list(text)
    letter = new_letter()
    send_letter(letter.pk)
    assert state_of(letter) == (state, 1)
    assert post.received == []
    with time_machine.travel(timezone.now() + PAUSES[0] + timedelta(seconds=1)):
        send_letter(letter.pk)
    arrived = state == LetterState.QUEUED
    assert len(post.received) == arrived
    assert state_of(letter)[0] == (LetterState.SENT if arrived else LetterState.FAILED)


def test_connection_dropped_after_the_text_doubles_at_most_and_loses_nothing(post: Post, new_letter: NewLetter) -> None:
    post.drop_after_text = 1
    letter = new_letter()
    send_letter(letter.pk)
    assert state_of(letter) == (LetterState.QUEUED, 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        send_letter(letter.pk)
    assert state_of(letter) == (LetterState.SENT, 2)
    assert [f"<{letter.uid}@zjazd>" in text for text in post.received] == [True, True]


def test_pauses_grow_until_a_person_decides(settings: Settings, new_letter: NewLetter) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter, moment, pauses = new_letter(), timezone.now(), []
    while state_of(letter)[0] == LetterState.QUEUED:
        with time_machine.travel(moment, tick=False):
            send_letter(letter.pk)
        letter.refresh_from_db()
        pauses.append(letter.due_at - moment)
        moment = letter.due_at
    assert pauses[: len(PAUSES)] == PAUSES
    assert state_of(letter) == (LetterState.FAILED, len(PAUSES) + 1)


def test_letter_is_claimed_by_one_worker_only(new_letter: NewLetter) -> None:
    letter = new_letter()
    assert [bool(claim_letter(letter.pk)) for _ in range(3)] == [True, False, False]
    assert state_of(letter) == (LetterState.SENDING, 1)


def test_letter_of_a_killed_worker_goes_out_after_a_quarter_of_an_hour(post: Post, new_letter: NewLetter) -> None:
    letter = new_letter()
    claim_letter(letter.pk)
    for minutes, state in ((14, LetterState.SENDING), (16, LetterState.QUEUED)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            send_due()
            assert state_of(letter)[0] == state
            if state == LetterState.QUEUED:
                send_letter(letter.pk)
    assert state_of(letter) == (LetterState.SENT, 2)
    assert len(post.received) == 1


def test_clock_that_stood_for_three_days_sends_each_letter_once(post: Post, new_letter: NewLetter) -> None:
    letters = [new_letter() for _ in range(5)]
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert [send_due(), send_due()] == [5, 5]
        for letter in letters * 2:
            send_letter(letter.pk)
        assert send_due() == 0
    assert len(post.received) == 5
    assert {state_of(letter) for letter in letters} == {(LetterState.SENT, 1)}


def test_attachment_is_drawn_once_for_all_attempts(post: Post, new_letter: NewLetter) -> None:
    drawn: list[str] = []

    def draw(ref: str) -> bytes:
        drawn.append(ref)
        return f"%PDF {len(drawn)}".encode()

    register_source("tests.paper", draw)
    letter = new_letter()
    LetterAttachment.objects.create(letter=letter, filename="karta.pdf", source="tests.paper", ref="KU1")
    post.to_text = ["451 Later"]
    send_letter(letter.pk)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        send_letter(letter.pk)
    assert drawn == ["KU1"]
    assert 'filename="karta.pdf"' in post.received[0]


def test_attachment_that_cannot_be_drawn_keeps_the_letter(post: Post, new_letter: NewLetter) -> None:
    letter = new_letter()
    LetterAttachment.objects.create(letter=letter, filename="karta.pdf", source="tests.nobody", ref="KU1")
    send_letter(letter.pk)
    assert state_of(letter) == (LetterState.QUEUED, 1)
    assert letter.error.startswith("KeyError")
    assert post.received == []


@pytest.mark.parametrize("field", ["subject", "to_email", "reply_to"])
def test_header_injection_never_leaves(post: Post, new_letter: NewLetter, field: str) -> None:
    letter = new_letter(**{field: "a@example.org\r\nBcc: evil@example.org"})
    send_letter(letter.pk)
    assert state_of(letter)[0] != LetterState.SENT
    assert post.received == []


def test_backend_of_these_tests_is_the_real_one(post: Post) -> None:
    assert type(get_connection()).__module__ == "django.core.mail.backends.smtp"
