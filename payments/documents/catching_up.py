"""Issues what is missing: run by the clock, and at once for a card that was just paid."""

from collections.abc import Iterator
from itertools import islice

import structlog

from payments.documents.content import IssueRefused, day_of_issue
from payments.documents.issuing import AlreadyIssued, issue_document, proforma_origin, sale_origin, settings_of
from payments.documents.selectors import cards_to_sell, cards_without_proforma
from payments.enums import DocumentKind
from payments.models import Document
from registrations.models import ParticipationCard

log = structlog.get_logger(__name__)

# So many of each kind in one turn: the next turn goes on.
AT_ONCE = 200


def issue_missing(at_once: int = AT_ONCE) -> int:
    """Sales before proformas, so that who gets an invoice at once is not sent a proforma too. How many there were.

    Each is a transaction of its own: whoever is killed half way leaves whole documents, and the next run goes on.
    """
    sales = (issue_sale(card) for card in cards_to_sell(day_of_issue()))
    issued = first_of(sales, at_once)
    proformas = (try_to_issue(card, DocumentKind.PROFORMA, proforma_origin(card)) for card in cards_without_proforma())
    return issued + first_of(proformas, at_once)


def first_of(tried: Iterator[Document | None], most: int) -> int:
    """How many were issued, at most so many: cards that are refused take nobody's turn."""
    return len(list(islice((document for document in tried if document is not None), most)))


def issue_sale(card: ParticipationCard) -> Document | None:
    kind = settings_of(card.conference.association).sale_kind
    return try_to_issue(card, kind, sale_origin(card))


def try_to_issue(card: ParticipationCard, kind: DocumentKind, origin: str) -> Document | None:
    """None where it cannot be issued: the panel says why, and the next run tries again."""
    try:
        return issue_document(card=card, kind=kind, by=None, origin=origin)
    except AlreadyIssued:
        return None
    except IssueRefused as refusal:
        log.warning("document not issued", card=card.code, kind=kind, reason=str(refusal))
        return None
