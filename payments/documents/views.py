"""Documents of one card in the panel: what was issued, and issuing, correcting and sending them."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedInRequest
from events.access import conference_for, may
from events.models import Conference
from events.roles import Permission
from payments.documents import mail
from payments.documents.content import IssueRefused, standing_sale
from payments.documents.correcting import (
    NotCorrectable,
    NothingToCorrect,
    cancel_document,
    correct_document,
    has_other_buyer,
)
from payments.documents.files import as_download
from payments.documents.forms import CorrectionForm, IssueForm
from payments.documents.issuing import AlreadyIssued, issue_document, settings_of
from payments.documents.preview import preview_of
from payments.documents.selectors import documents_of
from payments.enums import DocumentKind, PaperKind
from payments.models import Document
from registrations.models import ParticipationCard
from registrations.services import link_for_card

DUPLICATE_LANGUAGES = ("pl", "en")


def card_of(conference: Conference, code: str) -> ParticipationCard:
    return get_object_or_404(conference.cards.select_related("institution", "conference__association"), code=code)


def document_of(conference: Conference, code: str, uid: uuid.UUID) -> Document:
    documents = Document.objects.select_related("card__conference__association", "conference", "corrects")
    return get_object_or_404(documents, conference=conference, card__code=code, uid=uid)


def kinds_for(card: ParticipationCard) -> list[DocumentKind]:
    """What may be issued for the card now."""
    if card.due <= 0 or standing_sale(card) is not None:
        return []
    return [settings_of(card.conference.association).sale_kind, DocumentKind.PROFORMA]


@login_required
@require_GET
def list_documents(request: SignedInRequest, association: str, conference: str, code: str) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.VIEW_MONEY)
    return documents_page(request, found, card_of(found, code))


def documents_page(
    request: SignedInRequest, conference: Conference, card: ParticipationCard, form: IssueForm | None = None
) -> HttpResponse:
    kinds = kinds_for(card)
    context = {
        "conference": conference,
        "card": card,
        "documents": documents_of(card),
        "standing": standing_sale(card),
        "form": form or (IssueForm(kinds=kinds) if kinds else None),
        "settings": settings_of(conference.association),
        "may_issue": may(request.user, conference.association, Permission.RECORD_PAYMENTS),
    }
    return render(request, "payments/documents.html", context)


@login_required
@require_POST
def issue(request: SignedInRequest, association: str, conference: str, code: str) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    card = card_of(found, code)
    # A second click comes when the first one's document stands already: its kind is still a kind.
    form = IssueForm(request.POST, kinds=[settings_of(found.association).sale_kind, DocumentKind.PROFORMA])
    if not form.is_valid():
        return documents_page(request, found, card, form)
    origin = f"click:{card.code}:{form.cleaned_data['form_id']}"
    try:
        document = issue_document(
            card=card, kind=DocumentKind(form.cleaned_data["kind"]), by=request.user, origin=origin
        )
    except AlreadyIssued as known:
        messages.info(request, _("%(number)s stands for this card already.") % {"number": known.document.number})
    except IssueRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(number)s has been issued.") % {"number": document.number})
    return redirect("payments:list-documents", association, conference, code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, association: str, conference: str, code: str, uid: uuid.UUID) -> HttpResponse:
    """What the card says now against what was issued; a buyer with another NIP is corrected to nothing."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    document = document_of(found, code, uid)
    form = CorrectionForm(request.POST) if request.method == "POST" else CorrectionForm.empty()
    if form.is_bound and form.is_valid():
        mend(request, document, form)
        return redirect("payments:list-documents", association, conference, code)
    try:
        preview = preview_of(document)
    except NotCorrectable:
        raise Http404 from None
    context = {"conference": found, "card": document.card, "document": document, "form": form, "preview": preview}
    return render(request, "payments/correct_document.html", context)


def mend(request: SignedInRequest, document: Document, form: CorrectionForm) -> None:
    reason, key = form.cleaned_data["reason"], f"click:{document.card.code}:{form.cleaned_data['form_id']}"
    to_nothing = has_other_buyer(document) or "to_nothing" in request.POST
    act = cancel_document if to_nothing else correct_document
    try:
        correction = act(document=document, by=request.user, reason=reason, origin=key)
    except NothingToCorrect:
        messages.info(request, _("The document says what the card says: there is nothing to correct."))
    except NotCorrectable:
        messages.info(request, _("This document was corrected to nothing before."))
    except IssueRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(number)s has been issued.") % {"number": correction.number})


@login_required
@require_POST
def send(request: SignedInRequest, association: str, conference: str, code: str, uid: uuid.UUID) -> HttpResponse:
    """By letter once more; clicks of one minute are one letter."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    document = document_of(found, code, uid)
    letter = mail.document_issued(document, link_for_card(card=document.card), again=f"{timezone.now():%Y%m%d%H%M}")
    messages.success(request, _("The letter to %(email)s waits to be sent.") % {"email": letter.to_email})
    return redirect("payments:list-documents", association, conference, code)


@login_required
@require_GET
def download(request: SignedInRequest, association: str, conference: str, code: str, uid: uuid.UUID) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.VIEW_MONEY)
    return as_download(document_of(found, code, uid))


@login_required
@require_GET
def download_duplicate(
    request: SignedInRequest, association: str, conference: str, code: str, uid: uuid.UUID, language: str
) -> HttpResponse:
    """With the day on it, in Polish, or in English and Polish."""
    found = conference_for(request.user, association, conference, Permission.VIEW_MONEY)
    if language not in DUPLICATE_LANGUAGES:
        raise Http404
    return as_download(document_of(found, code, uid), kind=PaperKind.DUPLICATE, language=language)
