"""Money taken at the desk, and whoever came without a card."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from events.formats import money
from panel.desk import StaffRequest, asks_for_part
from panel.frontdesk.forms import payment_form
from panel.frontdesk.screen import back_to, back_to_person, desk_page, opened, show
from panel.frontdesk.selectors import desk_payment
from panel.frontdesk.services import OwesLess, take_payment
from panel.frontdesk.walk_in import WalkInPage
from panel.frontdesk.words import tell_arrival
from payments.enums import PaymentMethod
from payments.receipts import receipt_pdf
from payments.slips import receipt_of

PARTS = {
    "walk-in-institution": "panel/frontdesk/_walk_in_found.html",
    "walk-in-variants": "panel/frontdesk/_walk_in_priced.html",
    "walk-in-sum": "panel/frontdesk/_walk_in_sum.html",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: StaffRequest, association: str, conference: str, code: str, number: int) -> HttpResponse:
    """Cash or the terminal, at most what the card owes now."""
    desk = desk_page(request, association, conference)
    person = opened(desk, code, number)
    form = payment_form(person.card, request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        method = PaymentMethod(given["method"])
        try:
            taken = take_payment(
                card=person.card, method=method, amount=given["amount"], key=given["form_id"], by=request.user
            )
        except OwesLess:
            owes = money(opened(desk, code, number).owes, person.card.currency)
            form.add_error("amount", _("The card owes %(owes)s: no more can be taken here.") % {"owes": owes})
        else:
            told = {"amount": money(taken.amount, taken.currency), "how": taken.get_method_display()}
            messages.success(request, _("Taken: %(amount)s, %(how)s.") % told)
            return back_to(desk, person, "s")
    return show(request, desk, "payment", _("Take the payment"), one=person, form=form)


@login_required
@require_GET
def print_slip(request: StaffRequest, association: str, conference: str, payment: UUID) -> HttpResponse:
    """For one who paid by hand; of transfers and payments online the desk prints nothing."""
    desk = desk_page(request, association, conference)
    found = desk_payment(desk.conference, payment)
    name = _("receipt-%(code)s.pdf") % {"code": found.card.code}
    return HttpResponse(
        receipt_pdf(receipt_of(found)),
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    desk = desk_page(request, association, conference)
    page = WalkInPage(request, desk.conference)
    for part, template in PARTS.items():
        if asks_for_part(request, part):
            return render(request, template, desk.context("desk", page=page))
    done = None if page.is_closed else page.register(request.user)
    if done is None:
        return show(request, desk, "walk_in", _("Somebody without a card"), page=page)
    messages.success(
        request,
        _("%(name)s is registered, card %(code)s.")
        % {
            "name": done.person.full_name,
            "code": done.card.code,
        },
    )
    if done.payment is not None:
        told = {"amount": money(done.payment.amount, done.payment.currency), "how": done.payment.get_method_display()}
        messages.success(request, _("Taken: %(amount)s, %(how)s.") % told)
    if done.outcome is not None:
        tell_arrival(request, done.outcome, max(done.card.balance, 0))
    return back_to_person(desk, done.card.code, 1, "b")
