"""What the stand-in remembers: tokens, sessions, invoices, and how it was told to misbehave."""

import base64
import hashlib
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from payments.ksef.nodes import NAMESPACE
from payments.ksef.numbers import crc8
from payments.ksef.schema import faults
from payments.ksef.standin.keys import Keys, decrypt

# What a scenario may say about the next invoice, and the answer that it makes.
REFUSALS = {
    "reject": (450, "Błąd weryfikacji semantyki dokumentu faktury", ["Data wystawienia późniejsza niż data wysłania."]),
    "cancel": (550, "Operacja została anulowana przez system", ["Wyślij ponownie."]),
    "duplicate": (440, "Duplikat faktury", []),
}
WRONG_TOKEN = "wrong"  # noqa: S105  the token that the stand-in refuses


class Refused(Exception):
    """An answer with an error; `status` is HTTP's."""

    def __init__(self, status: int, code: int, description: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(description)
        self.status, self.code, self.description, self.details = status, code, description, details


@dataclass
class Invoice:
    reference: str
    session: str
    xml: bytes
    kind: str
    number: str
    seller: str
    offline: bool
    replaced: str
    code: int = 200
    description: str = "Sukces"
    details: list[str] = field(default_factory=list)
    extensions: dict[str, str] = field(default_factory=dict)
    ksef_number: str = ""
    asks_left: int = 0

    @property
    def digest(self) -> str:
        return base64.b64encode(hashlib.sha256(self.xml).digest()).decode()

    @property
    def identity(self) -> tuple[str, str, str]:
        """KSeF tells duplicates by the seller, the kind and the number."""
        return self.seller, self.kind, self.number


@dataclass
class Session:
    reference: str
    nip: str
    key: bytes
    vector: bytes
    is_open: bool = True


@dataclass
class Scenario:
    """`next` holds words for the coming invoices; `limit` counts answers 429; `slow` asks "in progress"."""

    next: list[str] = field(default_factory=list)
    limit: int = 0
    retry_after: int = 7
    outage: bool = False
    slow: int = 0
    without_receipt: bool = False


class Book:
    def __init__(self) -> None:
        self.keys = Keys()
        self.lock = threading.RLock()
        self.scenario = Scenario()
        self.challenges: dict[str, int] = {}
        self.logins: dict[str, tuple[str, int]] = {}
        self.tokens: dict[str, str] = {}
        self.sessions: dict[str, Session] = {}
        self.invoices: list[Invoice] = []
        self.requests: list[str] = []

    # Signing in

    def challenge(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        name, moment = reference("CR"), int(now.timestamp() * 1000)
        self.challenges[name] = moment
        return {"challenge": name, "timestamp": now.isoformat(), "timestampMs": moment, "clientIp": "127.0.0.1"}

    def sign_in(self, body: dict[str, Any]) -> dict[str, Any]:
        moment = self.challenges.pop(body["challenge"], None)
        if moment is None:
            raise Refused(400, 21301, "Nieprawidłowe wyzwanie.")
        token, _, told = self.keys.open(body["encryptedToken"]).decode().rpartition("|")
        holds = token != WRONG_TOKEN and told == str(moment)
        name = reference("AU")
        self.logins[name] = (body["contextIdentifier"]["value"], 200 if holds else 450)
        return {"referenceNumber": name, "authenticationToken": lasting(name)}

    def login_status(self, name: str) -> dict[str, Any]:
        code = self.logins[name][1]
        status = {"code": code, "description": "OK" if code == 200 else "Błąd uwierzytelnienia: nieprawidłowy token"}
        return {"startDate": now_text(), "authenticationMethod": "Token", "status": status}

    def redeem(self, name: str) -> dict[str, Any]:
        nip, code = self.logins.pop(name, ("", 0))
        if code != 200:
            raise Refused(400, 21304, "Brak możliwości pobrania tokenu.")
        access = secrets.token_urlsafe(24)
        self.tokens[access] = nip
        return {"accessToken": lasting(access), "refreshToken": lasting(secrets.token_urlsafe(24))}

    # Sending

    def open_session(self, nip: str, body: dict[str, Any]) -> dict[str, Any]:
        if body["formCode"] != {"systemCode": "FA (3)", "schemaVersion": "1-0E", "value": "FA"}:
            raise Refused(400, 21405, "Nieobsługiwany formularz.")
        encryption = body["encryption"]
        key = self.keys.open(encryption["encryptedSymmetricKey"])
        vector = base64.b64decode(encryption["initializationVector"])
        session = Session(reference("SO"), nip, key, vector)
        self.sessions[session.reference] = session
        return {"referenceNumber": session.reference, "validUntil": now_text()}

    def take_invoice(self, nip: str, name: str, body: dict[str, Any]) -> dict[str, Any]:
        session = self.session_of(nip, name)
        if not session.is_open:
            raise Refused(400, 21180, "Sesja jest zamknięta.")
        sealed = base64.b64decode(body["encryptedInvoiceContent"])
        require_same("encryptedInvoice", sealed, body)
        xml = decrypt(sealed, session.key, session.vector)
        require_same("invoice", xml, body)
        invoice = read_invoice(xml, session.reference, body)
        self.judge(invoice, nip)
        self.invoices.append(invoice)
        return {"referenceNumber": invoice.reference}

    def judge(self, invoice: Invoice, nip: str) -> None:
        """Decided at once, told when asked."""
        invoice.asks_left = self.scenario.slow
        told = self.scenario.next.pop(0) if self.scenario.next else "accept"
        known = next((one for one in self.invoices if one.ksef_number and one.identity == invoice.identity), None)
        wrong = faults(invoice.xml)
        if wrong:
            invoice.code, invoice.description, invoice.details = 430, "Błąd weryfikacji pliku faktury", wrong[:5]
        elif invoice.seller != nip:
            invoice.code, invoice.description = 410, "Nieprawidłowy zakres uprawnień"
        elif told in REFUSALS:
            invoice.code, invoice.description, invoice.details = REFUSALS[told]
            if told == "duplicate":
                self.point_to(invoice, self.strange(invoice))
        elif known:
            invoice.code, invoice.description, _ = REFUSALS["duplicate"]
            self.point_to(invoice, known)
        else:
            invoice.ksef_number = ksef_number(invoice.seller)

    def strange(self, invoice: Invoice) -> Invoice:
        """An invoice of the same number with another content, as if sent from elsewhere."""
        other = Invoice(
            reference("EE"),
            reference("SO"),
            invoice.xml + b"\n",
            invoice.kind,
            invoice.number,
            invoice.seller,
            False,
            "",
        )
        other.ksef_number = ksef_number(invoice.seller)
        self.sessions[other.session] = Session(other.session, invoice.seller, b"", b"", is_open=False)
        self.invoices.append(other)
        return other

    def point_to(self, invoice: Invoice, known: Invoice) -> None:
        invoice.details = [f"Duplikat faktury. Faktura o numerze KSeF: {known.ksef_number} została już przesłana."]
        invoice.extensions = {
            "originalSessionReferenceNumber": known.session,
            "originalKsefNumber": known.ksef_number,
        }

    def close_session(self, nip: str, name: str) -> None:
        self.session_of(nip, name).is_open = False

    # Asking

    def session_of(self, nip: str, name: str) -> Session:
        session = self.sessions.get(name)
        if session is None or session.nip != nip:
            raise Refused(404, 21173, "Brak sesji o podanym numerze.")
        return session

    def invoices_of(self, nip: str, name: str) -> dict[str, Any]:
        self.session_of(nip, name)
        return {"invoices": [told(one) for one in self.invoices if one.session == name], "continuationToken": None}

    def invoice_status(self, nip: str, name: str, reference_number: str) -> dict[str, Any]:
        self.session_of(nip, name)
        for invoice in self.invoices:
            if invoice.reference == reference_number and invoice.session == name:
                if invoice.asks_left > 0:
                    invoice.asks_left -= 1
                    return told(invoice) | {"status": {"code": 150, "description": "Trwa przetwarzanie"}}
                return told(invoice)
        raise Refused(404, 21175, "Brak faktury o podanym numerze.")

    def by_number(self, nip: str, number: str) -> Invoice:
        for invoice in self.invoices:
            if invoice.ksef_number == number and invoice.seller == nip:
                return invoice
        raise Refused(404, 21164, "Faktura o podanym identyfikatorze nie istnieje.")

    def receipt(self, nip: str, number: str) -> bytes:
        invoice = self.by_number(nip, number)
        if self.scenario.without_receipt:
            raise Refused(404, 21178, "Nie znaleziono UPO dla podanych kryteriów.")
        root = etree.Element("Potwierdzenie", nsmap={None: "http://upo.schematy.mf.gov.pl/KSeF/v4-3"})  # type: ignore[dict-item]
        for name, value in (
            ("NumerKSeFDokumentu", invoice.ksef_number),
            ("NumerFaktury", invoice.number),
            ("SkrotDokumentu", invoice.digest),
            ("Uwaga", "Wydane przez zastępczy serwer pokazowy; bez znaczenia prawnego."),
        ):
            etree.SubElement(root, name).text = value
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def reference(kind: str) -> str:
    """36 characters, as KSeF's reference numbers have."""
    return f"{datetime.now(UTC):%Y%m%d}-{kind}-{secrets.token_hex(5).upper()}-{secrets.token_hex(5).upper()}-00"[:36]


def ksef_number(nip: str) -> str:
    head = f"{nip}-{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(6).upper()}"
    return f"{head}-{crc8(head.encode()):02X}"


def lasting(token: str) -> dict[str, str]:
    return {"token": token, "validUntil": "2099-01-01T00:00:00+00:00"}


def now_text() -> str:
    return datetime.now(UTC).isoformat()


def require_same(what: str, content: bytes, body: dict[str, Any]) -> None:
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    if body[f"{what}Hash"] != digest or body[f"{what}Size"] != len(content):
        raise Refused(400, 21155, f"Skrót lub rozmiar nie zgadza się: {what}.")


def read_invoice(xml: bytes, session: str, body: dict[str, Any]) -> Invoice:
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    names = {"f": NAMESPACE}

    def text(path: str) -> str:
        return root.findtext("/".join(f"f:{part}" for part in path.split("/")), default="", namespaces=names)

    return Invoice(
        reference=reference("EE"),
        session=session,
        xml=xml,
        kind=text("Fa/RodzajFaktury"),
        number=text("Fa/P_2"),
        seller=text("Podmiot1/DaneIdentyfikacyjne/NIP"),
        offline=bool(body.get("offlineMode")),
        replaced=body.get("hashOfCorrectedInvoice") or "",
    )


def told(invoice: Invoice) -> dict[str, Any]:
    status: dict[str, Any] = {"code": invoice.code, "description": invoice.description, "details": invoice.details}
    if invoice.extensions:
        status["extensions"] = invoice.extensions
    answer: dict[str, Any] = {
        "ordinalNumber": 1,
        "invoiceNumber": invoice.number,
        "referenceNumber": invoice.reference,
        "invoiceHash": invoice.digest,
        "invoicingDate": now_text(),
        "status": status,
    }
    if invoice.ksef_number:
        answer |= {"ksefNumber": invoice.ksef_number, "acquisitionDate": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}0Z"}
    return answer
