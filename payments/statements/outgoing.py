"""Money that went out, and the refunds that it may be: for who marks a refund as done when the statement shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from payments.statements.tokens import bare

LATEST = timedelta(days=30)


@dataclass(frozen=True)
class SentRefund:
    """`amount` in grosze above zero; `title` as it was written into the transfer file, with the card's code."""

    key: int
    amount: int
    account: str
    title: str
    sent_on: date


@dataclass(frozen=True)
class WentOut:
    key: int
    amount: int
    account: str
    title: str
    booked_on: date


def outgoing_matches(refunds: Iterable[SentRefund], went_out: Iterable[WentOut]) -> list[tuple[int, int]]:
    """Keys of refunds and of the transactions that carried them out, one for one: sum, account and title agree."""
    left = sorted(went_out, key=lambda one: one.booked_on)
    pairs: list[tuple[int, int]] = []
    for refund in sorted(refunds, key=lambda one: one.sent_on):
        carried = next((one for one in left if carries_out(one, refund)), None)
        if carried:
            left.remove(carried)
            pairs.append((refund.key, carried.key))
    return pairs


def carries_out(one: WentOut, refund: SentRefund) -> bool:
    """A bank that does not tell the account must tell the title, and the other way round."""
    title, told = bare(refund.title), bare(one.title)
    if one.amount != -refund.amount or not refund.sent_on <= one.booked_on <= refund.sent_on + LATEST:
        return False
    if one.account and one.account != refund.account:
        return False
    return title in told if title else bool(one.account)
