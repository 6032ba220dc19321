"""How the signed card stands, in words that also say what happens next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Stage
from events.formats import day, moment
from registrations.card_status import Status
from registrations.enums import Acceptance, ScanState
from registrations.models import ParticipationCard, SignedScan

MOST_FILES = 10
BEFORE_IT_CAME = frozenset({Acceptance.AWAITED, Acceptance.RETURNED})
# From what to what the signed card may go. It may be handed over on paper, and accepted by mistake.
MOVES: dict[Acceptance, frozenset[Acceptance]] = {
    Acceptance.NOT_ASKED: frozenset(),
    Acceptance.AWAITED: frozenset({Acceptance.SENT, Acceptance.ACCEPTED}),
    Acceptance.SENT: frozenset({Acceptance.SENT, Acceptance.ACCEPTED, Acceptance.RETURNED, Acceptance.OUTDATED}),
    Acceptance.RETURNED: frozenset({Acceptance.SENT, Acceptance.ACCEPTED}),
    Acceptance.ACCEPTED: frozenset({Acceptance.RETURNED, Acceptance.OUTDATED}),
    # The institution sends a new one, or the organiser takes what there is by their word.
    Acceptance.OUTDATED: frozenset({Acceptance.SENT, Acceptance.ACCEPTED, Acceptance.RETURNED}),
}


def acceptance_of(card: ParticipationCard) -> Acceptance:
    """Also of a card that came before the organiser began to ask for signed cards."""
    stored = Acceptance(card.acceptance)
    if stored == Acceptance.NOT_ASKED and card.conference.wants_signed_cards:
        return Acceptance.AWAITED
    return stored


def may_become(card: ParticipationCard, new: Acceptance) -> bool:
    return card.is_active and new in MOVES[acceptance_of(card)]


def due_on(card: ParticipationCard) -> date:
    """The last day on which the signed card is in time."""
    return timezone.localdate(card.submitted_at) + timedelta(days=card.conference.signing_days)


@dataclass(frozen=True)
class Signing:
    """`scans` are the newest first; `reason` is why the last ones were sent back."""

    acceptance: Acceptance
    status: Status
    scans: list[SignedScan]
    may_send: bool
    may_accept: bool
    may_return: bool
    reason: str = ""
    outdated_at: datetime | None = None

    @property
    def waiting(self) -> list[SignedScan]:
        return [scan for scan in self.scans if scan.state == ScanState.SENT]

    @property
    def change(self) -> str:
        """Names the last change of the card, so that nobody accepts what they have not seen."""
        return self.outdated_at.isoformat() if self.outdated_at else ""

    @property
    def is_asked(self) -> bool:
        return self.acceptance != Acceptance.NOT_ASKED


def signing_of(card: ParticipationCard) -> Signing:
    """One query, and none where no signature is asked for."""
    acceptance = acceptance_of(card)
    scans = list(card.scans.select_related("decided_by")) if acceptance != Acceptance.NOT_ASKED else []
    for scan in scans:
        scan.card = card
    returned = next((scan for scan in scans if scan.state == ScanState.RETURNED), None)
    return Signing(
        acceptance=acceptance,
        status=status_in(card, acceptance, scans),
        scans=scans,
        may_send=may_become(card, Acceptance.SENT) and card.conference.stage != Stage.ENDED,
        may_accept=may_become(card, Acceptance.ACCEPTED),
        may_return=may_become(card, Acceptance.RETURNED),
        reason=returned.reason if returned and acceptance == Acceptance.RETURNED else "",
        outdated_at=card.outdated_at,
    )


def status_in(card: ParticipationCard, acceptance: Acceptance, scans: list[SignedScan]) -> Status:
    if acceptance == Acceptance.ACCEPTED:
        return Status("settled", _("Signed card accepted"), _("Nothing more needs to be done with it."))
    if acceptance == Acceptance.OUTDATED:
        return outdated_status(card)
    if acceptance == Acceptance.SENT:
        sent = day(max(scan.sent_at for scan in scans)) if scans else ""
        sentence = _("It came on %(day)s. The organiser looks at it, and a letter will tell what they decided.")
        return Status("info", _("Signed card sent"), sentence % {"day": sent})
    if acceptance == Acceptance.RETURNED:
        return Status("problem", _("Signed card sent back"), _("Please mend it and send it once more."))
    last = due_on(card)
    sentence = _("Print the card, let the head of the institution sign it, and send a scan or a photo of every page.")
    if last < card.conference.today():
        return Status("waiting", _("The signed card was awaited by %(day)s") % {"day": day(last)}, sentence)
    return Status("waiting", _("The signed card is awaited by %(day)s") % {"day": day(last)}, sentence)


def outdated_status(card: ParticipationCard) -> Status:
    """What was sent is kept, but it says something else than the card does now."""
    changed = moment(card.outdated_at) if card.outdated_at else ""
    sentence = _(
        "People, variants, nights or extras were changed after it was signed (%(moment)s). Print the card anew, let it"
        " be signed and send it; or the organiser accepts what was sent before."
    )
    return Status("waiting", _("The signed card is out of date"), sentence % {"moment": changed})
