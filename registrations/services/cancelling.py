from accounts.models import User
from registrations.models import ParticipationCard
from registrations.services.locking import CardClosed
from registrations.services.resigning import resign

__all__ = ["CardClosed", "cancel_card"]


def cancel_card(*, card: ParticipationCard, by: User | None, reason: str) -> ParticipationCard:
    """Everybody on the card resigns at once, at the fee of the day; the card is cancelled.

    `by` is None when the institution cancels through its own link. A card cancelled before stays as it is.
    Raises CardClosed after the conference has begun, for staff after it has ended.
    """
    people = list(card.participants.on_card())
    if people:
        return resign(participants=people, by=by, reason=reason)
    return ParticipationCard.objects.select_related("conference__association").get(pk=card.pk)
