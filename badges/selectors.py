from django.db.models import F

from events.models import Conference
from registrations.enums import CardState
from registrations.models import Participant


def has_badge(participant: Participant) -> bool:
    """Whether the badge may be given now: the person takes part and their card is paid."""
    card = participant.card
    return participant.is_active and card.is_active and card.balance <= 0


def badges_to_print(conference: Conference) -> list[Participant]:
    """Everyone on site whose card is paid, in Polish order, with card, institution and variant. One query."""
    paid = (
        Participant.objects.active()
        .of(conference)
        .filter(card__state=CardState.SUBMITTED, card__settled__gte=F("card__due"), variant__is_remote=False)
    )
    return list(paid.select_related("card__institution", "variant"))
