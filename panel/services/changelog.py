"""Who changed what in the settings of a conference: kept in Django's own log, shown beside the settings."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from events.models import Conference


def note_change(*, conference: Conference, by: User, text: str) -> None:
    """An entry of the log of the conference: `text` says from what to what, in the words of who made the change."""
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(Conference),
        object_id=str(conference.pk),
        object_repr=str(conference)[:200],
        action_flag=CHANGE,
        change_message=text,
    )
