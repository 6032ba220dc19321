"""What resigning costs, told before it is done, and worked out the same way when it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from events.models import Conference, ResignationFee
from registrations.deadlines import may_resign
from registrations.lines import Sums, owed_by
from registrations.models import Participant, ParticipationCard
from registrations.pricing import per_cent

WHOLE_PRICE = 100


@dataclass(frozen=True)
class FeeTable:
    """Free until and with `free_until`, then `steps`, then the whole price. Without either resigning is always free."""

    free_until: date | None
    steps: Sequence[ResignationFee]

    @classmethod
    def of(cls, conference: Conference) -> "FeeTable":
        """One query."""
        return cls(conference.resignation_until, list(ResignationFee.objects.filter(conference=conference)))

    def percent_on(self, day: date) -> int:
        if self.is_always_free or (self.free_until is not None and day <= self.free_until):
            return 0
        return next((step.percent for step in self.steps if day <= step.until), WHOLE_PRICE)

    @property
    def is_always_free(self) -> bool:
        return self.free_until is None and not self.steps


@dataclass(frozen=True)
class Resigning:
    """Amounts in grosze: `price` of the people who resign, `fee` that stays of it, and how the card stands then."""

    is_possible: bool
    people: Sequence[Participant]
    percent: int
    free_until: date | None
    price: int
    fee: int
    due_after: int
    comes_back: int
    still_to_pay: int
    ends_card: bool

    @property
    def is_free(self) -> bool:
        return self.fee == 0


def what_resigning_means(card: ParticipationCard, people: Sequence[Participant]) -> Resigning:
    """If these people of the card, who take part or wait, resigned today. Three queries."""
    table = FeeTable.of(card.conference)
    percent = table.percent_on(card.conference.today())
    owed = owed_by(card.lines.all())
    chosen = {person.pk for person in people}
    price = sum(sum(owed.get(key, {}).values()) for key in chosen)
    fee = sum(fee_of(owed.get(key, {}), percent) for key in chosen)
    due = card.due - price + fee
    others = card.participants.on_card().exclude(pk__in=chosen)
    return Resigning(
        is_possible=may_resign(card),
        people=people,
        percent=percent,
        free_until=table.free_until,
        price=price,
        fee=fee,
        due_after=due,
        comes_back=max(0, card.settled - due),
        still_to_pay=max(0, due - card.settled),
        ends_card=not others.exists(),
    )


def fee_of(owed: Sums, percent: int) -> int:
    return sum(fee_by_vat(owed, percent).values())


def fee_by_vat(owed: Sums, percent: int) -> Sums:
    """So many per cent of what was owed, rounded to the grosz for each VAT rate apart, as lines are written."""
    return {vat: per_cent(max(amount, 0), percent) for vat, amount in owed.items()}
