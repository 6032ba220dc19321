"""Who is let in where, and how often. Nothing is read or written here.

The phone decides by the same rules without network: `static/js/scanner/rules.js` is this file in its language, and
`tests/checkin/rule_cases.json` holds both to one table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from checkin.enums import Direction, PaymentRule, ScanResult, Times
from registrations.enums import ParticipantState

# Days are days where conferences are held, whatever the phone thinks.
PLACE = ZoneInfo("Europe/Warsaw")


class Warn(StrEnum):
    """What those at the door should know of somebody they let in."""

    UNPAID = "unpaid"
    REMOTE = "remote"
    NOT_INSIDE = "not_inside"


@dataclass(frozen=True, slots=True)
class Rule:
    """A scan point's. Without variants and extras all may come; with them, whoever has one of either."""

    payment: str = PaymentRule.REQUIRED
    times: str = Times.ONCE
    tracks_leaving: bool = False
    variants: frozenset[int] = frozenset()
    extras: frozenset[int] = frozenset()
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    state: str = ParticipantState.REGISTERED
    is_paid: bool = True
    is_remote: bool = False
    variant: int = 0
    extras: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Move:
    """An accepted scan of the person at the same point."""

    at: datetime
    direction: str = Direction.IN


@dataclass(frozen=True, slots=True)
class Verdict:
    """`since` is the move on account of which the person is here already."""

    result: ScanResult
    warnings: tuple[Warn, ...] = ()
    since: Move | None = None


def evaluate(rule: Rule, person: Person, move: Move, earlier: Sequence[Move] = ()) -> Verdict:
    """What those at the door are told. `earlier` are accepted moves in their order, none after `move`."""
    if leaves(rule, move):
        inside = bool(earlier) and earlier[-1].direction == Direction.IN
        return Verdict(ScanResult.ACCEPTED, () if inside else (Warn.NOT_INSIDE,))
    refused = refusal(rule, person, move.at)
    if refused:
        return Verdict(refused)
    since = repeated(rule, move, earlier)
    if since:
        return Verdict(ScanResult.AGAIN, since=since)
    return Verdict(ScanResult.ACCEPTED, warnings_about(rule, person))


def warnings_about(rule: Rule, person: Person) -> tuple[Warn, ...]:
    unpaid = (Warn.UNPAID,) if rule.payment == PaymentRule.WARNING and not person.is_paid else ()
    return (*unpaid, Warn.REMOTE) if person.is_remote else unpaid


def leaves(rule: Rule, move: Move) -> bool:
    """Nobody is held back who wants to go."""
    return rule.tracks_leaving and move.direction == Direction.OUT


def refusal(rule: Rule, person: Person, at: datetime) -> ScanResult | None:
    """Why the person may not come in, whoever was scanned before; None if they may."""
    if person.state != ParticipantState.REGISTERED:
        return ScanResult.WAITING if person.state == ParticipantState.WAITING else ScanResult.CANCELLED
    if not admits(rule, person):
        return ScanResult.EXCLUDED
    if rule.opens_at and at < rule.opens_at:
        return ScanResult.EARLY
    if rule.closes_at and at >= rule.closes_at:
        return ScanResult.LATE
    if rule.payment == PaymentRule.REQUIRED and not person.is_paid:
        return ScanResult.UNPAID
    return None


def admits(rule: Rule, person: Person) -> bool:
    if not rule.variants and not rule.extras:
        return True
    return person.variant in rule.variants or not rule.extras.isdisjoint(person.extras)


def repeated(rule: Rule, move: Move, earlier: Sequence[Move]) -> Move | None:
    """The move that makes this one a second attempt."""
    if rule.times == Times.MANY:
        return None
    if rule.times == Times.DAILY:
        earlier = [one for one in earlier if day_of(one.at) == day_of(move.at)]
    if rule.tracks_leaving:
        return earlier[-1] if earlier and earlier[-1].direction == Direction.IN else None
    return earlier[0] if earlier else None


def day_of(moment: datetime) -> date:
    return moment.astimezone(PLACE).date()


def turn_of(rule: Rule, move: Move) -> str | None:
    """What the database lets in once: the same text for two moves of which one at most is accepted.

    None where that depends on the order of moves, or nothing limits them.
    """
    if rule.tracks_leaving or rule.times == Times.MANY:
        return None
    return day_of(move.at).isoformat() if rule.times == Times.DAILY else ""
