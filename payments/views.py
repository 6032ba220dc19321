from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedInRequest
from events.access import conference_for
from events.roles import Permission
from payments.forms import PaymentForm, ReversalForm
from payments.gateway import GatewayError, GatewayRefused, gateway_from_settings
from payments.models import Payment
from payments.services import (
    NothingToPay,
    PaymentReversed,
    ReturnAddresses,
    record_payment,
    reverse_payment,
    start_checkout,
)
from registrations.selectors import card_by_link


@require_POST
def begin_checkout(request: HttpRequest, token: str) -> HttpResponse:
    """Sends the payer to the provider's page; when it does not answer, back to the card with a transfer to make."""
    card = card_by_link(token)
    if not settings.STRIPE_SECRET_KEY:
        raise Http404
    try:
        return redirect(start_checkout(card=card, gateway=gateway_from_settings(), back=addresses_back(token)))
    except NothingToPay:
        messages.info(request, _("There is nothing to pay on this card."))
    except GatewayRefused:
        messages.error(request, _("This amount cannot be paid online. Pay it by transfer."))
    except GatewayError:
        messages.error(
            request, _("The payment operator does not answer now. Try again in a moment, or pay by transfer.")
        )
    return redirect("registrations:show-card", token=token)


def addresses_back(token: str) -> ReturnAddresses:
    return ReturnAddresses(
        paid=settings.SITE_URL + reverse("payments:return-from-checkout", args=[token]),
        abandoned=settings.SITE_URL + reverse("registrations:show-card", args=[token]),
    )


@require_GET
def return_from_checkout(request: HttpRequest, token: str) -> HttpResponse:
    """Where the provider sends who has paid. It only asks: the payment is told by the webhook alone."""
    card = card_by_link(token)
    if card.balance <= 0:
        messages.success(request, _("Thank you, the payment has come."))
        return redirect("registrations:show-card", token=token)
    response = render(request, "payments/waiting.html", {"card": card, "token": token, "conference": card.conference})
    response.headers["Refresh"] = "3"
    return response


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
