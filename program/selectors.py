from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from events.models import Conference
from program.models import Session


@dataclass(frozen=True)
class ProgrammeDay:
    """A day's sessions in order; `day` is None for those whose hour is not known."""

    day: date | None
    sessions: list[Session] = field(default_factory=list)


def day_of(session: Session) -> date | None:
    return timezone.localtime(session.starts_at).date() if session.starts_at else None


def programme(conference: Conference) -> list[ProgrammeDay]:
    """The programme by day. Two queries."""
    sessions = conference.sessions.select_related("hall").prefetch_related("speakers").in_order()
    return [ProgrammeDay(day, list(of_day)) for day, of_day in groupby(sessions, key=day_of)]


def training_sessions(conference: Conference) -> list[Session]:
    return list(conference.sessions.filter(is_training=True, starts_at__isnull=False).in_order())


def teaching_hours(conference: Conference, sessions: Iterable[Session]) -> int:
    """Whole teaching hours of the sessions together, in units of `teaching_hour_minutes`."""
    lengths = [session.ends_at - session.starts_at for session in sessions if session.starts_at and session.ends_at]
    unit = timedelta(minutes=conference.teaching_hour_minutes)
    return sum(lengths, timedelta()) // unit
