"""What stands on a printed invoice: the text of CODE I and the label under it."""

from dataclasses import dataclass

from payments.enums import DocumentRole
from payments.ksef.access import environment
from payments.ksef.numbers import verification_url as address
from payments.ksef.states import CODE_ADDRESSES, KsefEnvironment
from payments.models.documents import Document
from payments.models.ksef import KsefInvoice

OFFLINE = "OFFLINE"


@dataclass(frozen=True)
class Code:
    url: str
    label: str


def verification_url(document: Document) -> str:
    """Empty for a document that does not go to KSeF, or of an installation that sends nowhere."""
    row = KsefInvoice.objects.filter(document=document).exclude(sha256="").first()
    if row is None:
        return ""
    where = environment() if row.environment == KsefEnvironment.NONE else KsefEnvironment(row.environment)
    base = CODE_ADDRESSES.get(where)
    if base is None:
        return ""
    nip = document.parties.get(role=DocumentRole.SELLER).nip
    return address(base, nip=nip, issued_on=document.issued_on, digest=bytes.fromhex(row.sha256))


def code_of(document: Document) -> Code | None:
    """The KSeF number under the code once there is one, until then the word OFFLINE. Two queries."""
    url = verification_url(document)
    return Code(url, document.ksef_number or OFFLINE) if url else None
