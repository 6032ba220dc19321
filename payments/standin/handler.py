"""The HTTP side of the stand-in: Stripe's paths, the hosted page, and `/_control/` for tests."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from payments.standin import pages
from payments.standin.deliveries import is_loopback
from payments.standin.desk import Desk
from payments.standin.objects import API_VERSION, Json
from payments.standin.validation import ApiError, Form, asks_for_intent, parse_form

MAX_BODY_BYTES = 64 * 1024
STYLESHEET = Path(__file__).with_name("standin.css").read_bytes()


class DeskServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], desk: Desk) -> None:
        super().__init__(address, Handler)
        self.desk = desk


class Handler(BaseHTTPRequestHandler):
    server: DeskServer
    protocol_version = "HTTP/1.1"
    # An answer leaves in two parts: the second would wait for the first to be acknowledged.
    disable_nagle_algorithm = True
    server_version = "Zjazd-stand-in"
    sys_version = ""
    timeout = 30

    @property
    def desk(self) -> Desk:
        return self.server.desk

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the process prints one line, when it begins to listen."""

    def _answer(self, act: Callable[[list[str]], None]) -> None:
        try:
            act([unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")])
        except ApiError as error:
            self._json(error.status, error.body)
        except (KeyError, TypeError, ValueError) as error:
            self._json(400, {"error": {"type": "invalid_request_error", "message": f"Unreadable request: {error!r}"}})
        except ConnectionError:
            self.close_connection = True

    def _get(self, path: list[str]) -> None:
        match path:
            case ["v1", "checkout", "sessions", identifier]:
                self._check_key()
                whole = asks_for_intent(self._query())
                self._json(200, self.desk.book.session(identifier, whole=whole))
            case ["v1", "refunds"]:
                self._check_key()
                self._json(200, self.desk.book.refunds(self._query()))
            case ["v1", "refunds", identifier]:
                self._check_key()
                self._json(200, self.desk.book.one_refund(identifier))
            case ["v1", "events"]:
                self._check_key()
                self._json(200, self.desk.book.events(self._query()))
            case ["v1", "events", identifier]:
                self._check_key()
                self._json(200, self.desk.book.event(identifier))
            case ["pay", identifier]:
                self._page(identifier)
            case ["standin.css"]:
                self._send(200, STYLESHEET, "text/css; charset=utf-8")
            case ["favicon.ico"]:
                self._send(204, b"", "image/x-icon")
            case [""]:
                self._send(200, b"A stand-in for Stripe. It takes no money.\n", "text/plain; charset=utf-8")
            case _:
                raise _unknown_path(self.command, self.path)

    def _post(self, path: list[str]) -> None:
        body = self._body()
        book = self.desk.book
        match path:
            case ["v1", "checkout", "sessions"]:
                self._once(body, lambda form, _key: book.open_session(form))
            case ["v1", "checkout", "sessions", identifier, "expire"]:
                self._once(body, lambda _form, key: book.expire(identifier, key=key))
            case ["v1", "refunds"]:
                self._once(body, lambda form, key: book.refund(form, key=key))
            case ["pay", identifier]:
                self._choose(identifier, parse_form(body).get("outcome", ""))
            case ["_control", action]:
                self._control(action, body)
            case _:
                raise _unknown_path(self.command, self.path)

    def _query(self) -> Form:
        return parse_form(urlsplit(self.path).query.encode())

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            self.close_connection = True
            raise ApiError("The request body is too large.", status=413)
        return self.rfile.read(int(length))

    def _check_key(self) -> None:
        scheme, _, key = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not key.startswith(("sk_test_", "rk_test_")):
            raise ApiError("Invalid API Key provided: the stand-in takes test keys only.", status=401)
        version = self.headers.get("Stripe-Version", API_VERSION)
        if version != API_VERSION:
            raise ApiError(f"Invalid Stripe API version: {version}: the stand-in speaks {API_VERSION}.")

    def _once(self, body: bytes, act: Callable[[Form, str | None], Json]) -> None:
        self._check_key()
        form = parse_form(body)
        request = json.dumps([self.path, sorted(form.items())])
        answer, repeated = self.desk.book.once(self.headers.get("Idempotency-Key"), request, lambda key: act(form, key))
        self._json(200, answer, {"Idempotent-Replayed": "true"} if repeated else {})

    def _page(self, identifier: str) -> None:
        book = self.desk.book
        accepted = self.headers.get("Accept-Language", "")
        try:
            session, order = book.session(identifier), book.order(identifier)
        except ApiError as error:
            self._html(error.status, pages.missing_page(pages.browser_language(accepted)))
            return
        lang = pages.language(session, accepted)
        html = pages.payment_page(session, order, lang=lang, declined=book.was_declined(identifier))
        self._html(200, html, pages.form_targets(session))

    def _choose(self, identifier: str, outcome: str) -> None:
        if outcome not in pages.OUTCOMES:
            raise ApiError("Choose paid, later, failed or abandoned.", param="outcome")
        address = self.desk.choose(identifier, outcome)
        self._send(303, b"", "text/plain", {"Location": address or f"/pay/{identifier}"})

    def _control(self, action: str, body: bytes) -> None:
        if not is_loopback(self.client_address[0]):
            raise ApiError("The controls answer to this machine only.", status=403)
        wanted = json.loads(body or b"{}")
        match action:
            case "deliver":
                self._json(200, {"deliveries": self.desk.deliver(wanted)})
            case "hold":
                self.desk.deliveries.held = bool(wanted["hold"])
                self._json(200, {"hold": self.desk.deliveries.held})
            case "advance":
                self.desk.book.shift_seconds += int(wanted["seconds"])
                self.desk.book.expire_due()
                self._json(200, {"now": self.desk.book.now()})
            case "confirm":
                event = self.desk.book.confirm(wanted["session"], succeeds=bool(wanted.get("succeeds", True)))
                self._json(200, {"event": event})
            case "refunds":
                self.desk.book.refund_status = str(wanted["status"])
                self._json(200, {"status": self.desk.book.refund_status})
            case "refund":
                self._json(200, {"event": self.desk.book.move_refund(wanted["refund"], wanted["status"])})
            case "dispute":
                self._json(200, {"event": self.desk.book.dispute(wanted["session"], wanted["status"])})
            case _:
                raise _unknown_path(self.command, self.path)

    def _html(self, status: int, html: str, form_targets: str = "") -> None:
        policy = (
            f"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {form_targets}; "
            "frame-ancestors 'none'; base-uri 'none'"
        )
        headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
        self._send(status, html.encode(), "text/html; charset=utf-8", headers)

    def _json(self, status: int, answer: Json, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(answer, indent=2).encode(), "application/json", headers)

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        common = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Connection": "close",
        }
        for name, value in {**common, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _unknown_path(method: str, path: str) -> ApiError:
    return ApiError(f"Unrecognized request URL ({method}: {path[:100]}).", status=404)
