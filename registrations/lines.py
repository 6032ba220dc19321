"""Lines of a card, made of prices or of what was frozen before; nothing is written here."""

from collections.abc import Iterable

from registrations.enums import LineKind
from registrations.models import CardLine, Participant, ParticipationCard
from registrations.pricing import PricedLine, described

Vat = tuple[int | None, str]
Sums = dict[Vat, int]


def line_of(card: ParticipationCard, person: Participant, kind: LineKind, what: str, amount: int, vat: Vat) -> CardLine:
    text = described(what, person.full_name)
    rate, basis = vat
    return CardLine(
        card=card, participant=person, kind=kind, description=text, amount=amount, vat_rate=rate, vat_basis=basis
    )


def line_at_price(
    card: ParticipationCard, person: Participant, line: PricedLine, kind: LineKind | None = None
) -> CardLine:
    return CardLine(
        card=card,
        participant=person,
        variant=line.variant,
        extra=line.extra,
        kind=kind or line.kind,
        description=line.description,
        quantity=line.quantity,
        amount=line.amount,
        vat_rate=line.vat_rate,
        vat_basis=line.vat_basis,
    )


def sums_by_vat(lines: Iterable[CardLine]) -> Sums:
    sums: Sums = {}
    for line in lines:
        vat = (line.vat_rate, line.vat_basis)
        sums[vat] = sums.get(vat, 0) + line.amount
    return {vat: amount for vat, amount in sums.items() if amount}


def owed_by(lines: Iterable[CardLine]) -> dict[int | None, Sums]:
    """What is owed for each participant, by the VAT it bears; None is what is owed for no one in particular."""
    own: dict[int | None, list[CardLine]] = {}
    for line in lines:
        own.setdefault(line.participant_id, []).append(line)
    return {key: sums_by_vat(lines) for key, lines in own.items()}
