"""Documents of a card, put into pages of apps below and above that know nothing of payments."""

from typing import Any

from django import template

from payments.documents.requests import may_ask
from payments.documents.selectors import documents_of
from payments.documents.stays import is_ready
from payments.enums import DocumentKind
from payments.models import DocumentRequest
from registrations.models import AccessLink, ParticipationCard

register = template.Library()


@register.inclusion_tag("payments/_documents_of_card.html")
def documents_of_card(card: ParticipationCard, may_open: bool) -> dict[str, Any]:
    """For the panel's page of a card; nothing for who may not see money."""
    documents = documents_of(card) if may_open else []
    return {"card": card, "conference": card.conference, "documents": documents, "may_open": may_open}


@register.inclusion_tag("payments/_documents_by_link.html", takes_context=True)
def documents_by_link(context: Any, card: ParticipationCard, link: AccessLink) -> dict[str, Any]:
    """For the institution's page of its card: what to download, and a way to ask for it. Three queries at most."""
    documents = documents_of(card)
    sold = any(document.kind != DocumentKind.PROFORMA for document in documents)
    asked = not sold and DocumentRequest.objects.filter(card=card).exists()
    return {
        "card": card,
        "token": link.token,
        "documents": documents,
        "asked": asked,
        "has_stays": card.is_active and is_ready(card.conference),
        "may_ask": not sold and not asked and may_ask(card),
        "csrf_token": context.get("csrf_token"),
    }
