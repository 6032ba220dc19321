from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import SignedInRequest
from events.access import conference_for
from events.models import Conference
from events.roles import Permission
from payments.enums import PaymentMethod
from payments.forms import PaymentForm, ReversalForm
from payments.models import Payment
from payments.models.refunds import MOST_WRITTEN_OFF
from payments.receipts import receipt_pdf
from payments.selectors import open_refunds, owed_back
from payments.selectors.ledger import ledger_of, standing_of
from payments.services import PaymentReturned, PaymentReversed, record_payment, reverse_payment
from payments.slips import receipt_of
from registrations.models import ParticipationCard


def card_of(conference: Conference, code: str) -> ParticipationCard:
    card = get_object_or_404(conference.cards.select_related("institution"), code=code)
    card.conference = conference
    return card


@login_required
@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, association: str, conference: str, code: str) -> HttpResponse:
    """The settlement of a card: its ledger, and a form for what came by transfer or at the desk."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    card = card_of(found, code)
    form = PaymentForm(request.POST) if request.method == "POST" else PaymentForm.for_card(card)
    if form.is_bound and form.is_valid():
        record_payment(
            card=card,
            method=form.cleaned_data["method"],
            amount=form.cleaned_data["amount"],
            received_on=form.cleaned_data["received_on"],
            title=form.cleaned_data["title"],
            provider_ref=f"desk:{card.code}:{form.cleaned_data['form_id']}",
            by=request.user,
        )
        messages.success(request, _("The payment has been recorded."))
        # Who paid at the desk waits for a slip, which is printed from the settlement.
        at_desk = form.cleaned_data["method"] != PaymentMethod.TRANSFER
        page = "payments:record-payment" if at_desk else "panel:show-card"
        return redirect(page, association=association, conference=conference, code=code)
    return render(request, "payments/record.html", settlement(found, card) | {"form": form})


def settlement(conference: Conference, card: ParticipationCard) -> dict[str, object]:
    owed = owed_back(card)
    difference = card.balance if card.balance > 0 else owed
    return {
        "conference": conference,
        "card": card,
        "entries": ledger_of(card),
        "standing": standing_of(card),
        "owed_back": owed,
        "under_way": open_refunds(card),
        "is_small": 0 < difference <= MOST_WRITTEN_OFF,
    }


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, association: str, conference: str, code: str, uid: str) -> HttpResponse:
    """Takes back a payment recorded by mistake, with the reason."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    payment = payment_of(found, code, uid)
    form = ReversalForm(request.POST or None)
    if form.is_valid():
        try:
            reverse_payment(payment=payment, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The payment has been taken back."))
        except PaymentReversed:
            messages.error(request, _("This payment was taken back before."))
        except PaymentReturned:
            messages.error(request, _("Some of this payment has been returned: it did come, and stays."))
        return redirect("payments:record-payment", association=association, conference=conference, code=code)
    context = {"conference": found, "card": payment.card, "payment": payment, "form": form}
    return render(request, "payments/take_back.html", context)


@login_required
@require_GET
def print_receipt(request: SignedInRequest, association: str, conference: str, code: str, uid: str) -> HttpResponse:
    """A slip for one who paid at the desk."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    payment = payment_of(found, code, uid)
    payment.card.conference = found
    name = _("receipt-%(code)s.pdf") % {"code": payment.card.code}
    return HttpResponse(
        receipt_pdf(receipt_of(payment)),
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(False, name) or "inline"},
    )


def payment_of(conference: Conference, code: str, uid: str) -> Payment:
    payments = Payment.objects.select_related("card__institution", "recorded_by")
    return get_object_or_404(payments, card__conference=conference, card__code=code, uid=uid)
