from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from certificates.models import Certificate
from certificates.selectors import attended
from registrations.models import Participant


def broken() -> Iterator[str]:
    """Sentences that name what must never be so."""
    yield from issued_twice()
    yield from issued_to_absent()
    yield from wrong_hours()
    yield from parted_from_participant()


def issued_twice() -> Iterator[str]:
    people = Certificate.objects.order_by().values("participant", "kind").annotate(times=Count("pk"))
    for row in people.filter(times__gt=1):
        yield f"Participant {row['participant']} has {row['times']} certificates of the kind {row['kind']}."
    rows = Certificate.objects.order_by().values_list("conference__association", "starts_on__year", "number")
    for (association, year, number), times in Counter(rows).items():
        if times > 1:
            yield f"Number {number} of association {association} was given {times} times in {year}."


def issued_to_absent() -> Iterator[str]:
    valid = Certificate.objects.filter(revoked_at__isnull=True)
    absent = valid.exclude(participant__in=attended())
    for number in absent.values_list("number", flat=True):
        yield f"Certificate {number} was issued to a participant who did not attend."


def wrong_hours() -> Iterator[str]:
    rows = Certificate.objects.annotate(minutes=Coalesce(Sum("topics__minutes"), 0)).order_by()
    for number, hours, minutes, unit in rows.values_list("number", "hours", "minutes", "hour_minutes"):
        if hours != minutes // unit:
            yield f"Certificate {number} tells {hours} hours, its topics make {minutes // unit}."


def parted_from_participant() -> Iterator[str]:
    crossed = Certificate.objects.exclude(conference=F("participant__conference"))
    for number in crossed.values_list("number", flat=True):
        yield f"Certificate {number} is of another conference than its participant."
    parted = Certificate.objects.exclude(code=F("participant__certificate_code"))
    for number in parted.values_list("number", flat=True):
        yield f"Certificate {number} has another code than its participant was told."
    orphans = Participant.objects.exclude(certificate_code="").filter(certificates__isnull=True)
    for key in orphans.order_by().values_list("pk", flat=True):
        yield f"Participant {key} was told the code of a certificate that does not exist."
