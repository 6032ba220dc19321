"""Which training sessions each participant attended, and when that cannot be told, which they may be credited with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from checkin.enums import ScanPointKind, ScanResult
from checkin.models import Scan
from checkin.selectors import attendance_of
from events.models import Conference
from program.models import Session
from program.selectors import training_sessions


@dataclass(frozen=True)
class Training:
    """The conference's training as its doors recorded it. `doors` is empty when nobody scanned at any of them."""

    sessions: list[Session]
    doors: dict[int, set[int]]
    entered: dict[int, datetime]

    def attended_by(self, participant: int) -> list[Session]:
        """Training sessions of the participant, given by their key, in order and none at the same time as another.

        Where doors were not scanned, everything that had not ended when they came in: a badge is let in at the
        entrance once for all days. What ran side by side is then left out, as nobody knows where they sat.
        """
        if self.doors:
            here = self.doors.get(participant, set())
            return one_at_a_time(session for session in self.sessions if session.pk in here)
        came = self.entered.get(participant)
        if came is None:
            return []
        alone = [one for one in self.sessions if not any(overlap(one, other) for other in self.sessions)]
        return [session for session in alone if session.ends_at and session.ends_at > came]


def overlap(one: Session, other: Session) -> bool:
    if one.pk == other.pk or not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def one_at_a_time(sessions: Iterable[Session]) -> list[Session]:
    """Of sessions that overlap, the one that begins first: two at once are not twice the hours."""
    kept: list[Session] = []
    for session in sessions:
        if not any(overlap(session, other) for other in kept):
            kept.append(session)
    return kept


def training_of(conference: Conference) -> Training:
    """Three queries, whatever the number of participants."""
    first_scans = (
        Scan.objects.filter(
            point__conference=conference,
            point__kind=ScanPointKind.ENTRANCE,
            result=ScanResult.ACCEPTED,
            participant__isnull=False,
        )
        .values_list("participant")
        .annotate(first=Min("scanned_at"))
    )
    sessions = [session for session in training_sessions(conference) if session.ends_at]
    return Training(sessions, attendance_of(conference), dict(first_scans.order_by()))
