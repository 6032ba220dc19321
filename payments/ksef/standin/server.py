"""The stand-in over HTTP."""

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from lxml import etree

from payments.ksef.standin.book import Book, Refused, Scenario

LARGEST_BODY = 4 * 1024 * 1024
NAME = r"([A-Z0-9-]+)"
XML = "application/xml"

Answer = tuple[int, Any]
Route = Callable[["Handler", list[str]], Answer]


def keys(handler: "Handler", _: list[str]) -> Answer:
    ours = handler.book.keys
    common = {
        "certificate": ours.certificate,
        "certificateId": "standin",
        "publicKeyId": "standin",
        "validFrom": ours.valid_from.isoformat(),
        "validTo": ours.valid_to.isoformat(),
    }
    return 200, [common | {"usage": ["KsefTokenEncryption", "SymmetricKeyEncryption"]}]


def invoice_file(handler: "Handler", parts: list[str]) -> Answer:
    return 200, handler.book.by_number(handler.seller(), parts[0]).xml


def close_session(handler: "Handler", parts: list[str]) -> Answer:
    handler.book.close_session(handler.seller(), parts[0])
    return 204, None


def set_scenario(handler: "Handler", _: list[str]) -> Answer:
    """Not KSeF's: how a test or a demonstration tells the stand-in to misbehave."""
    handler.book.scenario = Scenario(**handler.body())
    return 200, vars(handler.book.scenario)


ROUTES: list[tuple[str, str, Route]] = [
    ("GET", r"/v2/security/public-key-certificates", keys),
    ("POST", r"/v2/auth/challenge", lambda h, _: (200, h.book.challenge())),
    ("POST", r"/v2/auth/ksef-token", lambda h, _: (202, h.book.sign_in(h.body()))),
    ("GET", rf"/v2/auth/{NAME}", lambda h, p: (200, h.book.login_status(p[0]))),
    ("POST", r"/v2/auth/token/redeem", lambda h, _: (200, h.book.redeem(h.bearer()))),
    ("POST", r"/v2/sessions/online", lambda h, _: (201, h.book.open_session(h.seller(), h.body()))),
    (
        "POST",
        rf"/v2/sessions/online/{NAME}/invoices",
        lambda h, p: (202, h.book.take_invoice(h.seller(), p[0], h.body())),
    ),
    ("POST", rf"/v2/sessions/online/{NAME}/close", close_session),
    ("GET", rf"/v2/sessions/{NAME}/invoices", lambda h, p: (200, h.book.invoices_of(h.seller(), p[0]))),
    (
        "GET",
        rf"/v2/sessions/{NAME}/invoices/{NAME}",
        lambda h, p: (200, h.book.invoice_status(h.seller(), p[0], p[1])),
    ),
    (
        "GET",
        rf"/v2/sessions/{NAME}/invoices/ksef/{NAME}/upo",
        lambda h, p: (200, h.book.receipt(h.seller(), p[1])),
    ),
    ("GET", rf"/v2/invoices/ksef/{NAME}", invoice_file),
    ("POST", r"/standin/scenario", set_scenario),
]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer leaves in two parts: the second would wait for the first to be acknowledged.
    disable_nagle_algorithm = True
    server: "KsefServer"

    @property
    def book(self) -> Book:
        return self.server.book

    def do_GET(self) -> None:
        self.answer("GET")

    def do_POST(self) -> None:
        self.answer("POST")

    def answer(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.raw = self.rfile.read(min(length, LARGEST_BODY))
        path = self.path.partition("?")[0]
        with self.book.lock:
            self.book.requests.append(f"{method} {path}")
            misbehaving = self.misbehaving(path)
            status, content = misbehaving or self.routed(method, path)
        if self.server.drop_after and self.server.drop_after(method, path):
            # The work is done, and nobody hears of it.
            self.close_connection = True
            return
        self.reply(status, content)

    def misbehaving(self, path: str) -> Answer | None:
        scenario = self.book.scenario
        if path.startswith("/standin/"):
            return None
        if scenario.outage:
            return 503, {"title": "Service Unavailable"}
        if scenario.limit > 0:
            scenario.limit -= 1
            return 429, {"status": {"code": 429, "description": "Too Many Requests"}}
        return None

    def routed(self, method: str, path: str) -> Answer:
        for wanted, pattern, route in ROUTES:
            found = re.fullmatch(pattern, path) if wanted == method else None
            if found:
                try:
                    return route(self, list(found.groups()))
                except Refused as refusal:
                    return refusal.status, error_body(refusal)
                except (KeyError, TypeError, ValueError, etree.XMLSyntaxError) as error:
                    return 400, error_body(Refused(400, 21405, f"Błąd walidacji danych wejściowych: {error}"))
        return 404, None

    def body(self) -> Any:
        return json.loads(self.raw or b"{}")

    def bearer(self) -> str:
        return (self.headers.get("Authorization") or "").removeprefix("Bearer ")

    def seller(self) -> str:
        nip = self.book.tokens.get(self.bearer())
        if nip is None:
            raise Refused(401, 401, "Nieprawidłowy token.")
        return nip

    def reply(self, status: int, content: Any) -> None:
        body = content if isinstance(content, bytes) else b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", str(self.book.scenario.retry_after))
        self.send_header("Content-Type", XML if isinstance(content, bytes) else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Its book tells what was asked; the console stays quiet."""


def error_body(refusal: Refused) -> dict[str, Any]:
    detail = {
        "exceptionCode": refusal.code,
        "exceptionDescription": refusal.description,
        "details": list(refusal.details),
    }
    return {"exception": {"exceptionDetailList": [detail]}}


class KsefServer(ThreadingHTTPServer):
    daemon_threads = True
    book: Book
    drop_after: Callable[[str, str], bool] | None = None


class KsefStandin:
    """Listens from its making, answers between `start` and `stop`. Port 0 takes any free one."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.book = Book()
        self.server = KsefServer((host, port), Handler)
        self.server.book = self.book
        self.url = f"http://{host}:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()
