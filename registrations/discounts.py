from django.db.models import F, Q

from events.models import Conference, DiscountCode


def usable_discount(conference: Conference, typed: str) -> DiscountCode | None:
    """The code that was typed, in whatever case, when a card may use it now; None says nothing of why not."""
    code = typed.strip()
    if not code:
        return None
    valid = DiscountCode.objects.filter(conference=conference, code__iexact=code)
    in_time = Q(valid_until__isnull=True) | Q(valid_until__gte=conference.today())
    in_stock = Q(limit__isnull=True) | Q(used__lt=F("limit"))
    return valid.filter(in_time, in_stock).first()


def gives_discounts(conference: Conference) -> bool:
    """Whether cards ask for a code at all."""
    return DiscountCode.objects.filter(conference=conference).exists()
