"""Signing events as Stripe does and posting them to the webhook until it answers with 2xx."""

import heapq
import hmac
import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from payments.standin.objects import Json

TIMEOUT_SECONDS = 10
STOP_SECONDS = 2
WORKERS = 4
PAUSES_SECONDS = (0.5, 1, 1, 2, 2, 3, 5, 5, 10, 10, 15, 20, 30, 30, 60, 60, 60, 120, 120)
"""Between tries: nineteen pauses are twenty tries in nine minutes."""

ENABLED_EVENTS = frozenset(
    {
        "charge.dispute.closed",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.refunded",
        "checkout.session.async_payment_failed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.completed",
        "checkout.session.expired",
        "payment_intent.payment_failed",
        "refund.created",
        "refund.failed",
        "refund.updated",
    }
)
"""What the endpoint subscribed to; other events are listed by the API only."""


def sign(payload: bytes, secret: str, *, at: int | None = None) -> str:
    """The `Stripe-Signature` header; `at` is Unix time, now by default."""
    moment = int(time.time()) if at is None else at
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + payload, sha256).hexdigest()
    return f"t={moment},v1={digest}"


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_webhook_url(url: str, allowed_hosts: Iterable[str] = ()) -> str:
    """The address itself; ValueError unless it is http(s) on this machine or on an allowed host."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r} is not an http or https address.")
    if not is_loopback(parts.hostname) and parts.hostname not in set(allowed_hosts):
        raise ValueError(f"{parts.hostname} is another machine: name it with --allow-host to send events there.")
    return url


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


# Neither a proxy of the environment nor a redirect may carry events to another machine.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


class Deliveries:
    """A few threads that post what is due; `on_delivered` is told of each event that arrived."""

    def __init__(
        self,
        *,
        secret: str,
        find_event: Callable[[str], Json],
        on_delivered: Callable[[str], None],
        pauses: Sequence[float] = PAUSES_SECONDS,
    ) -> None:
        self.url: str | None = None
        self.held = False
        self._secret = secret
        self._find_event = find_event
        self._on_delivered = on_delivered
        self._pauses = pauses
        self._due: list[tuple[float, int, str]] = []
        self._arrived: set[str] = set()
        self._changed = threading.Condition()
        self._stopped = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(WORKERS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        # A webhook that hangs does not hold the stop up: what it did not answer is pending and kept.
        deadline = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def enqueue(self, event_id: str) -> None:
        if self.url is not None and not self.held:
            self._push(0.0, 0, event_id)

    def wait_for(self, event_id: str, timeout: float) -> bool:
        """Wait until the event has arrived, as Stripe's page does before it sends the payer back."""
        if self.url is None or self.held:
            return False
        with self._changed:
            return self._changed.wait_for(lambda: event_id in self._arrived or self._stopped, timeout)

    def envelope(self, event_id: str) -> tuple[bytes, str]:
        """The body and the header of a delivery made now."""
        # Without the count of pending deliveries, every delivery of an event carries the same bytes.
        payload = json.dumps({**self._find_event(event_id), "pending_webhooks": 1}, indent=2).encode()
        return payload, sign(payload, self._secret)

    def post(self, event_id: str) -> int:
        """One try; the status of the answer, 0 for none."""
        if self.url is None:
            return 0
        payload, signature = self.envelope(event_id)
        # The address was checked when it was set: http(s) only.
        request = urllib.request.Request(  # noqa: S310
            self.url,
            data=payload,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": signature,
                "User-Agent": "Stripe/1.0 (stand-in; not Stripe)",
            },
        )
        status = _status_of(request)
        if 200 <= status < 300:
            self._on_delivered(event_id)
            with self._changed:
                self._arrived.add(event_id)
                self._changed.notify_all()
        return status

    def post_all(self, event_ids: Sequence[str], *, delay: float, parallel: bool) -> list[Json]:
        """One try each in this order, `delay` seconds before every one; results in the same order."""
        with ThreadPoolExecutor(max_workers=min(len(event_ids), 20) if parallel and event_ids else 1) as pool:
            statuses = list(pool.map(lambda event_id: self._post_after(event_id, delay), event_ids))
        return [{"event": event, "status": status} for event, status in zip(event_ids, statuses, strict=True)]

    def _post_after(self, event_id: str, delay: float) -> int:
        if delay:
            time.sleep(delay)
        return self.post(event_id)

    def _push(self, pause: float, tries: int, event_id: str) -> None:
        with self._changed:
            heapq.heappush(self._due, (time.monotonic() + pause, tries, event_id))
            self._changed.notify_all()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            tries, event_id = job
            if not 200 <= self.post(event_id) < 300 and tries < len(self._pauses):
                self._push(self._pauses[tries], tries + 1, event_id)

    def _next(self) -> tuple[int, str] | None:
        """Wait for the next due delivery; None when it is time to stop."""
        with self._changed:
            while not self._stopped:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    _, tries, event_id = heapq.heappop(self._due)
                    return tries, event_id
                self._changed.wait(wait)
        return None


def _status_of(request: urllib.request.Request) -> int:
    try:
        with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except (OSError, http.client.HTTPException):
        return 0
