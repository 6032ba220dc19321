from datetime import date

from django.utils import timezone

from events.models import Conference
from payments.models import Document


def months_with_documents(conference: Conference) -> list[date]:
    """First days of the months in which the association issued anything, the newest first."""
    issued = Document.objects.filter(association=conference.association_id)
    return list(issued.dates("issued_on", "month", order="DESC"))


def read_month(typed: str, conference: Conference) -> date:
    """A month of those there are, as `2027-06`; the newest for anything else."""
    months = months_with_documents(conference)
    known = {f"{month:%Y-%m}": month for month in months}
    return known.get(typed) or next(iter(months), timezone.localdate().replace(day=1))
