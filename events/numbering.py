from django.db import transaction
from django.db.models import F

from events.models import Association, NumberSeries


def take_number(*, association: Association, series: str, year: int) -> int:
    """The next number of a series, without gaps: it is given back when the caller's transaction fails.

    Must run inside the transaction that writes the document. Others wait for that transaction to end.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take_number outside a transaction would leave gaps.")
    NumberSeries.objects.get_or_create(association=association, name=series, year=year)
    of_series = NumberSeries.objects.filter(association=association, name=series, year=year)
    of_series.update(last=F("last") + 1)
    return of_series.values_list("last", flat=True).get()
