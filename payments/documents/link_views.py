"""What the institution opens by the link of its card."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.models import Conference
from payments.documents.files import as_download
from payments.documents.requests import TooLateToAsk, ask_for_document
from payments.documents.stay_pdf import draw_stays, stay_paper
from payments.documents.stays import Stay, is_ready, stay_of, stays_of_card
from payments.models import Document
from registrations.selectors import card_by_link, participant_by_link


@require_GET
def open_document(request: HttpRequest, token: str, uid: uuid.UUID) -> HttpResponse:
    card = card_by_link(token)
    documents = Document.objects.select_related("card__conference__association", "conference", "corrects")
    return as_download(get_object_or_404(documents, card=card, uid=uid))


@require_POST
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """The institution asks for its invoice, note or bill; a second click changes nothing."""
    card = card_by_link(token)
    try:
        ask_for_document(card=card)
    except TooLateToAsk:
        messages.error(request, _("The time to ask for it has passed. Please write to the organiser."))
    else:
        messages.success(request, _("The document is being made: it comes by e-mail, and will be here too."))
    return redirect("registrations:show-card", token)


@require_GET
def card_stay(request: HttpRequest, token: str) -> HttpResponse:
    """Confirmations for the business trips of everybody on the card who came; nothing before the conference ended."""
    card = card_by_link(token)
    stays = stays_of_card(card) if is_ready(card.conference) else []
    return stay_download(card.conference, stays, card.language)


@require_GET
def own_stay(request: HttpRequest, token: str) -> HttpResponse:
    participant = participant_by_link(token)
    stay = stay_of(participant) if is_ready(participant.conference) else None
    return stay_download(participant.conference, [stay] if stay else [], participant.card.language)


def stay_download(conference: Conference, stays: Sequence[Stay], language: str) -> HttpResponse:
    if not stays:
        raise Http404
    disposition = content_disposition_header(True, _("confirmation-of-participation.pdf"))
    headers = {"Content-Disposition": disposition or "attachment", "X-Robots-Tag": "noindex, nofollow"}
    content = draw_stays(stay_paper(conference, stays, language))
    return HttpResponse(content, content_type="application/pdf", headers=headers)
