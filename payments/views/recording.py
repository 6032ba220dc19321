from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from events.access import conference_for
from events.roles import Permission
from payments.forms import PaymentForm, ReversalForm
from payments.models import Payment
from payments.services import PaymentReversed, record_payment, reverse_payment


@login_required
@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, association: str, conference: str, code: str) -> HttpResponse:
    """The treasurer writes down a transfer or cash."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    card = get_object_or_404(found.cards.select_related("institution"), code=code)
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
        return redirect("panel:show-card", association=association, conference=conference, code=code)
    payments = card.payments.select_related("recorded_by", "reversed_by")
    context = {"conference": found, "card": card, "form": form, "payments": payments}
    return render(request, "payments/record.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, association: str, conference: str, code: str, uid: str) -> HttpResponse:
    """Takes back a payment recorded by mistake, with the reason."""
    found = conference_for(request.user, association, conference, Permission.RECORD_PAYMENTS)
    payment = get_object_or_404(
        Payment.objects.select_related("card"), card__conference=found, card__code=code, uid=uid
    )
    form = ReversalForm(request.POST or None)
    if form.is_valid():
        try:
            reverse_payment(payment=payment, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The payment has been taken back."))
        except PaymentReversed:
            messages.error(request, _("This payment was taken back before."))
        return redirect("payments:record-payment", association=association, conference=conference, code=code)
    context = {"conference": found, "card": payment.card, "payment": payment, "form": form}
    return render(request, "payments/take_back.html", context)
