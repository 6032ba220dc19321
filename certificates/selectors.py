from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from certificates.codes import read_code
from certificates.models import Certificate
from checkin.attendance.evidence import corrected_away, unfollowed
from checkin.enums import ATTENDED_AT, ScanResult, Verdict
from checkin.models import AttendanceMark, Scan
from events.enums import ConferenceState, Stage
from events.models import Conference
from registrations.enums import ParticipantState
from registrations.models import Participant


def attended(people: Collection[int] | None = None) -> QuerySet[Participant]:
    """Whoever was let in at an entrance or at the door of a session, or signed a list: in any conference, or of these.

    Without those of whose attendance nothing is left once it was corrected by hand; who they are is asked at once.
    """
    let_in = Scan.objects.filter(participant=OuterRef("pk"), result=ScanResult.ACCEPTED, point__kind__in=ATTENDED_AT)
    written = AttendanceMark.objects.filter(participant=OuterRef("pk"), verdict=Verdict.ATTENDED)
    evidence = Exists(let_in) | Exists(unfollowed(written))
    found = Participant.objects.filter(evidence).exclude(pk__in=corrected_away(people))
    return found if people is None else found.filter(pk__in=people)


def to_certify() -> QuerySet[Participant]:
    """Participants who attended and have no certificate, in Polish order."""
    return attended().filter(certificates__isnull=True, state=ParticipantState.REGISTERED)


def may_certify(conference: Conference) -> bool:
    """By the conference's own clock."""
    return conference.state == ConferenceState.PUBLISHED and conference.stage == Stage.ENDED


def conferences_to_certify() -> list[Conference]:
    """Ended conferences in which somebody still waits for a certificate. One query."""
    waiting = to_certify().order_by().values("conference")
    published = Conference.objects.published().filter(pk__in=waiting).select_related("association")
    return [conference for conference in published if may_certify(conference)]


def certificates() -> QuerySet[Certificate]:
    """With what their paper says beside the row itself."""
    return Certificate.objects.select_related("conference__association").prefetch_related("topics")


def certificate_by_code(typed: str) -> Certificate | None:
    """The certificate of a public code, however it is spaced or cased; revoked ones too."""
    code = read_code(typed)
    return certificates().filter(code=code).first() if code else None


def certificate_of(participant: Participant) -> Certificate | None:
    """The participant's valid certificate."""
    return certificates().filter(participant=participant, revoked_at__isnull=True).first()
