"""Which cards wait for a document, and which documents there are."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from events.enums import ConferenceState
from events.models import Conference
from payments.enums import SALE_KINDS, DocumentKind, DocumentMode, IssueTime, Refusal
from payments.models import Document, DocumentRefusal, DocumentSettings
from registrations.models import ParticipationCard

TRY_AGAIN_AFTER = timedelta(days=1)
Cards = QuerySet[ParticipationCard, ParticipationCard]


def with_invoiced(cards: Cards) -> QuerySet[Any, Any]:
    """`invoiced`: what the invoices, notes and bills of the card come to with their corrections, in grosze."""
    sold = Q(documents__kind__in=(*SALE_KINDS, DocumentKind.CORRECTION))
    return cards.annotate(invoiced=Coalesce(Sum("documents__gross", filter=sold), Value(0)))


def open_cards() -> Cards:
    """Cards that stand and owe something, of associations that have decided what they issue."""
    cards = ParticipationCard.objects.active().filter(
        due__gt=0,
        conference__state=ConferenceState.PUBLISHED,
        conference__association__document_settings__isnull=False,
    )
    return cards.select_related("conference__association__document_settings", "institution")


def cards_without_proforma() -> Cards:
    """Cards that owe, of associations that send proformas, for which nothing was issued yet."""
    unpaid = open_cards().filter(conference__association__document_settings__sends_proforma=True, settled__lt=F("due"))
    return unpaid.filter(~Exists(Document.objects.filter(card=OuterRef("pk")))).order_by("pk")


def cards_without_sale() -> Cards:
    """Cards whose invoice, note or bill is due by the association's settings and does not stand."""
    settings = "conference__association__document_settings__issue_time"
    paid = Q(settled__gte=F("due"))
    by_time = (
        Q(**{settings: IssueTime.AT_SUBMISSION})
        | (Q(**{settings: IssueTime.AFTER_PAYMENT}) & paid)
        | (Q(**{settings: IssueTime.ON_REQUEST}) & Q(document_request__isnull=False))
    )
    return with_invoiced(open_cards().filter(by_time)).filter(invoiced=0).order_by("pk")


def to_be_tried(cards: QuerySet[Any, Any], now: datetime) -> QuerySet[Any, Any]:
    """Without those refused within a day, unless the card or what its association has set is another since."""
    lately = DocumentRefusal.objects.filter(card=OuterRef("pk"), tried_at__gt=now - TRY_AGAIN_AFTER)
    lately = lately.exclude(Q(reason=Refusal.NO_SELLER) & seller_is_complete("card__conference__association"))
    changes = (
        ParticipationCard.history.filter(id=OuterRef("card")),
        DocumentSettings.history.filter(association=OuterRef("card__conference__association")),
    )
    for changed in changes:
        lately = lately.filter(~Exists(changed.filter(history_date__gt=OuterRef("tried_at"))))
    return cards.filter(~Exists(lately))


def seller_is_complete(association: str) -> Q:
    """An association keeps no history of its address: whether it can issue is asked of what it says now."""
    taxed = Q(**{f"{association}__document_settings__mode__in": [DocumentMode.KSEF, DocumentMode.INVOICE]})
    address = ~Q(**{f"{association}__city": ""}) & ~Q(**{f"{association}__street": ""})
    return address & (~taxed | ~Q(**{f"{association}__nip": ""}))


def refusals_of(conference: Conference) -> QuerySet[DocumentRefusal, DocumentRefusal]:
    """Cards whose document cannot be issued, the longest first; not those that need none any more."""
    waiting = Q(card__in=cards_without_sale().values("pk")) | Q(card__in=cards_without_proforma().values("pk"))
    refusals = DocumentRefusal.objects.filter(waiting, card__conference=conference)
    return refusals.select_related("card__institution")


def due_now(card: ParticipationCard, today: date) -> bool:
    """Whether the law lets the document be issued already: unpaid, only so many days before the service."""
    settings: DocumentSettings = card.conference.association.document_settings
    if card.balance <= 0:
        return True
    return card.conference.starts_on - timedelta(days=settings.earliest_days) <= today


def cards_to_correct(conference: Conference) -> Cards:
    """Cards whose sum is another than that of their documents: the treasurer decides what is to be corrected."""
    cards = ParticipationCard.objects.filter(conference=conference).select_related("institution")
    return with_invoiced(cards).exclude(invoiced=0).exclude(invoiced=F("due")).order_by("pk")


def documents_of(card: ParticipationCard) -> list[Document]:
    """The newest first."""
    return list(card.documents.select_related("corrects").order_by("-issued_on", "-pk"))


def documents_in_month(conference: Conference, first: date) -> QuerySet[Document, Document]:
    """All documents of the association issued in the month that begins on the day, in the order of their numbers."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    issued = Document.objects.filter(
        association=conference.association_id, issued_on__gte=first, issued_on__lt=following
    )
    return issued.order_by("kind", "series", "ordinal")
