"""What was issued is mended by another document: of what changed, or to nothing for a wrong buyer."""

from dataclasses import replace

from django.db import transaction

from accounts.models import User
from payments.documents.amounts import Line, Sum
from payments.documents.content import Content, content_of
from payments.documents.issuing import lock_card, settings_of, write
from payments.documents.posting import post
from payments.enums import DocumentKind, DocumentMode, DocumentRole, LineSide, VatRate
from payments.models import Document, DocumentLine, DocumentParty
from registrations.models import ParticipationCard


class NothingToCorrect(Exception):
    """The document says what the card says."""


class NotCorrectable(Exception):
    """It is a proforma, a correction itself, or was corrected to nothing before."""


@transaction.atomic
def correct_document(*, document: Document, by: User | None, reason: str, origin: str) -> Document:
    """A correction by what the card says now: its lines before and after, and its buyer.

    A buyer with another NIP is another buyer: use `cancel_document` and issue a new one.
    Raises NothingToCorrect, NotCorrectable. The same `origin` again gives the correction issued first.
    """
    card = lock_card(document.card)
    if known := Document.objects.filter(origin=origin).first():
        return known
    before = lines_now(refuse_uncorrectable(document))
    settings = settings_of(card.conference.association)
    settings.mode = document.mode
    content = content_of(card, DocumentKind(document.kind), settings)
    old_buyer = buyer_now(document)
    new_buyer = next(party for party in content.parties if party.role == DocumentRole.BUYER)
    if old_buyer.nip != new_buyer.nip:
        raise NotCorrectable
    moved = any(getattr(old_buyer, name) != getattr(new_buyer, name) for name in ("name", "street", "city"))
    if list(content.lines) == before and not moved:
        raise NothingToCorrect
    if moved:
        content = replace(content, parties=[*content.parties, party_again(old_buyer, DocumentRole.BUYER_BEFORE)])
    return written(card, document, content, before, by=by, reason=reason, origin=origin)


@transaction.atomic
def cancel_document(*, document: Document, by: User | None, reason: str, origin: str) -> Document:
    """A correction to nothing, for the buyer as the document has them: after a wrong NIP or a cancelled card."""
    card = lock_card(document.card)
    if known := Document.objects.filter(origin=origin).first():
        return known
    before = lines_now(refuse_uncorrectable(document))
    content = Content(
        kind=DocumentKind(document.kind),
        mode=DocumentMode(document.mode),
        lines=(),
        parties=[party_again(party, DocumentRole(party.role)) for party in parties_now(document)],
        people=[person.name for person in document.people.all()],
        is_local_government=document.buyer_is_local_government,
    )
    return written(card, document, content, before, by=by, reason=reason, origin=origin)


def written(
    card: ParticipationCard,
    document: Document,
    content: Content,
    before: list[Line],
    *,
    by: User | None,
    reason: str,
    origin: str,
) -> Document:
    settings = settings_of(card.conference.association)
    correction = write(
        card,
        replace(content, kind=DocumentKind.CORRECTION),
        settings,
        by=by,
        origin=origin,
        before=before,
        corrects=document,
        reason=reason,
    )
    post(correction)
    return correction


def refuse_uncorrectable(document: Document) -> Document:
    """The last state of the document: itself or its last correction."""
    if document.kind in {DocumentKind.PROFORMA, DocumentKind.CORRECTION}:
        raise NotCorrectable
    last = latest(document)
    if last.is_correction and not last.lines.filter(side=LineSide.AFTER).exists():
        raise NotCorrectable
    return last


def latest(document: Document) -> Document:
    return document.corrections.order_by("pk").last() or document


def lines_now(state: Document) -> list[Line]:
    return [as_line(row) for row in state.lines.filter(side=LineSide.AFTER)]


def as_line(row: DocumentLine) -> Line:
    return Line(
        name=row.name,
        quantity=row.quantity,
        unit=row.unit,
        unit_gross=row.unit_gross,
        rate=VatRate(row.vat_rate),
        basis=row.vat_basis,
        sums=Sum(row.net, row.vat, row.gross),
    )


def parties_now(document: Document) -> list[DocumentParty]:
    return list(latest(document).parties.exclude(role=DocumentRole.BUYER_BEFORE))


def buyer_now(document: Document) -> DocumentParty:
    return next(party for party in parties_now(document) if party.role == DocumentRole.BUYER)


def party_again(party: DocumentParty, role: DocumentRole) -> DocumentParty:
    names = ("name", "street", "postal_code", "city", "nip", "email", "phone")
    return DocumentParty(role=role, **{name: getattr(party, name) for name in names})


def has_other_buyer(document: Document) -> bool:
    """Whether the card names a buyer of another NIP than the document: then it is corrected to nothing."""
    buyer = document.card.parties.filter(role="buyer").first()
    return buyer is not None and buyer.nip != buyer_now(document).nip
