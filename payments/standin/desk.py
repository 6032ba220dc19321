"""The stand-in without its HTTP side: what a choice on the page leads to, and which events are delivered when."""

import random
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from payments.standin.deliveries import ENABLED_EVENTS, PAUSES_SECONDS, Deliveries, check_webhook_url
from payments.standin.objects import Json
from payments.standin.returns import Returns

WAIT_FOR_WEBHOOK_SECONDS = 8.0
CONFIRM_AFTER_SECONDS = 20.0


class Desk:
    """A context manager: while it is open, events are delivered and sessions run out."""

    def __init__(
        self,
        *,
        webhook_secret: str,
        webhook_url: str | None = None,
        allowed_hosts: Iterable[str] = (),
        state: Path | None = None,
        pauses: Sequence[float] = PAUSES_SECONDS,
        confirm_after: float = CONFIRM_AFTER_SECONDS,
    ) -> None:
        if not webhook_secret.strip():
            raise ValueError("The webhook's secret is empty.")
        self.confirm_after = confirm_after
        self._allowed_hosts = tuple(allowed_hosts)
        self.book = Returns(path=state, on_event=self._on_event)
        self.deliveries = Deliveries(
            secret=webhook_secret,
            find_event=self.book.event,
            on_delivered=self.book.mark_delivered,
            pauses=pauses,
        )
        self.webhook_url = webhook_url
        self._stopping = threading.Event()
        self._clock = threading.Thread(target=self._expire_regularly, daemon=True)

    @property
    def webhook_url(self) -> str | None:
        """Where events go; with None they stay until there is an address and someone asks for delivery."""
        return self.deliveries.url

    @webhook_url.setter
    def webhook_url(self, url: str | None) -> None:
        self.deliveries.url = None if url is None else check_webhook_url(url, self._allowed_hosts)

    def start(self) -> None:
        self.deliveries.start()
        self._clock.start()
        for event in self.book.all_events():
            if event["pending_webhooks"]:
                self._on_event(event["id"])

    def stop(self) -> None:
        self._stopping.set()
        self.deliveries.stop()
        self._clock.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def choose(self, session_id: str, outcome: str) -> str | None:
        """What the page's buttons do, by pages.OUTCOMES; the address to go to, None for the page itself."""
        if outcome == "abandoned":
            address: str | None = self.book.session(session_id)["cancel_url"]
            return address
        if outcome == "failed":
            self.book.decline(session_id)
            return None
        later = outcome == "later"
        event_id = self.book.pay_later(session_id, self.confirm_after) if later else self.book.pay(session_id)
        if event_id is not None:
            self.deliveries.wait_for(event_id, WAIT_FOR_WEBHOOK_SECONDS)
        session = self.book.session(session_id)
        if session["status"] != "complete":
            return None
        return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session_id)

    def deliver(self, wanted: Json) -> list[Json]:
        """Deliver on demand. All keys are optional:

        `events` (identifiers; otherwise every event the webhook subscribed to), `types`, `session`,
        `repeat` (times), `reorder` (`reversed`, or a number that seeds a shuffle),
        `delay` (seconds before each), `parallel`.
        """
        chosen = [event["id"] for event in self.book.all_events() if self._is_wanted(event, wanted)]
        if "events" in wanted:
            chosen = [self.book.event(identifier)["id"] for identifier in wanted["events"]]
        reorder = wanted.get("reorder")
        if reorder == "reversed":
            chosen.reverse()
        elif reorder is not None:
            random.Random(int(reorder)).shuffle(chosen)  # noqa: S311
        chosen = [event_id for event_id in chosen for _ in range(min(int(wanted.get("repeat", 1)), 100))]
        return self.deliveries.post_all(
            chosen, delay=min(float(wanted.get("delay", 0)), 60.0), parallel=bool(wanted.get("parallel"))
        )

    def _on_event(self, event_id: str) -> None:
        if self.book.event(event_id)["type"] in ENABLED_EVENTS:
            self.deliveries.enqueue(event_id)

    def _expire_regularly(self) -> None:
        while not self._stopping.wait(0.5):
            self.book.expire_due()
            self.book.confirm_due()

    def _is_wanted(self, event: Json, wanted: Json) -> bool:
        if event["type"] not in wanted.get("types", ENABLED_EVENTS):
            return False
        if "session" not in wanted:
            return True
        intent = self.book.session(wanted["session"])["payment_intent"]
        about = event["data"]["object"]
        return about["id"] == wanted["session"] or (intent in {about["id"], about.get("payment_intent")})
