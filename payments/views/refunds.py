from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from events.access import conference_for, may
from events.models import Conference
from events.roles import Permission
from payments.enums import FileEncoding, FileFormat, PaymentMethod, RefundMethod
from payments.models import Refund, RefundFile, WriteOff
from payments.refund_files import drawn, file_name
from payments.refund_forms import RefundFileForm, RefundForm, WhyForm, WriteOffForm
from payments.selectors import owed_back
from payments.selectors.refunds import cards_owed_back, disputes_of, files_of, refunds_of, transfers_to_send
from payments.services import (
    NoDifference,
    NothingToSend,
    Recipient,
    RefundClosed,
    TooMuch,
    WriteOffReversed,
    cancel_refund,
    decide_refund,
    make_refund_file,
    mark_refund_done,
    mark_refund_failed,
    take_back_write_off,
    write_off,
)
from payments.views.recording import card_of


@login_required
@require_GET
def list_refunds(request: SignedInRequest, association: str, conference: str) -> HttpResponse:
    """What is owed back, what is under way, and the files for the bank."""
    found = conference_for(request.user, association, conference, Permission.VIEW_MONEY)
    return render(request, "payments/refunds.html", overview(found, request.user))


def overview(conference: Conference, user: User, **more: object) -> dict[str, object]:
    return {
        "conference": conference,
        "may_decide": may(user, conference.association, Permission.RECORD_PAYMENTS),
        "cards": cards_owed_back(conference),
        "refunds": refunds_of(conference),
        "to_send": transfers_to_send(conference),
        "files": files_of(conference),
        "disputes": disputes_of(conference),
        "file_form": RefundFileForm.fresh(),
        "online": PaymentMethod.ONLINE,
        **more,
    }


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, association: str, conference: str, code: str) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    card = card_of(found, code)
    form = RefundForm(request.POST or None, card=card)
    if form.is_valid() and decided(form, request.user):
        messages.success(request, told(form))
        return redirect("payments:record-payment", association=association, conference=conference, code=code)
    context = {"conference": found, "card": card, "form": form, "owed_back": owed_back(card)}
    return render(request, "payments/decide_refund.html", context)


def decided(form: RefundForm, user: User) -> bool:
    """Whether it was decided; what stood against it is then told beside its field."""
    given, way = form.cleaned_data, form.chosen
    recipient = Recipient(name=given["recipient"], account=given["account"], title=given["title"])
    try:
        decide_refund(
            card=form.card,
            amount=given["amount"],
            method=way.method,
            payment=way.payment,
            reason=given["reason"],
            recipient=recipient if way.method == RefundMethod.TRANSFER else None,
            key=f"desk:{form.card.code}:{given['form_id']}",
            by=user,
        )
    except TooMuch as refusal:
        form.add_error("amount", refusal)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors


def told(form: RefundForm) -> str:
    sentences = {
        RefundMethod.STRIPE: _("The refund goes to the payment operator now. This page tells when it is done."),
        RefundMethod.TRANSFER: _("The refund is decided. It waits for the next file for the bank."),
        RefundMethod.CASH: _("The refund in cash has been recorded."),
    }
    return sentences[form.chosen.method]


@login_required
@require_POST
def move(request: SignedInRequest, association: str, conference: str, uid: str) -> HttpResponse:
    """A decided refund is done, did not go out, or is called off: said by hand."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    refund = get_object_or_404(Refund.objects.select_related("card"), card__conference=found, uid=uid)
    act = action(request.POST.get("do", ""), refund, request.user)
    form = WhyForm(request.POST)
    if act is None:
        raise Http404
    if not form.is_valid() and request.POST["do"] != "done":
        messages.error(request, _("Say why, in one line."))
    else:
        try:
            act(form.cleaned_data.get("why", ""))
            messages.success(request, _("The refund has been brought up to date."))
        except RefundClosed:
            messages.error(request, _("This refund has already ended, or is in the hands of the payment operator."))
    return redirect("payments:list-refunds", association=association, conference=conference)


def action(name: str, refund: Refund, by: User) -> Callable[[str], object] | None:
    acts: dict[str, Callable[[str], object]] = {
        "done": lambda _why: done_by_hand(refund, by),
        "failed": lambda why: mark_refund_failed(refund=refund, by=by, why=why),
        "cancel": lambda why: cancel_refund(refund=refund, by=by, why=why),
    }
    return acts.get(name)


def done_by_hand(refund: Refund, by: User) -> Refund:
    """Of what goes through the operator, only the operator knows."""
    if refund.method != RefundMethod.TRANSFER:
        raise RefundClosed
    return mark_refund_done(refund=refund, by=by)


@login_required
@require_POST
def make_file(request: SignedInRequest, association: str, conference: str) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    form = RefundFileForm(request.POST)
    if form.is_valid() and written(form, found, request.user) is not None:
        messages.success(request, _("The file is ready below. The transfers in it are now on their way."))
        return redirect("payments:list-refunds", association=association, conference=conference)
    context: dict[str, Any] = overview(found, request.user, file_form=form)
    return render(request, "payments/refunds.html", context)


def written(form: RefundFileForm, conference: Conference, user: User) -> RefundFile | None:
    given = form.cleaned_data
    try:
        return make_refund_file(
            conference=conference,
            format=FileFormat(given["format"]),
            encoding=FileEncoding(given["encoding"]),
            pay_on=given["pay_on"],
            key=f"{conference.pk}:{given['form_id']}",
            by=user,
        )
    except NothingToSend:
        form.add_error(None, _("No decided transfer waits for a file."))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return None


@login_required
@require_GET
def download_file(request: SignedInRequest, association: str, conference: str, uid: str) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    made = get_object_or_404(RefundFile, conference=found, uid=uid)
    kind = "text/plain" if made.format == FileFormat.ELIXIR else "application/xml"
    disposition = content_disposition_header(True, file_name(made)) or "attachment"
    return HttpResponse(drawn(made), content_type=kind, headers={"Content-Disposition": disposition})


@login_required
@require_http_methods(["GET", "POST"])
def give_up(request: SignedInRequest, association: str, conference: str, code: str) -> HttpResponse:
    """Gives up the small difference of a card, with the reason."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    card = card_of(found, code)
    form = WriteOffForm(request.POST) if request.method == "POST" else WriteOffForm.fresh()
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            write_off(card=card, reason=given["reason"], key=f"{card.code}:{given['form_id']}", by=request.user)
            messages.success(request, _("The difference has been given up."))
        except NoDifference:
            messages.error(request, _("There is no difference to give up."))
        except ValidationError:
            messages.error(request, _("This difference is too large to be given up."))
        return redirect("payments:record-payment", association=association, conference=conference, code=code)
    context = {"conference": found, "card": card, "form": form, "owed_back": owed_back(card)}
    return render(request, "payments/write_off.html", context)


@login_required
@require_POST
def take_difference_back(
    request: SignedInRequest, association: str, conference: str, code: str, uid: str
) -> HttpResponse:
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    given_up = get_object_or_404(
        WriteOff.objects.select_related("card"), card__conference=found, card__code=code, uid=uid
    )
    try:
        take_back_write_off(given_up=given_up, reason=_("Taken back"), by=request.user)
        messages.success(request, _("The difference counts again."))
    except WriteOffReversed:
        messages.error(request, _("This was taken back before."))
    return redirect("payments:record-payment", association=association, conference=conference, code=code)
