"""The treasurer's page of KSeF. It concerns the association as a whole: a token and numbers have no conference."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedInRequest
from events.access import conference_for
from events.models import Conference
from events.roles import Permission
from payments.enums import DocumentRole
from payments.ksef.access import credentials_of, environment
from payments.ksef.advice import advice_for, reasons_for
from payments.ksef.forms import NumberForm, TokenForm
from payments.ksef.moves import Overtaken
from payments.ksef.selectors import PARTS, STUCK, Summary, of_association, part_of, summary_of
from payments.ksef.states import STOPPED, KsefEnvironment
from payments.models import KsefAccess, KsefInvoice
from payments.services.ksef import (
    NothingIsSent,
    WrongNumber,
    forget_token,
    give_token,
    note_by_hand,
    send_again,
    send_all_made,
)

PAGE_SIZE = 50


@dataclass(frozen=True)
class Shown:
    row: KsefInvoice
    advice: str
    reasons: list[str]


def found_for(request: SignedInRequest, association: str, conference: str) -> Conference:
    return conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)


def row_of(conference: Conference, document: uuid.UUID) -> KsefInvoice:
    rows = of_association(conference.association).select_related("document__association")
    return get_object_or_404(rows, document__uid=document)


@login_required
@require_GET
def list_invoices(request: SignedInRequest, association: str, conference: str) -> HttpResponse:
    found = found_for(request, association, conference)
    return render_list(request, found, TokenForm())


def render_list(request: SignedInRequest, found: Conference, form: TokenForm, status: int = 200) -> HttpResponse:
    summary = summary_of(found.association)
    part = request.GET.get("part", "")
    if part not in PARTS:
        part = next((name for name, count in summary.counts.items() if count), "accepted")
    page = Paginator(part_of(found.association, part), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "conference": found,
        "association": found.association,
        "summary": summary,
        "part": part,
        "tabs": tabs_of(found, summary, part),
        "page_obj": page,
        "shown": [Shown(row, advice_for(row), reasons_for(row)) for row in page.object_list],
        "today": timezone.localdate(),
        "form": form,
        **state_of_sending(found),
    }
    return render(request, "payments/ksef/list.html", context, status=status)


def state_of_sending(found: Conference) -> dict[str, Any]:
    where = environment()
    access = KsefAccess.objects.filter(association=found.association, environment=where).first()
    return {
        "environment": where,
        "is_real": where == KsefEnvironment.PRODUCTION,
        "sends_nowhere": where == KsefEnvironment.NONE,
        "access": access,
        "sends": credentials_of(found.association) is not None,
    }


def tabs_of(found: Conference, summary: Summary, part: str) -> list[dict[str, Any]]:
    address = reverse("payments:list-ksef", args=[found.association.slug, found.slug])
    labels = {
        "decide": _("To decide"),
        "moving": _("On their way"),
        "made": _("Made, not sent"),
        "accepted": _("Accepted"),
    }
    return [
        {"url": f"{address}?part={name}", "label": label, "current": name == part, "count": summary.counts[name]}
        for name, label in labels.items()
    ]


@login_required
@require_POST
def set_token(request: SignedInRequest, association: str, conference: str) -> HttpResponse:
    found = found_for(request, association, conference)
    if request.POST.get("do") == "forget":
        forget_token(association=found.association, by=request.user)
        messages.success(request, _("The token has been forgotten. Nothing is sent to KSeF now."))
        return redirect("payments:list-ksef", association, conference)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return render_list(request, found, form)
    try:
        give_token(association=found.association, token=form.cleaned_data["token"], by=request.user)
        messages.success(request, _("The token has been kept. Invoices issued from now on go to KSeF."))
    except NothingIsSent:
        messages.error(request, _("This installation sends nothing to KSeF, or the association has no NIP."))
    return redirect("payments:list-ksef", association, conference)


@login_required
@require_POST
def send(request: SignedInRequest, association: str, conference: str, document: uuid.UUID) -> HttpResponse:
    """Make the file anew and send it, or send now what would go later."""
    found = found_for(request, association, conference)
    try:
        row = send_again(row=row_of(found, document), by=request.user)
    except NothingIsSent:
        messages.error(request, _("Nothing is sent to KSeF: give the token first."))
    except Overtaken:
        messages.info(request, _("The invoice has moved on meanwhile."))
    else:
        if row.is_accepted:
            messages.info(request, _("KSeF has accepted this invoice before."))
        elif row.state in STUCK:
            messages.error(request, _("The file still cannot be made."))
        else:
            messages.success(request, _("The invoice goes to KSeF now."))
    return redirect("payments:list-ksef", association, conference)


@login_required
@require_POST
def send_all(request: SignedInRequest, association: str, conference: str) -> HttpResponse:
    found = found_for(request, association, conference)
    try:
        count = send_all_made(association=found.association, by=request.user)
    except NothingIsSent:
        messages.error(request, _("Nothing is sent to KSeF: give the token first."))
    else:
        sentence = ngettext("%(count)s invoice goes to KSeF.", "%(count)s invoices go to KSeF.", count)
        messages.success(request, sentence % {"count": count})
    return redirect("payments:list-ksef", association, conference)


@login_required
@require_http_methods(["GET", "POST"])
def note_number(request: SignedInRequest, association: str, conference: str, document: uuid.UUID) -> HttpResponse:
    """The number of an invoice whose file was put into KSeF by hand."""
    found = found_for(request, association, conference)
    row = row_of(found, document)
    seller = row.document.parties.get(role=DocumentRole.SELLER)
    form = NumberForm(request.POST or None, nip=seller.nip)
    if form.is_valid():
        try:
            note_by_hand(row=row, number=form.cleaned_data["number"], by=request.user)
            messages.success(request, _("The number has been written down; the document goes by letter."))
            return redirect("payments:list-ksef", association, conference)
        except WrongNumber:
            form.add_error("number", _("Another invoice has this number."))
        except Overtaken:
            messages.info(request, _("The invoice has moved on meanwhile."))
            return redirect("payments:list-ksef", association, conference)
    context = {"conference": found, "association": found.association, "row": row, "form": form}
    return render(request, "payments/ksef/number.html", context | {"can_note": row.state in STOPPED})


@login_required
@require_GET
def download_xml(request: SignedInRequest, association: str, conference: str, document: uuid.UUID) -> HttpResponse:
    """The exact bytes that were, or are to be, sent."""
    row = row_of(found_for(request, association, conference), document)
    return xml_file(bytes(row.xml), f"{row.document.number}.xml")


@login_required
@require_GET
def download_upo(request: SignedInRequest, association: str, conference: str, document: uuid.UUID) -> HttpResponse:
    row = row_of(found_for(request, association, conference), document)
    return xml_file(bytes(row.upo or b""), f"UPO {row.document.number}.xml")


def xml_file(content: bytes, name: str) -> HttpResponse:
    if not content:
        raise Http404
    disposition = content_disposition_header(True, name.replace("/", "-")) or "attachment"
    return HttpResponse(content, content_type="application/xml", headers={"Content-Disposition": disposition})
