"""Pays a card and returns what came too much, dying at one point after another; run as a program of its own.

Each life is a forked process that ends by `os._exit` before a statement or a call to the operator. The next
life begins with what the clock does, then everybody presses their buttons again. Prints one line for each death.
"""

# Django is set up before anything of the project may be imported; what is printed is the report.
# ruff: noqa: PLC0415, T201
import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

DIED = 3
CHARGED, DESK, BACK = 120_000, 5_000, 5_000


class Point:
    """Counts what is done and dies before one of it, which is after the one before; `None` never dies."""

    def __init__(self, number: int | None) -> None:
        self.number, self.passed = number, 0

    def __call__(self) -> None:
        self.passed += 1
        if self.number is not None and self.passed > self.number:
            os._exit(DIED)

    def around(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT")):
            return execute(sql, params, many, context)
        self()
        return execute(sql, params, many, context)


class Mortal:
    """The operator's gateway with a chance to die before each call."""

    def __init__(self, gateway: Any, point: Point) -> None:
        self._gateway, self._point = gateway, point

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._gateway, name)
        if not callable(found):
            return found

        def call(*args: Any, **options: Any) -> Any:
            self._point()
            return found(*args, **options)

        return call


def live(folder: Path, standin_url: str, number: int | None, act: Callable[[Any], object]) -> int:
    """One life in a process of its own; how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        work(folder, standin_url, number, act)
        os._exit(0)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)


def work(folder: Path, standin_url: str, number: int | None, act: Callable[[Any], object]) -> None:
    from django.conf import settings
    from django.db import connection

    from payments import periodic, tasks
    from payments.gateway import gateway_from_settings

    settings.STRIPE_API_BASE = standin_url
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(folder / "now.sqlite3")
    point = Point(number)
    gateway = Mortal(gateway_from_settings(), point)
    for module in (periodic, tasks):
        setattr(module, "gateway_from_settings", lambda: gateway)  # noqa: B010  # where both look it up
    periodic.ASK_AFTER = periodic.ACT_AFTER = timedelta(seconds=-1)
    with connection.execute_wrapper(point.around):
        act(gateway)


def everything(gateway: Any) -> None:
    """The payer pays online; the desk takes cash by mistake; the treasurer returns that much through the operator."""
    from payments.enums import PaymentMethod, RefundMethod
    from payments.models import Payment
    from payments.selectors import owed_back
    from payments.services import ReturnAddresses, decide_refund, read_missed, record_payment, start_checkout
    from payments.tasks import send_refund
    from registrations.models import ParticipationCard
    from tests.config.crashing_setup import TODAY, treasurer

    card = ParticipationCard.objects.select_related("conference").get()
    if card.balance > 0:
        address = start_checkout(card=card, gateway=gateway, back=ReturnAddresses("http://x.test/", "http://x.test/"))
        press(address)
        read_missed(gateway=gateway, since=TODAY - timedelta(days=1))
    record_payment(
        card=card, method=PaymentMethod.CASH, amount=DESK, received_on=TODAY.date(), by=None, provider_ref="desk:1"
    )
    online = Payment.objects.get(method=PaymentMethod.ONLINE)
    card.refresh_from_db()
    if owed_back(card):
        refund = decide_refund(
            card=card,
            amount=BACK,
            method=RefundMethod.STRIPE,
            payment=online,
            reason="Nadpłata",
            key="press-1",
            by=treasurer(),
        )
        send_refund(refund.pk)


def press(address: str) -> None:
    """Pay at the operator's page; one that is paid already says so."""
    body = urlencode({"outcome": "paid"}).encode()
    request = Request(address, data=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    try:
        urlopen(request, timeout=10).close()
    except OSError:
        # The page sends the payer back to a site that is not running here.
        return


def go_on(gateway: Any) -> None:
    """After a restart: the clock first, then all press their buttons again."""
    from payments.periodic import ask_about_open_checkouts, read_missed_events

    ask_about_open_checkouts()
    read_missed_events()
    everything(gateway)
    ask_about_open_checkouts()


def go_on_and_tell(folder: Path) -> Callable[[Any], None]:
    def act(gateway: Any) -> None:
        from payments.invariants import broken
        from payments.models import Checkout, Payment, Refund
        from payments.selectors.ledger import ledger_of, sums_agree
        from registrations.invariants import broken as broken_cards
        from registrations.models import ParticipationCard

        go_on(gateway)
        card = ParticipationCard.objects.select_related("conference").get()
        found = {
            "settled": card.settled,
            "payments": sorted(Payment.objects.values_list("method", "amount")),
            "refunds": sorted(Refund.objects.values_list("amount", "state")),
            "paid": Checkout.objects.filter(state="paid").count(),
            "agree": sums_agree(card, ledger_of(card)),
            "broken": [*broken(), *broken_cards()],
        }
        (folder / "report.json").write_text(json.dumps(found))

    return act


def begin_anew(folder: Path) -> None:
    for old in folder.glob("now.sqlite3*"):
        old.unlink()
    shutil.copy(folder / "template.sqlite3", folder / "now.sqlite3")


def rehearse(folder: Path) -> None:
    """Once in this process, so that each life finds loaded what it would load itself."""
    from django.db import connections

    from payments.standin.server import Standin

    begin_anew(folder)
    with Standin(webhook_secret="whsec_of_the_crash") as standin:
        work(folder, standin.url, None, everything)
        work(folder, standin.url, None, go_on_and_tell(folder))
    connections.close_all()


def run(folder: Path, step: int) -> None:
    from payments.standin.server import Standin

    deaths, number = 0, 0
    while True:
        begin_anew(folder)
        with Standin(webhook_secret="whsec_of_the_crash") as standin:
            ended = live(folder, standin.url, number, everything)
            restarted = live(folder, standin.url, None, go_on_and_tell(folder))
            tables = standin.book._tables
            charged = [row["amount"] for row in tables.intents.values() if row["status"] == "succeeded"]
            returned = [row["amount"] for row in tables.refunds.values()]
        found = json.loads((folder / "report.json").read_text())
        line = {"point": number, "ended": ended, "restarted": restarted, "charged": charged, "returned": returned}
        print(json.dumps({**line, **found}), flush=True)
        if ended == 0:
            return
        deaths, number = deaths + 1, number + step


if __name__ == "__main__":
    from tests.config.crashing_setup import prepare

    prepare(Path(sys.argv[1]))
    rehearse(Path(sys.argv[1]))
    run(Path(sys.argv[1]), int(sys.argv[2]))
