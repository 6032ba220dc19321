"""Which training sessions each participant is credited with: the same that the panel shows."""

from checkin.attendance.evidence import Register, training_register
from events.models import Conference


def training_of(conference: Conference) -> Register:
    """A few queries, whatever the number of participants."""
    return training_register(conference)
