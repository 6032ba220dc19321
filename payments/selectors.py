from django.db.models import Sum
from django.utils import timezone

from payments.enums import CheckoutState
from payments.models import Checkout, Payment
from registrations.models import ParticipationCard


def received_for(card: ParticipationCard) -> int:
    """What came for the card less what was taken back, in grosze."""
    total: int | None = Payment.objects.filter(card=card).aggregate(total=Sum("amount"))["total"]
    return total or 0


def open_checkouts(card: ParticipationCard) -> list[Checkout]:
    """Attempts whose payment page may still be open, the newest first."""
    return list(card.checkouts.filter(state=CheckoutState.OPEN, expires_at__gt=timezone.now()))
