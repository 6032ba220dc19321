import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.roles import Permission
from panel.desk import Desk, StaffRequest, desk_for
from panel.statements.inbox import (
    cards_by_code,
    counts_of,
    decoded,
    entries,
    find_cards,
    last_decided,
    sought,
    transfers_of,
)
from payments.enums import TransferState
from payments.models import BankTransaction
from payments.statements.deciding import Decision, Refused, set_aside, settle_transfer, undo
from payments.statements.forms import SetAsideForm, SplitForm

PAGE_SIZE = 15
MOST_CARDS = 12


@login_required
@require_GET
def list_transfers(request: StaffRequest, association: str, conference: str) -> HttpResponse:
    """What waits for a decision, each with the likeliest cards; the other states beside it."""
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    ours = desk.conference.association
    state = request.GET.get("state", TransferState.WAITING)
    state = state if state in TransferState.values else TransferState.WAITING
    words = request.GET.get("q", "").replace("\0", "")[:100]
    rows = sought(transfers_of(ours).filter(state=state), words)
    rows = rows.order_by("booked_on", "pk") if state == TransferState.WAITING else rows.order_by("-booked_on", "-pk")
    page = Paginator(rows.prefetch_related("payments__card__institution"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = counts_of(ours)
    context = desk.context(
        "transfers",
        page_obj=page,
        entries=entries(ours, list(page)),
        counts=counts,
        tabs=tabs_of(desk, counts, state),
        state=state,
        words=words,
        last=last_decided(ours, request.user),
        at=request.GET.get("at", ""),
    )
    return render(request, "panel/statements/transfers.html", context)


def tabs_of(desk: Desk, counts: dict[str, int], current: str) -> list[dict[str, object]]:
    base = reverse("panel:list-transfers", args=desk.path)
    labels = {
        TransferState.WAITING: _("To decide"),
        TransferState.FOREIGN: _("In another currency"),
        TransferState.SETTLED: _("Settled"),
        TransferState.NOT_OURS: _("Not for a card"),
        TransferState.OUTGOING: _("Went out"),
    }
    return [
        {"url": f"{base}?state={state.value}", "label": label, "current": state == current, "count": counts[state]}
        for state, label in labels.items()
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_transfer(request: StaffRequest, association: str, conference: str, transfer: uuid.UUID) -> HttpResponse:
    """One transfer: all the bank says of it, cards sought by hand, and its sum split over them."""
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    found = transfer_for(desk, transfer)
    ours = desk.conference.association
    codes = [code for code in request.GET.getlist("card") if code.isascii() and code.isalnum()][:MOST_CARDS]
    known = cards_by_code(ours, codes)
    cards = [known[code] for code in dict.fromkeys(codes) if code in known]
    form = SplitForm(cards, found.rest, request.POST or None, initial={"seen": found.allocated})
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and settled(request, found, Decision(form.shares, form.cleaned_data["seen"])):
        return back(desk)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    [entry] = entries(ours, [found])
    context = desk.context(
        "transfers",
        entry=entry,
        transfer=found,
        cards=cards,
        form=form,
        aside=SetAsideForm(),
        words=words,
        found=[card for card in find_cards(ours, words) if card not in cards] if words else [],
        payments=found.payments.select_related("card__institution", "card__conference__association", "reversed_by"),
    )
    return render(request, "panel/statements/transfer.html", context)


@login_required
@require_POST
def accept(request: StaffRequest, association: str, conference: str, transfer: uuid.UUID) -> HttpResponse:
    """Take one of the suggestions."""
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    found = transfer_for(desk, transfer)
    seen = request.POST.get("seen", "")
    decision = decoded(request.POST.get("choice", ""), int(seen[:15]) if seen.isascii() and seen.isdecimal() else -1)
    if decision is None:
        messages.error(request, _("Choose one of the suggestions."))
    else:
        settled(request, found, decision)
    return back(desk, request.POST.get("next", ""))


def settled(request: StaffRequest, transfer: BankTransaction, decision: Decision) -> bool:
    try:
        payments = settle_transfer(transfer=transfer, decision=decision, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
        return False
    codes = ", ".join(payment.card.code for payment in payments)
    messages.success(request, _("The transfer pays %(codes)s.") % {"codes": codes})
    return True


@login_required
@require_POST
def put_aside(request: StaffRequest, association: str, conference: str, transfer: uuid.UUID) -> HttpResponse:
    """It is not for a card."""
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    found = transfer_for(desk, transfer)
    form = SetAsideForm(request.POST)
    try:
        set_aside(transfer=found, by=request.user, note=form.cleaned_data["note"] if form.is_valid() else "")
        messages.success(request, _("The transfer was put aside as not for a card."))
    except Refused as error:
        messages.error(request, str(error))
    return back(desk, request.POST.get("next", ""))


@login_required
@require_POST
def take_back(request: StaffRequest, association: str, conference: str, transfer: uuid.UUID) -> HttpResponse:
    """Undo what was decided; the transfer waits again."""
    desk = desk_for(request, association, conference, Permission.RECORD_PAYMENTS)
    found = transfer_for(desk, transfer)
    try:
        undo(transfer=found, by=request.user)
        messages.success(request, _("Taken back: the transfer waits for a decision again."))
    except Refused as error:
        messages.error(request, str(error))
    return back(desk, str(found.uid))


def transfer_for(desk: Desk, uid: uuid.UUID) -> BankTransaction:
    return get_object_or_404(transfers_of(desk.conference.association), uid=uid)


def back(desk: Desk, at: str = "") -> HttpResponse:
    """To the list, at the transfer that comes next."""
    address = reverse("panel:list-transfers", args=desk.path)
    try:
        return redirect(f"{address}?at={uuid.UUID(at)}" if at else address)
    except ValueError:
        return redirect(address)
