"""Documents are issued here: each in one transaction, under the card's lock, with its number taken last."""

from collections.abc import Sequence

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from accounts.models import User
from events.history import signed
from events.models import Association
from payments.documents.amounts import Line, Sum, total
from payments.documents.content import (
    Content,
    IssueRefused,
    Payments,
    content_of,
    day_of_issue,
    due_on,
    paid_state,
    payments_of,
    standing_sale,
    subject_of,
)
from payments.documents.fingerprint import fingerprint_of
from payments.documents.numbering import take_number
from payments.documents.posting import post
from payments.enums import SALE_KINDS, DocumentKind, LineSide, Refusal
from payments.ksef.preparing import prepare_if_due
from payments.models import Document, DocumentLine, DocumentParty, DocumentPerson, DocumentRefusal, DocumentSettings
from registrations.models import ParticipationCard


class AlreadyIssued(Exception):
    """The card has such a document that stands; carries it."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.number)
        self.document = document


def settings_of(association: Association) -> DocumentSettings:
    """The association's, or the defaults, not saved, of one that has decided nothing yet."""
    try:
        return association.document_settings
    except ObjectDoesNotExist:
        return DocumentSettings(association=association)


def lock_card(card: ParticipationCard) -> ParticipationCard:
    cards = ParticipationCard.objects.select_for_update(of=("self",))
    return cards.select_related("conference__association", "institution").get(pk=card.pk)


@transaction.atomic
def issue_document(*, card: ParticipationCard, kind: DocumentKind, by: User | None, origin: str) -> Document:
    """A proforma, or the invoice, note or bill of the card as it is now, with its letter.

    A second call with the same `origin` gives the document issued first. `by` is None when the clock does it.
    Raises AlreadyIssued for a second sale of one card, IssueRefused.
    """
    locked = lock_card(card)
    if known := Document.objects.filter(origin=origin).first():
        return known
    if kind == DocumentKind.CORRECTION:
        raise ValueError("A correction is issued by correct_document.")
    standing = standing_sale(locked)
    if standing is not None:
        raise AlreadyIssued(standing)
    if locked.due <= 0:
        raise IssueRefused(Refusal.NOTHING_DUE)
    settings = settings_of(locked.conference.association)
    content = content_of(locked, kind, settings)
    document = write(locked, content, settings, by=by, origin=origin)
    DocumentRefusal.objects.filter(card=locked).delete()
    post(document)
    return document


def write(
    card: ParticipationCard,
    content: Content,
    settings: DocumentSettings,
    *,
    by: User | None,
    origin: str,
    before: Sequence[Line] = (),
    corrects: Document | None = None,
    reason: str = "",
) -> Document:
    """Freeze the content in rows. The number is taken last: whoever waits for it waits only for the writing."""
    came, sums = payments_of(card), total(content.lines) - total(before)
    document = unnumbered(card, content, came, sums, settings)
    document.corrects, document.reason, document.issued_by, document.origin = corrects, reason[:256], by, origin
    lines = [*line_rows(before, LineSide.BEFORE), *line_rows(content.lines, LineSide.AFTER)]
    people = [DocumentPerson(position=place, name=name) for place, name in enumerate(content.people, start=1)]
    document.series, document.ordinal, document.number = take_number(
        association=document.association, kind=content.kind, on=document.issued_on, settings=settings
    )
    document.fingerprint = fingerprint_of(document, content.parties, lines, people)
    signed(document, by=by, reason=reason).save(force_insert=True)
    for party in content.parties:
        party.document = document
    for line in lines:
        line.document = document
    for person in people:
        person.document = document
    DocumentParty.objects.bulk_create(content.parties)
    DocumentLine.objects.bulk_create(lines)
    DocumentPerson.objects.bulk_create(people)
    # Its file is made with it, so that no paper of it is ever without the code.
    prepare_if_due(document)
    return document


def unnumbered(
    card: ParticipationCard, content: Content, came: Payments, sums: Sum, settings: DocumentSettings
) -> Document:
    conference, association = card.conference, card.conference.association
    issued_on = day_of_issue()
    owed = total(content.lines).gross
    paid = max(0, min(came.received, owed))
    return Document(
        association=association,
        conference=conference,
        card=card,
        kind=content.kind,
        mode=content.mode,
        language=card.language,
        issued_on=issued_on,
        issued_place=association.city,
        sale_from=conference.starts_on,
        sale_to=conference.ends_on,
        due_on=due_on(card, issued_on),
        subject=subject_of(card),
        order_number=card.order_number,
        buyer_is_local_government=content.is_local_government,
        currency=card.currency,
        net=sums.net,
        vat=sums.vat,
        gross=sums.gross,
        paid=paid,
        paid_state=paid_state(owed, paid),
        paid_on=came.last_on,
        method=came.method,
        bank_account=association.bank_account,
        transfer_name=association.short_name,
        transfer_title=card.code,
        foot_note=settings.foot_note,
        issuer_name=settings.issuer_name,
    )


def line_rows(lines: Sequence[Line], side: LineSide) -> list[DocumentLine]:
    return [
        DocumentLine(
            side=side,
            position=position,
            name=line.name[:256],
            quantity=line.quantity,
            unit=line.unit,
            unit_gross=line.unit_gross,
            vat_rate=line.rate,
            vat_basis=line.basis,
            net=line.sums.net,
            vat=line.sums.vat,
            gross=line.sums.gross,
        )
        for position, line in enumerate(lines, start=1)
    ]


def sale_origin(card: ParticipationCard) -> str:
    """What the clock issues, once for each sale of the card: one corrected to nothing makes room for another."""
    return f"sale:{card.code}:{card.documents.filter(kind__in=SALE_KINDS).count() + 1}"


def proforma_origin(card: ParticipationCard) -> str:
    return f"proforma:{card.code}"
