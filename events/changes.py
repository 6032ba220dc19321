from django.db.models import QuerySet
from django.utils import timezone

from events.models import Conference


def mark_changed(conferences: QuerySet[Conference]) -> None:
    """Something that the public pages of these conferences show was changed in another table.

    Call it in the transaction of the change: the moment is part of the name under which a page is kept.
    """
    conferences.update(changed_at=timezone.now())
