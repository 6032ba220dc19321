"""Cards for which a transfer seems to have come: nobody reminds them while it waits for a decision."""

from collections.abc import Iterable
from datetime import datetime

from events.models import Association
from payments.statements.matching import Suggestion
from registrations.models import ParticipationCard
from registrations.services import note_expected_payment

# Of the suggestions for one transfer, those of which one is nearly always right.
LIKELY = 3


def likely_codes(suggestions: Iterable[Suggestion]) -> set[str]:
    return {share.code for one in list(suggestions)[:LIKELY] for share in one.shares}


def expect_payments(association: Association, codes: Iterable[str], at: datetime | None) -> None:
    """`at` None clears it."""
    for card in ParticipationCard.objects.filter(conference__association=association, code__in=set(codes)):
        note_expected_payment(card=card, at=at)
