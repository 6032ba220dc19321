"""The only module that imports `ksef_client`: what we ask of KSeF (API 2.0), and its answers as our own types.

Nothing here touches the database. Every call goes over the network and may raise one of the errors below.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ksef_client import KsefClient, KsefClientOptions
from ksef_client.config import KsefEnvironment as Address
from ksef_client.exceptions import KsefHttpError, KsefRateLimitError
from ksef_client.models import FormCode, PublicKeyCertificateUsage, SessionInvoiceStatusResponse
from ksef_client.services.sessions import OnlineSessionHandle
from ksef_client.services.workflows import AuthCoordinator, OnlineSessionWorkflow

from payments.ksef.states import KsefEnvironment

FORM = FormCode(system_code="FA (3)", schema_version="1-0E", value="FA")
TIMEOUT_SECONDS = 20.0
LOGIN_PAUSE_SECONDS = 0.5
LOGIN_ASKS = 30
PAGE = 250
NO_ANSWER = 0
NOT_FOUND = 404

ADDRESSES = {
    KsefEnvironment.TEST: Address.TEST.value,
    KsefEnvironment.DEMO: Address.DEMO.value,
    KsefEnvironment.PRODUCTION: Address.PROD.value,
}


class KsefError(Exception):
    """What went wrong, in words that may be shown and kept."""


class Unavailable(KsefError):
    """KSeF does not answer, or says that it cannot now: invoices are issued offline meanwhile."""


class RateLimited(KsefError):
    """Too many requests; `pause` is how many seconds to wait."""

    def __init__(self, message: str, pause: int) -> None:
        super().__init__(message)
        self.pause = pause


class AccessRefused(KsefError):
    """The token is wrong, withdrawn, or does not grant what we ask."""


class RequestRefused(KsefError):
    """KSeF understood and refuses this request for good."""


class NotThere(RequestRefused):
    """What we ask about does not exist."""


@dataclass(frozen=True)
class Status:
    """What became of an invoice: 100 and 150 in progress, 200 accepted, 440 known already, others refused."""

    code: int
    description: str
    details: tuple[str, ...] = ()
    ksef_number: str = ""
    accepted_at: datetime | None = None
    original_number: str = ""
    original_session: str = ""
    reference: str = ""
    digest: bytes = b""


class Session:
    """An open online session: invoices go out in it, encrypted by its own key."""

    def __init__(self, handle: OnlineSessionHandle) -> None:
        self._handle = handle

    @property
    def reference(self) -> str:
        return self._handle.session_reference_number

    def send(self, xml: bytes, *, offline: bool, replaced: bytes = b"") -> str:
        """The reference number of the invoice. `replaced` is the hash of the refused file that this one mends."""
        with _errors():
            answer = self._handle.send_invoice(
                xml,
                offline_mode=offline or bool(replaced),
                hash_of_corrected_invoice=base64.b64encode(replaced).decode() if replaced else None,
            )
        return answer.reference_number

    def close(self) -> None:
        with _errors():
            self._handle.close()


class Ksef:
    """KSeF as one seller, signed in by a token."""

    def __init__(self, client: KsefClient, access_token: str) -> None:
        self._client, self._token = client, access_token

    def open_session(self) -> Session:
        with _errors():
            key = self._client.security.get_public_key_certificate(PublicKeyCertificateUsage.SYMMETRICKEYENCRYPTION)
            handle = OnlineSessionWorkflow(self._client.sessions).open_session(
                form_code=FORM,
                public_certificate=key.certificate,
                public_key_id=key.public_key_id,
                access_token=self._token,
            )
        return Session(handle)

    def status(self, session: str, invoice: str) -> Status:
        with _errors():
            return _status(self._client.sessions.get_session_invoice_status(session, invoice, access_token=self._token))

    def find_in_session(self, session: str, digest: bytes) -> Status | None:
        """What a session holds by the invoice's hash: how a worker that died finds what it had sent."""
        token = None
        with _errors():
            while True:
                page = self._client.sessions.get_session_invoices(
                    session, page_size=PAGE, continuation_token=token, access_token=self._token
                )
                for status in map(_status, page.invoices):
                    if status.digest == digest:
                        return status
                token = page.continuation_token
                if not token:
                    return None

    def invoice(self, ksef_number: str) -> bytes:
        """The exact bytes of an invoice in KSeF; needs the right to read invoices."""
        with _errors():
            return self._client.invoices.get_invoice_bytes(ksef_number, access_token=self._token).content

    def receipt(self, session: str, ksef_number: str) -> bytes:
        """The UPO: the official receipt, an XML signed by the ministry."""
        with _errors():
            return self._client.sessions.get_session_invoice_upo_by_ksef(session, ksef_number, access_token=self._token)


@contextmanager
def signed_in(base_url: str, *, nip: str, token: str) -> Iterator[Ksef]:
    """Sign in with a token made in KSeF by the seller of this NIP."""
    options = KsefClientOptions(base_url=base_url, timeout_seconds=TIMEOUT_SECONDS)
    with KsefClient(options) as client:
        with _errors(signing_in=True):
            key = client.security.get_public_key_certificate(PublicKeyCertificateUsage.KSEFTOKENENCRYPTION)
            result = AuthCoordinator(client.auth).authenticate_with_ksef_token(
                token=token,
                public_certificate=key.certificate,
                public_key_id=key.public_key_id,
                context_identifier_type="Nip",
                context_identifier_value=nip,
                poll_interval_seconds=LOGIN_PAUSE_SECONDS,
                max_attempts=LOGIN_ASKS,
            )
        yield Ksef(client, result.tokens.access_token.token)


@contextmanager
def _errors(*, signing_in: bool = False) -> Iterator[None]:
    """The library's errors as ours. Of a failed login it raises RuntimeError with the code in its sentence."""
    try:
        yield
    except KsefRateLimitError as error:
        raise RateLimited("KSeF asks to wait (429).", error.retry_after or 60) from error
    except KsefHttpError as error:
        raise _translated(error, signing_in=signing_in) from error
    except TimeoutError as error:
        raise Unavailable("KSeF did not finish signing in.") from error
    except RuntimeError as error:
        if not signing_in:
            raise
        raise AccessRefused(str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unavailable(f"KSeF answered with something else than agreed: {error}"[:300]) from error


def _translated(error: KsefHttpError, *, signing_in: bool) -> KsefError:
    words = f"{error.status_code} {error.message} {_details(error.response_body)}".strip()[:1000]
    if error.status_code == NO_ANSWER or error.status_code >= 500:
        return Unavailable(words)
    if error.status_code in {401, 403} or (signing_in and error.status_code == 400):
        return AccessRefused(words)
    if error.status_code == NOT_FOUND:
        return NotThere(words)
    return RequestRefused(words)


def _details(body: Any) -> str:
    """The sentences of an error's body, whichever of its two forms it has."""
    if not isinstance(body, dict):
        return ""
    listed = (body.get("exception") or {}).get("exceptionDetailList") or []
    sentences = [str(entry.get("exceptionDescription", "")) for entry in listed]
    sentences += [detail for entry in listed for detail in entry.get("details") or []]
    return "; ".join(sentence for sentence in (*sentences, str(body.get("detail") or "")) if sentence)


def _status(answer: SessionInvoiceStatusResponse) -> Status:
    extensions = answer.status.extensions or {}
    return Status(
        code=answer.status.code,
        description=answer.status.description,
        details=tuple(answer.status.details or ()),
        ksef_number=answer.ksef_number or "",
        accepted_at=_moment(answer.acquisition_date),
        original_number=str(extensions.get("originalKsefNumber") or ""),
        original_session=str(extensions.get("originalSessionReferenceNumber") or ""),
        reference=answer.reference_number or "",
        digest=base64.b64decode(answer.invoice_hash or ""),
    )


def _moment(text: str | None) -> datetime | None:
    """KSeF writes seven decimals of a second; Python takes six."""
    if not text:
        return None
    head, dot, rest = text.partition(".")
    if dot:
        digits = rest.rstrip("Z").split("+")[0]
        zone = rest[len(digits) :]
        text = f"{head}.{digits[:6]}{zone}"
    return datetime.fromisoformat(text)
