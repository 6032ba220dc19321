"""What the treasurer's list of transfers shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from events.models import Association
from panel.statements.words import difference_said, said, why_said
from payments.enums import TransferState
from payments.models import BankTransaction
from payments.statements.candidates import matcher_for, transfer_of
from payments.statements.deciding import Decision
from payments.statements.matching import Reason, Share, Suggestion
from registrations.models import ParticipationCard
from registrations.search import fold

# What was decided so lately can be taken back from the list itself.
UNDO_WITHIN = timedelta(minutes=30)
MOST_FOUND = 20
CODE_PARTS = 2


@dataclass(frozen=True)
class Choice:
    """One suggestion as the page shows it; `value` is what its button sends."""

    number: int
    cards: list[tuple[ParticipationCard, int]]
    reasons: str
    difference: str
    value: str


@dataclass(frozen=True)
class Entry:
    transfer: BankTransaction
    choices: list[Choice]
    why: str


def transfers_of(association: Association) -> QuerySet[BankTransaction]:
    rows = BankTransaction.objects.filter(account__association=association)
    return rows.select_related("account", "statement", "decided_by")


def counts_of(association: Association) -> dict[str, int]:
    """How many transfers stand in each state, and under `certain` how many were settled by themselves."""
    rows = BankTransaction.objects.filter(account__association=association)
    counts = dict.fromkeys(TransferState.values, 0) | dict(rows.values_list("state").annotate(Count("pk")).order_by())
    counts["certain"] = rows.filter(is_certain=True, state=TransferState.SETTLED).count()
    counts["waiting_sum"] = (
        rows.filter(state=TransferState.WAITING).aggregate(s=Sum("amount") - Sum("allocated"))["s"] or 0
    )
    return counts


def sought(rows: QuerySet[BankTransaction], words: str) -> QuerySet[BankTransaction]:
    """By title, payer or account; letters as typed, since banks write them in every way."""
    for word in words.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(payer_name__icontains=word)
            | Q(payer_account__icontains=word)
            | Q(payments__card__code__iexact=word)
        ).distinct()
    return rows


def entries(association: Association, transfers: Sequence[BankTransaction]) -> list[Entry]:
    """The transfers of a page with their suggestions, made anew from what is owed now."""
    waiting = [one for one in transfers if one.state == TransferState.WAITING]
    matcher = matcher_for(association) if waiting else None
    found = {one.pk: matcher.match(transfer_of(one)).suggestions for one in waiting} if matcher else {}
    codes = {share.code for suggestions in found.values() for one in suggestions for share in one.shares}
    cards = cards_by_code(association, codes)
    return [
        Entry(
            one,
            [choice(number, each, cards) for number, each in enumerate(found.get(one.pk, ()), 1)],
            why_said(one.why) if one.why else "",
        )
        for one in transfers
    ]


def cards_by_code(association: Association, codes: Iterable[str]) -> dict[str, ParticipationCard]:
    rows = ParticipationCard.objects.filter(conference__association=association, code__in=set(codes))
    return {card.code: card for card in rows.select_related("institution", "conference__association")}


def choice(number: int, suggestion: Suggestion, cards: dict[str, ParticipationCard]) -> Choice:
    return Choice(
        number=number,
        cards=[(cards[share.code], share.amount) for share in suggestion.shares],
        reasons=said(suggestion.reasons),
        difference=difference_said(suggestion.difference),
        value=encoded(suggestion),
    )


def encoded(suggestion: Suggestion) -> str:
    shares = "+".join(f"{share.code}:{share.amount}" for share in suggestion.shares)
    return f"{shares}|{','.join(suggestion.reasons)}"


def decoded(value: str, seen: int) -> Decision | None:
    """What a button of the page sent; None for anything else. The sums are checked again when they are written."""
    shares, _bar, reasons = value[:500].partition("|")
    pairs = [part.split(":") for part in shares.split("+")]
    if not all(len(pair) == CODE_PARTS and pair[1].isascii() and pair[1].isdecimal() for pair in pairs):
        return None
    chosen = tuple(Share(code, int(amount[:12])) for code, amount in pairs)
    return Decision(chosen, seen, tuple(reason for reason in reasons.split(",") if reason in set(Reason)))


def last_decided(association: Association, by: User) -> BankTransaction | None:
    """What the person decided last, to be taken back by one key."""
    since = timezone.now() - UNDO_WITHIN
    rows = transfers_of(association).filter(decided_by=by, decided_at__gte=since, is_certain=False)
    return rows.filter(state__in=(TransferState.SETTLED, TransferState.NOT_OURS)).order_by("-decided_at").first()


def find_cards(association: Association, words: str) -> list[ParticipationCard]:
    """Cards by code, institution or person, those that owe something first."""
    rows = ParticipationCard.objects.filter(conference__association=association)
    for word in fold(words).split()[:6]:
        # The search text of a participant names the institution and the code too.
        rows = rows.filter(
            Q(participants__search_text__contains=word)
            | Q(code__icontains=word)
            | Q(institution__name__icontains=word)
            | Q(parties__name__icontains=word)
        )
    found = rows.distinct().select_related("institution", "conference__association")[: MOST_FOUND * 5]
    return sorted(found, key=lambda card: (not card.is_active, card.balance <= 0))[:MOST_FOUND]
