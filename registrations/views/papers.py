"""The signed card, and what was agreed to, by the link of a card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registrations.agreements import agreements_of_card
from registrations.forms.papers import SignedCardForm
from registrations.models import AccessLink
from registrations.services.papers import NotNow, TooManyFiles, send_signed_card
from registrations.signing import MOST_FILES, signing_of
from registrations.views.links import opened_by_card_link


@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_card_link
def send_signed_page(request: HttpRequest, link: AccessLink) -> HttpResponse:
    card = link.card
    assert card is not None
    signing = signing_of(card)
    posted = request.method == "POST"
    form = SignedCardForm(request.POST, request.FILES) if posted else SignedCardForm()
    if posted and signing.may_send and form.is_valid():
        try:
            send_signed_card(card=card, files=form.cleaned_data["papers"])
            return redirect(f"{reverse('registrations:show-card', args=[link.token])}#signed-card")
        except TooManyFiles:
            form.add_error(
                "papers",
                _("%(most)d files wait for the organiser already: put the pages together into one PDF.")
                % {"most": MOST_FILES},
            )
        except NotNow:
            return redirect("registrations:send-signed", link.token)
    context = {"card": card, "link": link, "conference": card.conference, "association": card.conference.association}
    return render(request, "registrations/send_signed.html", context | {"signing": signing, "form": form})


@require_safe
@opened_by_card_link
def show_agreements(request: HttpRequest, link: AccessLink) -> HttpResponse:
    """What was agreed to for the card; what its people agreed to for themselves is theirs."""
    card = link.card
    assert card is not None
    context = {
        "card": card,
        "link": link,
        "conference": card.conference,
        "association": card.conference.association,
        "agreements": agreements_of_card(card),
        "back": reverse("registrations:show-card", args=[link.token]),
    }
    return render(request, "registrations/agreements.html", context)
