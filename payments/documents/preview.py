"""What a correction would say, before it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass

from payments.documents.amounts import Line, total
from payments.documents.content import IssueRefused, content_of
from payments.documents.correcting import buyer_now, has_other_buyer, lines_now, refuse_uncorrectable
from payments.documents.issuing import settings_of
from payments.enums import DocumentKind, DocumentRole
from payments.models import Document, DocumentParty


@dataclass(frozen=True)
class Preview:
    """`refusal` says why it cannot be issued; `buyer` is the new one where its name or address is another."""

    before: Sequence[Line]
    after: Sequence[Line]
    other_nip: bool
    buyer: DocumentParty | None
    refusal: str = ""

    @property
    def difference(self) -> int:
        return total(self.after).gross - total(self.before).gross

    @property
    def is_empty(self) -> bool:
        return not self.refusal and not self.other_nip and self.buyer is None and list(self.before) == list(self.after)


def preview_of(document: Document) -> Preview:
    """Raises NotCorrectable."""
    before = lines_now(refuse_uncorrectable(document))
    if has_other_buyer(document):
        return Preview(before, [], other_nip=True, buyer=None)
    settings = settings_of(document.card.conference.association)
    settings.mode = document.mode
    try:
        content = content_of(document.card, DocumentKind(document.kind), settings)
    except IssueRefused as refusal:
        return Preview(before, before, other_nip=False, buyer=None, refusal=str(refusal))
    old, new = buyer_now(document), next(one for one in content.parties if one.role == DocumentRole.BUYER)
    moved = any(getattr(old, name) != getattr(new, name) for name in ("name", "street", "city"))
    return Preview(before, content.lines, other_nip=False, buyer=new if moved else None)
