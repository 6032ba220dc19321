"""The ledger of a card: everything that changed what is due or what is settled, with who, when and why.

Nothing is stored twice: entries are read from rows that are only ever added, and from the history of refunds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from events.formats import money
from payments.enums import DisputeState, RefundMethod, RefundState
from payments.models import Dispute, Payment, Refund, WriteOff
from registrations.enums import LineKind
from registrations.models import CardLine, ParticipationCard

# Lines and the card they are of are written within moments of each other.
SAME_ACTION = timedelta(seconds=5)
LINE_TONES = {LineKind.FEE: "problem", LineKind.RESIGNATION: "info", LineKind.CHANGE: "info"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`due` and `settled` are what the entry adds to either, `balance` what was still to be paid after it; grosze."""

    at: datetime
    kind: str
    what: str
    due: int = 0
    settled: int = 0
    by: str = ""
    why: str = ""
    tone: str = ""
    balance: int = 0
    payment: Payment | None = None
    write_off: WriteOff | None = None


def ledger_of(card: ParticipationCard) -> list[Entry]:
    """In the order in which it happened. Six queries, whatever the size of the card."""
    entries = sorted(
        [
            *line_entries(card),
            *payment_entries(card),
            *refund_entries(card),
            *write_off_entries(card),
            *dispute_entries(card),
        ],
        key=lambda entry: entry.at,
    )
    balance, told = 0, []
    for entry in entries:
        balance += entry.due - entry.settled
        told.append(replace(entry, balance=balance))
    return told


def line_entries(card: ParticipationCard) -> Iterator[Entry]:
    """A line does not say who wrote it: the change of the card in the same moment does."""
    lines = list(CardLine.objects.filter(card=card))
    records = list(card.history.select_related("history_user").order_by("history_date", "history_id"))
    for line in lines:
        record = nearest(records, line.written_at)
        yield Entry(
            at=line.written_at,
            kind=line.get_kind_display(),
            what=line.description,
            due=line.amount,
            by=who(record),
            why=(record.history_change_reason or "") if record else "",
            tone=LINE_TONES.get(LineKind(line.kind), ""),
        )


def nearest(records: Sequence[Any], moment: datetime) -> Any | None:
    close = [record for record in records if abs(record.history_date - moment) <= SAME_ACTION]
    return min(close, key=lambda record: abs(record.history_date - moment), default=None)


def who(record: Any | None) -> str:
    if record is None or record.history_user is None:
        return _("through the link, or automatically")
    return str(record.history_user)


def payment_entries(card: ParticipationCard) -> Iterator[Entry]:
    for payment in Payment.objects.filter(card=card).select_related("recorded_by", "reversed_by"):
        taken_back = payment.reverses_id is not None
        what = _("%(method)s, taken back") if taken_back else "%(method)s"
        yield Entry(
            at=payment.recorded_at,
            kind=_("taken back") if taken_back else _("payment"),
            what=capital(what % {"method": payment.get_method_display()}),
            settled=payment.amount,
            by=str(payment.recorded_by) if payment.recorded_by else _("payment operator or bank"),
            why=payment.title,
            tone="problem" if taken_back else "settled",
            payment=payment,
        )


def refund_entries(card: ParticipationCard) -> Iterator[Entry]:
    """Each step of each refund; money moves when it is done, and back when it fails after that."""
    records = Refund.history.filter(card=card.pk).select_related("history_user").order_by("history_date", "history_id")
    before: dict[int, str] = {}
    for record in records:
        last, before[record.id] = before.get(record.id), record.state
        if record.state == last:
            continue
        came_back = last == RefundState.DONE
        yield Entry(
            at=record.history_date,
            kind=_("refund"),
            what=refund_step(record, came_back=came_back),
            settled=-record.amount if record.state == RefundState.DONE else record.amount if came_back else 0,
            by=str(record.history_user) if record.history_user else _("payment operator or bank"),
            why=record.failure if record.state == RefundState.FAILED else record.reason,
            tone={RefundState.DONE: "info", RefundState.FAILED: "problem"}.get(record.state, "waiting"),
        )


def refund_step(record: Any, *, came_back: bool) -> str:
    amount = money_of(record)
    method = RefundMethod(record.method).label
    if record.method == RefundMethod.DISPUTE:
        return _("Refund of %(amount)s: %(method)s") % {"amount": amount, "method": method}
    sentences = {
        RefundState.DECIDED: _("Refund of %(amount)s decided (%(method)s)"),
        RefundState.SENT: _("Refund of %(amount)s is on its way (%(method)s)"),
        RefundState.DONE: _("Refund of %(amount)s returned (%(method)s)"),
        RefundState.FAILED: _("Refund of %(amount)s did not succeed (%(method)s)"),
        RefundState.CANCELLED: _("Refund of %(amount)s called off (%(method)s)"),
    }
    sentence = _("Refund of %(amount)s came back (%(method)s)") if came_back else sentences[record.state]
    return sentence % {"amount": amount, "method": method}


def write_off_entries(card: ParticipationCard) -> Iterator[Entry]:
    for one in WriteOff.objects.filter(card=card).select_related("recorded_by", "reversed_by"):
        given_up = one.amount > 0
        what = _("Difference given up") if given_up else _("Difference kept")
        yield Entry(
            at=one.recorded_at,
            kind=_("difference"),
            what=_("Taken back") if one.reverses_id else what,
            settled=one.amount,
            by=str(one.recorded_by or ""),
            why=one.reason,
            tone="info",
            write_off=one,
        )


def dispute_entries(card: ParticipationCard) -> Iterator[Entry]:
    for one in Dispute.objects.filter(payment__card=card).select_related("payment"):
        amount = {"amount": money_of(one, one.payment.currency)}
        opened = _("The payer’s bank asks for %(amount)s back") % amount
        yield Entry(at=one.opened_at, kind=_("dispute"), what=opened, why=one.reason, tone="problem", by=operator())
        if one.closed_at is not None:
            won = _("The dispute over %(amount)s was settled for us") % amount
            lost = _("The dispute over %(amount)s was lost") % amount
            what = won if one.state == DisputeState.WON else lost
            yield Entry(at=one.closed_at, kind=_("dispute"), what=what, by=operator(), tone="info")


def operator() -> str:
    return _("payment operator")


def money_of(row: Any, currency: str = "") -> str:
    return money(row.amount, currency or row.currency)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Standing:
    """How a card stands with money today. `overdue_since` is the first day after the day of payment."""

    settlement: str
    overdue_since: date | None
    days_late: int


def standing_of(card: ParticipationCard) -> Standing:
    today = card.conference.today()
    late = card.balance > 0 and card.pay_by < today
    since = card.pay_by + timedelta(days=1) if late else None
    return Standing(card.settlement, since, (today - card.pay_by).days if late else 0)


def sums_agree(card: ParticipationCard, entries: Iterable[Entry]) -> bool:
    rows = list(entries)
    return (sum(row.due for row in rows), sum(row.settled for row in rows)) == (card.due, card.settled)
