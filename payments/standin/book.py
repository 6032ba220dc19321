"""What the stand-in knows: sessions, intents, refunds, events, and the answers it must repeat."""

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from payments.standin import objects
from payments.standin.objects import Json
from payments.standin.validation import ApiError, Form, read_event_filter, read_order

Kept = TypeVar("Kept")

MAX_KEPT = 10_000
REPLIES_KEPT_SECONDS = 24 * 60 * 60


@dataclass
class Tables:
    sessions: dict[str, Json] = field(default_factory=dict)
    orders: dict[str, Json] = field(default_factory=dict)
    intents: dict[str, Json] = field(default_factory=dict)
    refunds: dict[str, Json] = field(default_factory=dict)
    disputes: dict[str, Json] = field(default_factory=dict)
    # Sessions whose bank confirms later, with the moment at which it does.
    later: dict[str, Json] = field(default_factory=dict)
    events: dict[str, Json] = field(default_factory=dict)
    replies: dict[str, Json] = field(default_factory=dict)


class Book:
    """Every method runs under one lock; `on_event` is told the identifier of each new event."""

    def __init__(self, *, path: Path | None = None, on_event: Callable[[str], None] = lambda _: None) -> None:
        self.public_url = ""
        self.shift_seconds = 0
        self._path = path
        self._on_event = on_event
        self._lock = threading.RLock()
        self._tables = self._load()

    def now(self) -> int:
        return int(time.time()) + self.shift_seconds

    def once(self, key: str | None, request: str, act: Callable[[str | None], Json]) -> tuple[Json, bool]:
        """Do `act` at most once for an idempotency key; tells whether the answer is a repeated one."""
        if key is None:
            return act(None), False
        if not 0 < len(key) <= 255:
            raise ApiError("Idempotency keys are from 1 to 255 characters long.")
        digest = sha256(request.encode()).hexdigest()
        with self._lock:
            known = self._tables.replies.get(key)
            if known is None or known["at"] < time.time() - REPLIES_KEPT_SECONDS:
                answer = act(key)
                self._tables.replies[key] = {
                    "digest": digest,
                    "at": time.time(),
                    "answer": json.dumps(answer),
                }
                self._save()
                return answer, False
        if known["digest"] != digest:
            raise ApiError(
                "Keys for idempotent requests can only be used with the same parameters "
                "they were first used with. "
                f"Try using a key other than '{key}' if you meant to execute a different request.",
                kind="idempotency_error",
            )
        repeated: Json = json.loads(known["answer"])
        return repeated, True

    def open_session(self, form: Form) -> Json:
        with self._lock:
            order = read_order(form, now=self.now())
            identifier = objects.new_id("cs_test", 58)
            session = objects.checkout_session(
                order, identifier=identifier, url=f"{self.public_url}/pay/{identifier}", created=self.now()
            )
            self._tables.sessions[identifier] = session
            self._tables.orders[identifier] = order
            self._save()
            return copy_of(session)

    def session(self, identifier: str, *, whole: bool = False) -> Json:
        """`whole`: with the payment intent itself in place of its name, as `expand[]` asks for it."""
        with self._lock:
            session = copy_of(self._session(identifier))
            if whole and session["payment_intent"]:
                session["payment_intent"] = copy_of(self._tables.intents[session["payment_intent"]])
            return session

    def order(self, identifier: str) -> Json:
        with self._lock:
            self._session(identifier)
            return copy_of(self._tables.orders[identifier])

    def was_declined(self, identifier: str) -> bool:
        with self._lock:
            intent = self._tables.intents.get(self._session(identifier)["payment_intent"] or "")
            return intent is not None and intent["last_payment_error"] is not None

    def expire(self, identifier: str, *, key: str | None = None) -> Json:
        with self._lock:
            session = self._session(identifier)
            if session["status"] != "open":
                raise ApiError(
                    'Only Checkout Sessions with a status in ["open"] can be expired. '
                    f"This Checkout Session has a status of {session['status']}."
                )
            self._close_unpaid(session, key)
            return copy_of(session)

    def expire_due(self) -> None:
        with self._lock:
            for session in self._tables.sessions.values():
                if session["status"] == "open" and session["expires_at"] <= self.now():
                    self._close_unpaid(session, None)

    def pay(self, identifier: str) -> str | None:
        """Pay an open session; the identifier of its event, or None when it was not open any more."""
        with self._lock:
            session = self._session(identifier)
            if session["status"] != "open":
                return None
            self._complete(session, "paid")
            self._succeed(session)
            return self._emit("checkout.session.completed", session, None)

    def pay_later(self, identifier: str, after_seconds: float) -> str | None:
        """The payer has done their part, the bank confirms later: by itself, or when `confirm` is called."""
        with self._lock:
            session = self._session(identifier)
            if session["status"] != "open":
                return None
            self._intent(session)["status"] = "processing"
            self._complete(session, "unpaid")
            self._tables.later[identifier] = {"at": time.time() + after_seconds}
            return self._emit("checkout.session.completed", session, None)

    def confirm(self, identifier: str, *, succeeds: bool) -> str | None:
        """What the bank said in the end; None where nothing waits for it."""
        with self._lock:
            session = self._session(identifier)
            if self._tables.later.pop(identifier, None) is None:
                return None
            if succeeds:
                session["payment_status"] = "paid"
                self._succeed(session)
                return self._emit("checkout.session.async_payment_succeeded", session, None)
            self._refuse(session)
            return self._emit("checkout.session.async_payment_failed", session, None)

    def confirm_due(self) -> None:
        with self._lock:
            due = [identifier for identifier, row in self._tables.later.items() if row["at"] <= time.time()]
            for identifier in due:
                self.confirm(identifier, succeeds=True)

    def decline(self, identifier: str) -> str | None:
        with self._lock:
            session = self._session(identifier)
            if session["status"] != "open":
                return None
            return self._refuse(session)

    def events(self, form: Form) -> Json:
        """The newest first, as `GET /v1/events`."""
        wanted = read_event_filter(form)
        with self._lock:
            rows = [row for row in reversed(self._tables.events.values()) if row["created"] >= wanted["since"]]
        if wanted["types"]:
            rows = [row for row in rows if row["type"] in wanted["types"]]
        after = wanted["starting_after"]
        if after is not None:
            places = [place for place, row in enumerate(rows) if row["id"] == after]
            if not places:
                raise missing("event", after, param="starting_after", status=400)
            rows = rows[places[0] + 1 :]
        page = rows[: wanted["limit"]]
        return objects.listing("/v1/events", copy_of(page), has_more=len(rows) > len(page))

    def event(self, identifier: str) -> Json:
        with self._lock:
            found = self._tables.events.get(identifier)
            if found is None:
                raise missing("event", identifier, param="id", status=404)
            return copy_of(found)

    def all_events(self) -> list[Json]:
        """The oldest first."""
        with self._lock:
            return copy_of(list(self._tables.events.values()))

    def mark_delivered(self, identifier: str) -> None:
        with self._lock:
            if identifier in self._tables.events:
                self._tables.events[identifier]["pending_webhooks"] = 0
                self._save()

    def _session(self, identifier: str) -> Json:
        found = self._tables.sessions.get(identifier)
        if found is None:
            raise missing("checkout.session", identifier, param="session", status=404)
        if found["status"] == "open" and found["expires_at"] <= self.now():
            self._close_unpaid(found, None)
        return found

    def _intent(self, session: Json) -> Json:
        """Stripe makes the intent of a session only when someone tries to pay."""
        known = self._tables.intents.get(session["payment_intent"] or "")
        if known is not None:
            return known
        intent = objects.payment_intent(self._tables.orders[session["id"]], created=self.now())
        self._tables.intents[intent["id"]] = intent
        session["payment_intent"] = intent["id"]
        return intent

    def _complete(self, session: Json, payment_status: str) -> None:
        session.update(
            status="complete",
            payment_status=payment_status,
            url=None,
            customer_details=objects.customer_details(session["customer_email"]),
        )

    def _succeed(self, session: Json) -> None:
        intent = self._intent(session)
        intent.update(
            amount_received=intent["amount"],
            last_payment_error=None,
            latest_charge=objects.new_id("ch"),
            payment_method=objects.new_id("pm"),
            status="succeeded",
        )
        self._emit("payment_intent.succeeded", intent, None)

    def _refuse(self, session: Json) -> str:
        intent, charge = self._intent(session), objects.new_id("ch")
        intent.update(
            last_payment_error=objects.card_error(charge), latest_charge=charge, status="requires_payment_method"
        )
        return self._emit("payment_intent.payment_failed", intent, None)

    def _close_unpaid(self, session: Json, key: str | None) -> None:
        session.update(status="expired", url=None)
        self._emit("checkout.session.expired", session, key)

    def _emit(self, kind: str, about: Json, key: str | None) -> str:
        event = objects.event(kind, copy_of(about), created=self.now(), idempotency_key=key)
        self._tables.events[event["id"]] = event
        self._save()
        identifier: str = event["id"]
        self._on_event(identifier)
        return identifier

    def _load(self) -> Tables:
        if self._path is None or not self._path.exists():
            return Tables()
        return Tables(**json.loads(self._path.read_text(encoding="utf-8")))

    def _save(self) -> None:
        for table in vars(self._tables).values():
            while len(table) > MAX_KEPT:
                del table[next(iter(table))]
        if self._path is None:
            return
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.write_text(json.dumps(asdict(self._tables), ensure_ascii=False), encoding="utf-8")
        os.replace(beside, self._path)


def missing(kind: str, identifier: str, *, param: str, status: int) -> ApiError:
    return ApiError(f"No such {kind}: '{identifier[:100]}'", param=param, code="resource_missing", status=status)


def copy_of(value: Kept) -> Kept:
    """Apart from the table, so that what was handed out never changes."""
    copied: Kept = json.loads(json.dumps(value))
    return copied
