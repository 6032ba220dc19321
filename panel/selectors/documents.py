from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from events.models import Conference
from panel.listing import Asked, Choice, Filter, Order
from payments.documents.content import IssueRefused, content_of
from payments.documents.issuing import settings_of
from payments.documents.selectors import cards_to_correct, cards_without_sale
from payments.enums import DocumentKind, PaidState
from payments.models import Document
from registrations.models import ParticipationCard

WAITING_SHOWN = 50


def document_filters(months: Sequence[date]) -> list[Filter]:
    return [
        Filter("kind", _("Kind"), [Choice(value, str(label), Q(kind=value)) for value, label in DocumentKind.choices]),
        Filter("month", _("Month of issue"), [month_choice(month) for month in months]),
        Filter(
            "paid",
            _("Payment when issued"),
            [Choice(value, str(label), Q(paid_state=value)) for value, label in PaidState.choices],
        ),
        Filter(
            "ksef",
            _("KSeF"),
            [
                Choice("with", _("has a number"), ~Q(ksef_number="")),
                Choice("without", _("waits for a number"), Q(ksef_number="", mode="ksef") & ~Q(kind="proforma")),
            ],
        ),
    ]


def month_choice(month: date) -> Choice:
    return Choice(f"{month:%Y-%m}", f"{month:%m.%Y}", Q(issued_on__year=month.year, issued_on__month=month.month))


def months_of(conference: Conference) -> list[date]:
    """First days of the months in which the association issued something for the conference, the newest first."""
    return list(Document.objects.filter(conference=conference).dates("issued_on", "month", order="DESC"))


def document_orders() -> Sequence[Order]:
    return [
        Order("issued", _("Issued on"), ("issued_on",), ties=("ordinal",)),
        Order("number", _("Number"), ("kind", "ordinal")),
        Order("amount", _("Amount"), ("gross",)),
    ]


def documents_asked(conference: Conference, asked: Asked) -> QuerySet[Document, Document]:
    found = Document.objects.filter(asked.where, conference=conference)
    for word in asked.search.split():
        buyer = Q(parties__role="buyer") & (Q(parties__name__icontains=word) | Q(parties__nip=word))
        found = found.filter(
            Q(number__icontains=word) | Q(ksef_number__iexact=word) | Q(card__code__iexact=word) | buyer
        )
    rows = found.select_related("card__institution", "corrects").prefetch_related("parties").distinct()
    return rows.order_by(*asked.order_by)


@dataclass(frozen=True)
class Waiting:
    """A card whose document is due and not issued; `reason` says why it cannot be, empty where the clock will do it."""

    card: ParticipationCard
    reason: str


def waiting_of(conference: Conference) -> list[Waiting]:
    cards = cards_without_sale().filter(conference=conference)[:WAITING_SHOWN]
    return [Waiting(card, reason_of(card)) for card in cards]


def reason_of(card: ParticipationCard) -> str:
    settings = settings_of(card.conference.association)
    try:
        content_of(card, settings.sale_kind, settings)
    except IssueRefused as refusal:
        return str(refusal)
    return ""


def changed_since(conference: Conference) -> list[ParticipationCard]:
    """Cards that owe another sum than was invoiced."""
    return list(cards_to_correct(conference)[:WAITING_SHOWN])
