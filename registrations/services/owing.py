"""The lines of a card and what is due by them. Lines are only ever added."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from registrations.enums import LineKind
from registrations.lines import line_of, owed_by
from registrations.models import CardLine, Participant, ParticipationCard
from registrations.resignation import fee_by_vat
from registrations.services.submitting import payment_days


def owe(card: ParticipationCard, lines: Iterable[CardLine]) -> int:
    """Write the lines and change what is due by their sum; the caller saves the card. How much the sum is."""
    written = CardLine.objects.bulk_create([line for line in lines if line.amount])
    change = sum(line.amount for line in written)
    card.due += change
    return change


def take_back(card: ParticipationCard, people: Sequence[Participant], *, percent: int, what: str) -> list[CardLine]:
    """Lines that take back all that is owed for these people, and the fee of so many per cent that stays of it."""
    owed = owed_by(card.lines.filter(participant__in=people))
    lines: list[CardLine] = []
    with override(card.language):
        fee_name = _("Resignation fee, %(percent)s%%") % {"percent": percent}
        for person in people:
            own = owed.get(person.pk, {})
            lines += [line_of(card, person, LineKind.RESIGNATION, what, -amount, vat) for vat, amount in own.items()]
            fees = fee_by_vat(own, percent)
            lines += [line_of(card, person, LineKind.FEE, fee_name, amount, vat) for vat, amount in fees.items()]
    return lines


def give_time(card: ParticipationCard) -> None:
    """A settled card that begins to owe gets the usual time to pay; the caller saves the card.

    What was owed before does not become timely by adding to it: nothing is to be called for a card that owes.
    """
    days = payment_days(card.conference, card.due)
    card.pay_by = max(card.pay_by, days["pay_by"])
    card.expires_on = days["expires_on"]
