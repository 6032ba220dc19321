"""Issues what is missing: at once for a card that was just sent or paid, and by the clock for what that left out."""

from collections.abc import Iterator
from itertools import islice

import structlog
from django.utils import timezone

from payments.documents.content import IssueRefused, day_of_issue
from payments.documents.issuing import AlreadyIssued, issue_document, proforma_origin, sale_origin, settings_of
from payments.documents.selectors import Cards, cards_without_proforma, cards_without_sale, due_now, to_be_tried
from payments.enums import DocumentKind
from payments.models import Document, DocumentRefusal
from registrations.models import ParticipationCard

log = structlog.get_logger(__name__)

# So many of each kind in one turn: the next turn goes on.
AT_ONCE = 200


def issue_missing(at_once: int = AT_ONCE) -> int:
    """How many documents were issued, at most so many of each kind."""
    return issue_among(ParticipationCard.objects.all(), at_once)


def issue_for(card_id: int) -> int:
    """What is due and missing for one card; the clock does the same for all."""
    return issue_among(ParticipationCard.objects.filter(pk=card_id), 1)


def issue_among(cards: Cards, at_once: int) -> int:
    """Sales before proformas, so that who gets an invoice at once is not sent a proforma too.

    Each is a transaction of its own: whoever is killed half way leaves whole documents, and the next run goes on.
    """
    today, now = day_of_issue(), timezone.now()
    to_sell = to_be_tried(cards_without_sale(), now).filter(pk__in=cards.values("pk"))
    issued = first_of((issue_sale(card) for card in to_sell if due_now(card, today)), at_once)
    to_ask = to_be_tried(cards_without_proforma(), now).filter(pk__in=cards.values("pk"))
    proformas = (try_to_issue(card, DocumentKind.PROFORMA, proforma_origin(card)) for card in to_ask)
    return issued + first_of(proformas, at_once)


def first_of(tried: Iterator[Document | None], most: int) -> int:
    """How many were issued, at most so many: cards that are refused take nobody's turn."""
    return len(list(islice((document for document in tried if document is not None), most)))


def issue_sale(card: ParticipationCard) -> Document | None:
    kind = settings_of(card.conference.association).sale_kind
    return try_to_issue(card, kind, sale_origin(card))


def try_to_issue(card: ParticipationCard, kind: DocumentKind, origin: str) -> Document | None:
    """None where it cannot be issued: the treasurer's page says why."""
    try:
        return issue_document(card=card, kind=kind, by=None, origin=origin)
    except AlreadyIssued:
        return None
    except IssueRefused as refusal:
        note_refusal(card, kind, refusal)
        return None


def note_refusal(card: ParticipationCard, kind: DocumentKind, refusal: IssueRefused) -> None:
    """Told in the log once for each reason, however often it is tried."""
    now = timezone.now()
    known = DocumentRefusal.objects.filter(card=card)
    if known.filter(reason=refusal.why).update(tried_at=now):
        return
    DocumentRefusal.objects.update_or_create(card=card, defaults={"reason": refusal.why, "since": now, "tried_at": now})
    log.warning("document not issued", card=card.code, kind=kind, reason=refusal.why.value)
