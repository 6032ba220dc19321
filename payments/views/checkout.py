from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payments.gateway import GatewayError, GatewayRefused, gateway_from_settings
from payments.services import NothingToPay, PaymentUnderWay, ReturnAddresses, start_checkout
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
    except PaymentUnderWay:
        messages.info(request, _("The bank is about to confirm a payment for this card. Do not pay again."))
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
