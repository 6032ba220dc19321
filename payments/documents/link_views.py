"""What the institution opens by the link of its card."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payments.documents.files import as_download
from payments.documents.requests import TooLateToAsk, ask_for_document
from payments.models import Document
from registrations.selectors import card_by_link


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
