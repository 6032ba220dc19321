"""The stand-in for Stripe: its page, its deliveries, its controls, its shapes."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from payments.gateway import BadSignature, StripeGateway
from payments.standin.deliveries import ENABLED_EVENTS, check_webhook_url
from payments.standin.server import Standin
from payments.standin.texts import TEXTS
from tests.payments.conftest import API_KEY, Receiver, ask, choose, control, make_order, open_session


def test_page_says_that_it_is_not_real_and_what_is_paid(standin: Standin, standin_gateway: StripeGateway) -> None:
    page = ask(standin, "GET", f"/pay/{open_session(standin_gateway)}")
    assert page.status == 200
    assert '<html lang="pl">' in page.text
    assert "To nie jest prawdziwa płatność" in page.text
    assert "Atrapa operatora płatności" in page.text
    assert "1\u00a0200,00\u00a0zł" in page.text
    assert "Karta uczestnictwa RZM-7K4Q-29, 3 osoby" in page.text
    assert re.findall(r">([^<]+)</button>", page.text) == [
        "Zapłać",
        "Zapłać BLIK-iem, bank potwierdzi później",
        "Płatność odrzucona",
        "Porzuć",
    ]


def test_page_speaks_the_language_of_the_session(standin: Standin, standin_gateway: StripeGateway) -> None:
    english = ask(standin, "GET", f"/pay/{open_session(standin_gateway, locale='en')}")
    assert '<html lang="en">' in english.text
    assert "This is not a real payment" in english.text
    assert "PLN\u00a01,200.00" in english.text
    assert re.findall(r">([^<]+)</button>", english.text) == [
        "Pay",
        "Pay by BLIK, the bank confirms later",
        "Payment declined",
        "Abandon",
    ]
    assert TEXTS["pl"].keys() == TEXTS["en"].keys()


def test_page_loads_nothing_foreign_and_escapes_what_it_was_given(
    standin: Standin, standin_gateway: StripeGateway
) -> None:
    name = '<script>alert(1)</script> "MOPS" & <b Ełk $title'
    page = ask(standin, "GET", f"/pay/{open_session(standin_gateway, description=name)}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;MOPS&quot; &amp; &lt;b Ełk $title" in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' ")
    assert "form-action 'self' http://127.0.0.1:8910;" in policy
    css = ask(standin, "GET", "/standin.css")
    assert css.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "url(" not in css.text


def test_paid_delivers_a_signed_event_before_the_payer_returns(
    standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
) -> None:
    session_id = open_session(standin_gateway)
    answer = choose(standin, session_id, "paid")
    assert answer.status == 303
    assert answer.headers["Location"] == f"http://127.0.0.1:8910/paid/?session_id={session_id}"
    # No waiting here: the stand-in waits for the webhook's answer before it sends the payer back.
    [event] = receiver.events
    assert event.type == "checkout.session.completed"
    assert event.session == standin_gateway.retrieve_checkout(session_id)
    assert event.session is not None
    assert event.session.paid
    assert event.session.payment_intent.startswith("pi_")
    assert receiver.refused == []


def test_paid_twice_is_paid_once(standin: Standin, standin_gateway: StripeGateway, receiver: Receiver) -> None:
    session_id = open_session(standin_gateway)
    threads = [threading.Thread(target=choose, args=(standin, session_id, "paid")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert choose(standin, session_id, "paid").headers["Location"].endswith(session_id)
    assert receiver.types == ["checkout.session.completed"]
    page = ask(standin, "GET", f"/pay/{session_id}")
    assert "Ta płatność została już przyjęta" in page.text
    assert "<button" not in page.text


def test_failed_tells_so_and_lets_try_again(
    standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
) -> None:
    session_id = open_session(standin_gateway)
    answer = choose(standin, session_id, "failed")
    assert (answer.status, answer.headers["Location"]) == (303, f"/pay/{session_id}")
    assert "Płatność została odrzucona" in ask(standin, "GET", f"/pay/{session_id}").text
    [failure] = receiver.wait_for(1)
    assert (failure.type, failure.session) == ("payment_intent.payment_failed", None)
    intent = failure.raw["data"]["object"]
    assert intent["last_payment_error"]["code"] == "card_declined"
    assert intent["metadata"] == {"conference": "razem-2027", "reference": "RZM-7K4Q-29"}
    still_open = standin_gateway.retrieve_checkout(session_id)
    assert (still_open.state, still_open.paid) == ("open", False)
    choose(standin, session_id, "paid")
    success = receiver.wait_for(2)[1]
    assert success.session is not None
    assert (success.session.paid, success.session.payment_intent) == (True, intent["id"])


def test_abandoned_returns_without_a_word_to_the_webhook(
    standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
) -> None:
    session_id = open_session(standin_gateway)
    answer = choose(standin, session_id, "abandoned")
    assert (answer.status, answer.headers["Location"]) == (303, "http://127.0.0.1:8910/card/")
    assert standin_gateway.retrieve_checkout(session_id).state == "open"
    assert standin.book.all_events() == []
    assert receiver.events == []


def test_session_runs_out_by_the_clock(standin: Standin, standin_gateway: StripeGateway, receiver: Receiver) -> None:
    session_id = open_session(standin_gateway)
    control(standin, "advance", seconds=2 * 60 * 60 - 60)
    assert standin_gateway.retrieve_checkout(session_id).state == "open"
    control(standin, "advance", seconds=61)
    [event] = receiver.wait_for(1)
    assert event.type == "checkout.session.expired"
    assert event.session == standin_gateway.retrieve_checkout(session_id)
    assert event.session is not None
    assert (event.session.state, event.session.paid) == ("expired", False)
    assert choose(standin, session_id, "paid").headers["Location"] == f"/pay/{session_id}"
    assert "Czas na płatność minął" in ask(standin, "GET", f"/pay/{session_id}").text
    assert receiver.types == ["checkout.session.expired"]


def test_page_of_no_session_is_a_404_in_words(standin: Standin) -> None:
    page = ask(standin, "GET", "/pay/cs_test_none", headers={"Accept-Language": "pl,en;q=0.5"})
    assert page.status == 404
    assert "Nie ma takiej płatności" in page.text
    assert choose(standin, "cs_test_none", "paid").status == 404


def test_delivery_is_repeated_until_the_webhook_takes_it(
    standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
) -> None:
    receiver.answers = [500, 503, 302, 400]
    choose(standin, open_session(standin_gateway), "paid")
    events = receiver.wait_for(5)
    assert len({event.id for event in events}) == 1
    assert all(event.raw == events[0].raw for event in events)
    assert standin.book.event(events[0].id)["pending_webhooks"] == 0


class TestAWebhookThatNeverAnswersWell:
    @pytest.fixture
    def pauses(self) -> Sequence[float]:
        return (0.0, 0.0, 0.0)

    def test_is_left_alone_after_the_last_try(
        self, standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
    ) -> None:
        receiver.answers = [500] * 100
        session_id = open_session(standin_gateway)
        choose(standin, session_id, "failed")
        receiver.wait_for(4)
        with pytest.raises(AssertionError):
            receiver.wait_for(5, timeout=0.3)
        [event] = standin.book.all_events()
        assert event["pending_webhooks"] == 1


def test_deliver_repeats_and_reorders_on_demand(
    standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
) -> None:
    control(standin, "hold", hold=True)
    session_id, other_id = (open_session(standin_gateway, reference=name) for name in ("ONE", "TWO"))
    for outcome in ("failed", "paid"):
        choose(standin, session_id, outcome)
    choose(standin, other_id, "paid")
    assert receiver.events == []
    answer = control(standin, "deliver", session=session_id, reorder="reversed", repeat=2, delay=0.01)
    expected = ["checkout.session.completed"] * 2 + ["payment_intent.payment_failed"] * 2
    assert receiver.types == expected
    assert [row["status"] for row in answer["deliveries"]] == [200] * 4
    assert {event.session.id for event in receiver.events if event.session} == {session_id}
    control(standin, "deliver", types=["checkout.session.completed"], repeat=10, parallel=True)
    assert receiver.types[4:] == ["checkout.session.completed"] * 20
    control(standin, "deliver", events=[receiver.events[0].id])
    assert receiver.events[-1].raw == receiver.events[0].raw


def test_deliver_shuffles_the_same_way_for_the_same_number(
    standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
) -> None:
    control(standin, "hold", hold=True)
    for number in range(6):
        choose(standin, open_session(standin_gateway, reference=f"CARD-{number}"), "paid")
    first, second = (control(standin, "deliver", reorder=7)["deliveries"] for _ in range(2))
    assert first == second
    kept = [event["id"] for event in standin.book.all_events() if event["type"] in ENABLED_EVENTS]
    assert [row["event"] for row in first] != kept
    assert sorted(row["event"] for row in first) == sorted(kept)


def test_events_are_signed_with_the_webhooks_secret_only(
    standin: Standin, standin_gateway: StripeGateway, receiver: Receiver
) -> None:
    choose(standin, open_session(standin_gateway), "paid")
    payload, signature = standin.deliveries.envelope(receiver.events[0].id)
    assert standin_gateway.read_event(payload, signature).id == receiver.events[0].id
    stranger = StripeGateway(api_key=API_KEY, webhook_secret="whsec_another", livemode=False)
    with pytest.raises(BadSignature):
        stranger.read_event(payload, signature)


def test_only_this_machine_or_a_named_one_is_sent_events(standin: Standin) -> None:
    for url in ("http://127.0.0.1:1/", "http://localhost/", "http://[::1]:8000/x"):
        assert check_webhook_url(url) == url
    assert check_webhook_url("http://web:8000/", ["web"]) == "http://web:8000/"
    for url in ("http://192.0.2.1/", "http://web/", "ftp://127.0.0.1/", "file:///etc/passwd", "/x", "http://"):
        with pytest.raises(ValueError):
            standin.webhook_url = url
    assert standin.webhook_url is None


def test_restart_keeps_sessions_and_delivers_what_was_not(tmp_path: Path, webhook_secret: str) -> None:
    state = tmp_path / "standin.json"

    def gateway_to(running: Standin) -> StripeGateway:
        return StripeGateway(api_key=API_KEY, webhook_secret=webhook_secret, api_base=running.url, livemode=False)

    with Standin(webhook_secret=webhook_secret, state=state) as before:
        unpaid = gateway_to(before).create_checkout(make_order(idempotency_key="unpaid"))
        paid = gateway_to(before).create_checkout(make_order(idempotency_key="paid"))
        before.choose(paid.id, "paid")
    with Receiver(gateway_to(before)) as receiver:
        after = Standin(webhook_secret=webhook_secret, state=state, webhook_url=receiver.url)
        with after:
            [event] = receiver.wait_for(1)
            assert event.session is not None
            assert event.session.id == paid.id
            kept = gateway_to(after).retrieve_checkout(unpaid.id)
            assert kept == unpaid
            after.choose(unpaid.id, "paid")
            assert receiver.types == ["checkout.session.completed"] * 2


def run_standin(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "payments.standin", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"]},
        cwd=Path(__file__).parents[2],
    )


REQUIRED = ("--webhook-url", "http://127.0.0.1:1/", "--webhook-secret", "whsec_x")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_command_says_one_line_and_stops_cleanly(number: signal.Signals) -> None:
    with run_standin(*REQUIRED, "--port", "0") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
    match = re.fullmatch(r"Stand-in for Stripe \(takes no money\) listens on (http://127\.0\.0\.1:\d+)\n", line)
    assert match is not None
    assert urlsplit(match[1]).port != 0
    assert (process.returncode, rest, errors) == (0, "", "")


def test_command_refuses_in_one_sentence(standin: Standin, tmp_path: Path) -> None:
    broken = tmp_path / "state.json"
    broken.write_text("[")
    cases = [
        ((*REQUIRED, "--port", str(standin.port)), "Address already in use"),
        (("--webhook-url", "http://192.0.2.1/", "--webhook-secret", "x"), "--allow-host"),
        (("--webhook-url", "http://127.0.0.1/", "--webhook-secret", " "), "secret is empty"),
        ((*REQUIRED, "--state", str(broken)), "cannot start"),
    ]
    for arguments, words in cases:
        with run_standin(*arguments) as process:
            output, errors = process.communicate(timeout=10)
        assert (process.returncode, output) == (1, "")
        assert words in errors
        assert errors.count("\n") == 1
